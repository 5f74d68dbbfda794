import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { awaitFirstByte, TLS_HANDSHAKE } from './first-byte.js'
import type { ProxyTarget } from './proxy-target.js'
import type { Terminator } from './tls-terminator.js'

type Accept = (this: Server, socket: Socket) => void

/** The connections of the one port, sorted by what they speak. */
export interface Connections {
  /** Those that clients have made and not ended, so that they can be destroyed at the end. */
  readonly open: ReadonlySet<Socket>
  /** Serves what comes through a tunnel to a host, once its client has been told that it is open. */
  enter(socket: Socket, to: ProxyTarget): void
  /** `https://graph.microsoft.com` for what comes through a tunnel to that host; undefined for everything else. */
  originOf(socket: Socket): string | undefined
}

/**
 * Teaches a plain HTTP server to tell TLS apart by the first byte of each connection, and of each tunnel, before its own
 * connection listener sees it. `createTerminator` makes what decrypts the connections that begin a handshake.
 */
export function sortConnections(
  server: Server,
  createTerminator: (accept: (decrypted: Socket, tunnelTo?: string) => void) => Terminator,
): Connections {
  const [serveHttp] = server.listeners('connection') as Accept[]
  if (!serveHttp) throw new Error('this version of Node listens to connections in another way')
  const open = new Set<Socket>()
  const origins = new WeakMap<Socket, string>()
  const accept = (socket: Socket, origin?: string) => {
    if (origin !== undefined) origins.set(socket, origin)
    serveHttp.call(server, socket)
  }
  const decrypt = createTerminator((decrypted, tunnelTo) =>
    accept(decrypted, tunnelTo === undefined ? undefined : `https://${tunnelTo}`),
  )
  const sort = (socket: Socket, tunnel?: ProxyTarget) =>
    awaitFirstByte(socket, server.headersTimeout, (first) => {
      if (first === TLS_HANDSHAKE) decrypt(socket, tunnel?.host)
      else accept(socket, tunnel && plainOrigin(tunnel))
    })
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    sort(socket)
  })
  return { open, enter: sort, originOf: (socket) => origins.get(socket) }
}

/** Some clients leave encryption out inside a tunnel and mean `https` nevertheless; port 80 is where nobody does. */
function plainOrigin({ host, port }: ProxyTarget): string {
  return `${port === 80 ? 'http' : 'https'}://${host}`
}
