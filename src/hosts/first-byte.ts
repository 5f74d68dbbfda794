import type { Socket } from 'node:net'

/** The first byte of a TLS handshake; no request begins with it. */
export const TLS_HANDSHAKE = 0x16

/** Looks at the first byte without taking it. A connection that stays silent for `patience` milliseconds, or ends, is closed. */
export function awaitFirstByte(socket: Socket, patience: number, then: (first: number) => void): void {
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
