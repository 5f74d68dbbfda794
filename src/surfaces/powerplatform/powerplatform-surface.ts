import type { Access } from '../../domain/access.js'
import { isFromBrowser } from '../../http/browser.js'
import { readJsonBody } from '../../http/json-body.js'
import type { EmulatorRequest, EmulatorResponse } from '../../http/message.js'
import { pathSegments } from '../../http/path-segments.js'
import { createRouter, type Router } from '../../http/router.js'
import type { Target } from '../../http/target.js'
import { findSchemaProblem } from '../../http/validate.js'
import type { AdminAnswer } from './admin-call.js'
import { authenticate } from './authenticate.js'
import { RequestRefused } from './request-refused.js'
import type { PowerPlatformRooms } from './rooms.js'
import { type AdminRoute, adminRoutes } from './routes.js'

type Surface = (request: EmulatorRequest, target: Target, access: Access) => Promise<EmulatorResponse>

/** The Power Platform admin APIs: match → authenticate → read → validate → authorize and handle → present. */
export function createPowerPlatformSurface(rooms: PowerPlatformRooms): Surface {
  const router = createRouter(adminRoutes)
  return async (request, target, access) => {
    const requestId = rooms.newRequestId()
    const headers = { 'content-type': 'application/json; charset=utf-8', 'x-ms-request-id': requestId }
    try {
      const { status, body } = await answer(router, rooms, request, target, access, requestId)
      return { status, headers, ...(request.method !== 'HEAD' && { body: JSON.stringify(body) }) }
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error
      const { code, message, inner } = error
      return {
        status: error.status,
        headers: { ...headers, ...error.headers },
        body: JSON.stringify({ error: { code, message, ...(inner && { innererror: inner }) } }),
      }
    }
  }
}

async function answer(
  router: Router<AdminRoute>,
  rooms: PowerPlatformRooms,
  request: EmulatorRequest,
  target: Target,
  access: Access,
  requestId: string,
): Promise<AdminAnswer> {
  const match = matched(router, request, target)
  const caller = await authenticate(rooms.verifier, access, request.headers.authorization)
  return match.route.handler({
    access,
    reader: access.read(caller.tenantId),
    caller,
    target,
    parameters: match.parameters,
    body: readBody(request, match.route),
    requestId,
    byBrowser: isFromBrowser(request),
  })
}

function matched(router: Router<AdminRoute>, request: EmulatorRequest, target: Target) {
  const match = router.match(request.method === 'HEAD' ? 'GET' : request.method, pathSegments(target.path))
  if (match.kind === 'found') return match
  if (match.kind === 'unknown')
    throw new RequestRefused(404, 'NotFound', `The admin API has no operation at '${target.path}'.`)
  const allow = match.allowed.join(', ')
  throw new RequestRefused(405, 'MethodNotAllowed', `'${request.method}' is not possible here.`, { allow })
}

function readBody(request: EmulatorRequest, { operationId }: AdminRoute): unknown {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  const read = readJsonBody(request.body)
  if (read.kind !== 'json' && read.kind !== 'empty')
    throw new RequestRefused(400, 'InvalidRequestContent', 'The request content is not JSON that can be read.')
  const body = read.kind === 'json' ? read.value : {}
  const problem = findSchemaProblem(operationId, body)
  if (!problem) return body
  const message = `The request content was invalid: '${problem.pointer || '/'}' ${problem.message}.`
  throw new RequestRefused(400, 'InvalidRequestContent', message)
}
