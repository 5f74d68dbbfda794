import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Connections } from './connections.js'
import { endWithError } from './end-with-error.js'
import { describeForeign, isProxied, parseProxyTarget } from './proxy-target.js'

/** More than any client's pool of connections; what is beyond is a leak of the client's or an attack. */
const MOST_TUNNELS = 1024

/** Answers a CONNECT request. `head` is what the client sent behind it without waiting for the answer. */
export type AnswerConnect = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/**
 * Opens tunnels to Microsoft's hosts, whose ends are in this process. Everything else is refused, naming the host: this
 * proxy passes nothing on.
 */
export function tunnelInto(connections: Connections): AnswerConnect {
  const tunnels = new Set<Duplex>()
  return ({ url = '', socket }, _, head) => {
    const target = parseProxyTarget(url)
    if (!target) refuse(socket, 400, 'Bad Request', 'BadRequest', NO_TARGET)
    else if (!isProxied(target)) refuse(socket, 403, 'Forbidden', 'ProxyHostRefused', describeForeign(url))
    else if (connections.originOf(socket)) refuse(socket, 403, 'Forbidden', 'ProxyHostRefused', IN_A_TUNNEL)
    else if (tunnels.size >= MOST_TUNNELS) refuse(socket, 503, 'Service Unavailable', 'TooManyTunnels', TOO_MANY)
    else {
      tunnels.add(socket)
      socket.once('close', () => tunnels.delete(socket))
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      if (head.length > 0) socket.unshift(head)
      connections.enter(socket, target)
    }
  }
}

const NO_TARGET = 'CONNECT needs a host and a port, such as graph.microsoft.com:443.'
const IN_A_TUNNEL = 'This is a tunnel already; it leads to no other.'
const TOO_MANY = `More than ${MOST_TUNNELS} tunnels are open: close those that are no longer used.`

function refuse(socket: Socket, ...error: [status: number, reason: string, code: string, message: string]): void {
  // The HTTP server has let go of the connection: what still comes must be read for its end to be seen.
  socket.on('error', () => socket.destroy()).resume()
  endWithError(socket, ...error)
}
