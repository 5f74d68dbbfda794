import type { ServerResponse } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import type { EmulatorResponse } from '../http/message.js'

/** Writes an answer with its length, never in chunks: some token clients cannot read chunked bodies. */
export function writeAnswer(outgoing: ServerResponse, { status, headers, body }: EmulatorResponse): void {
  const raw: string[] = []
  for (const name of Object.keys(headers)) raw.push(name, headers[name] as string)
  if (headers['content-length'] === undefined && mayHaveBody(status) && !isUnknown(outgoing, body))
    raw.push('content-length', lengthOf(body))
  outgoing.writeHead(status, raw)
  // One piece after the other, as fast as the client takes them. Whoever hangs up has no need of the rest.
  if (isInPieces(body)) pipeline(Readable.from(body), outgoing, () => {})
  else outgoing.end(body)
}

export function isInPieces(body: EmulatorResponse['body']): body is readonly Uint8Array[] {
  return Array.isArray(body)
}

/** False for the statuses that never carry a body, nor its length. */
export function mayHaveBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 205 && status !== 304
}

/** An answer to HEAD may leave out the body whose length it would have to name. */
function isUnknown({ req: { method } }: ServerResponse, body: EmulatorResponse['body']): boolean {
  return body === undefined && method === 'HEAD'
}

function lengthOf(body: EmulatorResponse['body']): string {
  if (body === undefined) return '0'
  if (isInPieces(body)) return String(body.reduce((length, piece) => length + piece.length, 0))
  return String(typeof body === 'string' ? Buffer.byteLength(body) : body.length)
}
