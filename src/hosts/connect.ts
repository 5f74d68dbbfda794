import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { endWithError } from './end-with-error.js'

/** Answers a CONNECT request: this port opens no tunnel, and says to which host. */
export function refuseTunnel({ url = '' }: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => {})
  endWithError(socket, 403, 'Forbidden', 'ProxyHostRefused', `This emulator opens no tunnel to ${url}.`)
}
