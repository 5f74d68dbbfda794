import type { EmulatorResponse, Refusal } from '../../http/message.js'

const wordings: Readonly<Record<Refusal, readonly [status: number, text: string]>> = {
  bodyTooLarge: [413, 'The request body is larger than the token service accepts.'],
  urlTooLong: [414, 'The request URL is longer than the token service accepts.'],
  compressedBody: [415, 'Compressed request bodies are not supported: send the form as it is.'],
  badRequest: [400, 'The request is malformed.'],
}

/** The token service's answer to a request that a host could not hand over. */
export function refuseUnreadable(refusal: Refusal): EmulatorResponse {
  const [status, text] = wordings[refusal]
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify({ error: 'invalid_request', error_description: text }),
  }
}
