import { errorResponse } from '../../http/error-response.js'
import type { EmulatorResponse, Refusal } from '../../http/message.js'
import { UNREADABLE } from './errors/protocol-errors.js'

const wordings: Readonly<Record<Refusal, readonly [status: number, code: string, message: string]>> = {
  bodyTooLarge: [413, 'RequestEntityTooLarge', 'The request body is larger than 4 MB.'],
  urlTooLong: [414, 'RequestUriTooLong', 'The request URL is longer than 32,768 bytes.'],
  compressedBody: [400, 'BadRequest', UNREADABLE],
  badRequest: [400, 'BadRequest', 'The request is malformed.'],
}

/** Graph's answer to a request that a host could not hand over; the services without words of their own say the same. */
export function refuseUnreadable(refusal: Refusal): EmulatorResponse {
  return errorResponse(...wordings[refusal])
}
