import type { Duplex } from 'node:stream'

interface ParserError extends Error {
  readonly code?: string
}

/** Answers what the HTTP parser could not read; there is no knowing which service it was meant for. */
export function answerUnreadable(error: ParserError, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, code, message] = describe(error)
  const body = JSON.stringify({ error: { code, message } })
  socket.end(
    [
      `HTTP/1.1 ${status}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

function describe({ code }: ParserError): [status: string, code: string, message: string] {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return ['408 Request Timeout', 'RequestTimeout', 'The request took too long to arrive.']
    case 'HPE_HEADER_OVERFLOW':
      return ['431 Request Header Fields Too Large', 'RequestHeaderTooLarge', 'The URL or the headers are too large.']
    default:
      return ['400 Bad Request', 'BadRequest', 'The request is not well-formed HTTP.']
  }
}
