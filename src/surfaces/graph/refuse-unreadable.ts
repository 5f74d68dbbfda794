import { errorResponse } from '../../http/error-response.js'
import type { EmulatorResponse, Refusal } from '../../http/message.js'

const wordings: Readonly<Record<Refusal, readonly [status: number, code: string, message: string]>> = {
  bodyTooLarge: [413, 'RequestEntityTooLarge', 'The request body is larger than 4 MB.'],
  urlTooLong: [414, 'RequestUriTooLong', 'The request URL is longer than 32,768 bytes.'],
  // Graph has been seen to answer 400; but its Go client compresses, and sends the body plain when it is told 415.
  compressedBody: [415, 'UnsupportedMediaType', 'Compressed request bodies are not supported.'],
  badRequest: [400, 'BadRequest', 'The request is malformed.'],
}

/** Graph's answer to a request that a host could not hand over; the services without words of their own say the same. */
export function refuseUnreadable(refusal: Refusal): EmulatorResponse {
  return errorResponse(...wordings[refusal])
}
