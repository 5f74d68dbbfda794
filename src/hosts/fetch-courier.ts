import type { Courier } from '../domain/notifications/courier.js'

/** Bytes of an answer that are read; whoever sends more is cut short. */
const MOST_BYTES = 16_384

/** Calls leave the emulator through the machine's `fetch`. */
export const fetchCourier: Courier = {
  async post(url, { contentType, body, patience, signal }) {
    const patient = AbortSignal.timeout(patience)
    try {
      const response = await fetch(url, {
        method: 'POST',
        // A connection that is kept may be closed by the receiver just when it is used again.
        headers: { 'content-type': contentType, connection: 'close' },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([patient, signal]),
      })
      const text = await beginningOf(response)
      return { status: response.status, contentType: response.headers.get('content-type') ?? '', text }
    } catch {
      return patient.aborted ? 'timedOut' : 'unreachable'
    }
  },
}

async function beginningOf({ body }: Response): Promise<string> {
  if (!body) return ''
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let text = ''
  for (let bytes = 0; bytes < MOST_BYTES; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.length
    text += decoder.decode(value, { stream: true })
  }
  await reader.cancel()
  return text
}
