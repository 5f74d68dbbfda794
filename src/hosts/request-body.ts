import type { IncomingMessage } from 'node:http'

/** The body of a request that has none. */
export const NO_BODY = new Uint8Array(0)

const PATIENCE = 1000

/** True when a body follows the head: only then is there anything to wait for. */
export function announcesBody(headers: Readonly<Record<string, string>>): boolean {
  const length = headers['content-length']
  return length === undefined ? headers['transfer-encoding'] !== undefined : length !== '0'
}

/**
 * Reads a body of at most `limit` bytes and hands it to `done`; undefined stands for one that is larger.
 * A client that goes away gets no answer, so `done` is not called.
 */
export function readBody(incoming: IncomingMessage, limit: number, done: (body: Uint8Array | undefined) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  const keep = (chunk: Buffer) => {
    size += chunk.length
    if (size <= limit) {
      chunks.push(chunk)
      return
    }
    incoming.off('data', keep).off('end', finish)
    discardBody(incoming, () => done(undefined))
  }
  const finish = () => done(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks))
  incoming.on('data', keep).on('end', finish).on('error', ignore)
}

/**
 * Reads and forgets what is left of a body, for a second at most, then calls `done`: a client that is still sending
 * when the connection closes would not see the answer.
 */
export function discardBody(incoming: IncomingMessage, done: () => void): void {
  if (incoming.readableEnded) {
    done()
    return
  }
  const finish = () => {
    clearTimeout(timer)
    incoming.off('end', finish)
    done()
  }
  const timer = setTimeout(finish, PATIENCE)
  incoming.on('end', finish).on('error', ignore).resume()
}

function ignore(): void {}
