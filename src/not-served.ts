import { errorResponse } from './http/error-response.js'
import type { EmulatorRequest, EmulatorResponse } from './http/message.js'
import type { Target } from './http/target.js'

/** What answers where no room has been furnished yet: it says so instead of looking like a mistake of the caller's. */
export async function notServed(request: EmulatorRequest, { origin, path }: Target): Promise<EmulatorResponse> {
  const message = `${request.method} ${path} is not emulated. What is: ${origin}/v1.0, ${origin}/api/data/v9.2, ${origin}/{tenant}/oauth2/v2.0/token, ${origin}/_emulator/info.`
  return errorResponse(501, 'NotImplemented', message)
}
