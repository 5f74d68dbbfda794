import { errorResponse } from '../../http/error-response.js'
import type { EmulatorResponse, Refusal } from '../../http/message.js'

const wordings: Readonly<Record<Refusal, readonly [status: number, code: string, message: string]>> = {
  bodyTooLarge: [413, '0x8004418a', 'Request message length is too large.'],
  urlTooLong: [414, '0x80060888', 'The request URL is longer than 32,768 bytes.'],
  compressedBody: [415, '0x80060888', 'Compressed request bodies are not supported.'],
  badRequest: [400, '0x80060888', 'The request is malformed.'],
}

/** Dataverse's answer to a request that a host could not hand over. */
export function refuseUnreadable(refusal: Refusal): EmulatorResponse {
  return errorResponse(...wordings[refusal])
}
