import type { Duplex } from 'node:stream'
import { errorResponse } from '../http/error-response.js'

/** What a client is given to take the answer and close its side. */
const PATIENCE = 1000

/**
 * Ends a connection with an error answer written by hand, where no HTTP server holds the socket. `reason` is the phrase
 * behind the status. A client that does not close its side is cut off.
 */
export function endWithError(socket: Duplex, status: number, reason: string, code: string, message: string): void {
  const { headers, body = '' } = errorResponse(status, code, message)
  socket.end(
    [
      `HTTP/1.1 ${status} ${reason}`,
      `Content-Type: ${headers['content-type']}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
  const cut = setTimeout(() => socket.destroy(), PATIENCE)
  socket.once('close', () => clearTimeout(cut))
}
