import type { Access } from '../../domain/access.js'
import type { EmulatorRequest, EmulatorResponse } from '../../http/message.js'
import { createRouter } from '../../http/router.js'
import type { Target } from '../../http/target.js'
import { answerLogin } from './pipeline.js'
import type { LoginRooms } from './rooms.js'
import { loginRoutes } from './routes.js'

/** The token service: discovery, keys and tokens, as login.microsoftonline.com answers them. */
export function createLoginSurface(
  rooms: LoginRooms,
): (request: EmulatorRequest, target: Target, access: Access) => Promise<EmulatorResponse> {
  const router = createRouter(loginRoutes)
  return (request, target, access) => answerLogin(router, rooms, request, target, access)
}
