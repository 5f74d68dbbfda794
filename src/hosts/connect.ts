import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** Answers a CONNECT request: this port opens no tunnel, and says to which host. */
export function refuseTunnel({ url = '' }: IncomingMessage, socket: Duplex): void {
  const message = `This emulator opens no tunnel to ${url}.`
  const body = JSON.stringify({ error: { code: 'ProxyHostRefused', message } })
  socket.on('error', () => {})
  socket.end(
    [
      'HTTP/1.1 403 Forbidden',
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}
