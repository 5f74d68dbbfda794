import type { EmulatorResponse } from '../../http/message.js'

/** Requests that never reach the pipeline, and how the token service words that. */
const refusals = {
  bodyTooLarge: { status: 413, text: 'The request body is larger than the token service accepts.' },
  urlTooLong: { status: 414, text: 'The request URL is longer than the token service accepts.' },
  compressedBody: { status: 415, text: 'Compressed request bodies are not supported: send the form as it is.' },
  badRequest: { status: 400, text: 'The request is malformed.' },
}

/** The answer to a request that a host could not hand over. */
export function refuseLogin(refusal: keyof typeof refusals): EmulatorResponse {
  const { status, text } = refusals[refusal]
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify({ error: 'invalid_request', error_description: text }),
  }
}
