import type { Server } from 'node:http'
import type { Socket } from 'node:net'

const TLS_HANDSHAKE = 0x16

type Accept = (this: Server, socket: Socket) => void

/**
 * Teaches a plain HTTP server to tell TLS apart by the first byte of each connection, before its own connection
 * listener sees it. `secure` gets the connections that begin a handshake and hands the decrypted ones to `accept`.
 * Answers with the connections that are open, so that they can be destroyed at the end.
 */
export function tellTlsApart(
  server: Server,
  secure: (socket: Socket, accept: (decrypted: Socket) => void) => void,
): ReadonlySet<Socket> {
  const [serveHttp] = server.listeners('connection') as Accept[]
  if (!serveHttp) throw new Error('this version of Node listens to connections in another way')
  const accept = (socket: Socket) => serveHttp.call(server, socket)
  const open = new Set<Socket>()
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    awaitFirstByte(socket, server.headersTimeout, (first) => {
      if (first === TLS_HANDSHAKE) secure(socket, accept)
      else accept(socket)
    })
  })
  return open
}

/** Looks at the first byte without taking it. A connection that stays silent too long is closed. */
function awaitFirstByte(socket: Socket, patience: number, then: (first: number) => void): void {
  const giveUp = () => void socket.destroy()
  socket.setTimeout(patience, giveUp)
  socket.once('error', giveUp)
  socket.once('readable', () => {
    const first: Buffer | null = socket.read(1)
    if (first === null) {
      giveUp()
      return
    }
    socket.setTimeout(0, giveUp)
    socket.off('error', giveUp)
    socket.unshift(first)
    then(first[0] as number)
  })
}
