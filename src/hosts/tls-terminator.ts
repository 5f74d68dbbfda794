import type { Socket } from 'node:net'
import { createSecureContext, createServer, type Server, type TlsOptions } from 'node:tls'
import { serviceOfHost } from '../http/microsoft-hosts.js'
import type { CertificateAuthority } from './certificate-authority.js'
import type { Leaf } from './certificates.js'
import { freshCache, type Made } from './fresh-cache.js'

const LOOPBACK = ['localhost', '127.0.0.1', '::1']
const LOCAL_NAME = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.localhost$/
const HANDSHAKE_PATIENCE = 10_000
const MOST_NAMES = 256

export interface TerminatorOptions {
  readonly authority: Promise<CertificateAuthority>
  /** Names and addresses, beside the loopback ones, `*.localhost` and Microsoft's, under which clients call. */
  readonly hostnames: readonly string[]
}

/** Takes a connection that begins a handshake; `tunnelTo` is the host that the tunnel leads to, if it came through one. */
export type Terminator = (socket: Socket, tunnelTo?: string) => void

/**
 * Decrypts connections and hands them to `accept`, those from a tunnel with the host it leads to. One made straight to the
 * port sees a certificate for the loopback names and `hostnames`, or the one made on demand for a name of `*.localhost` or
 * of Microsoft's that it asks for. One in a tunnel sees the certificate of that host whatever name it asks for: a client
 * that meant to be elsewhere finds out.
 */
export function createTerminator(
  { authority, hostnames }: TerminatorOptions,
  accept: (decrypted: Socket, tunnelTo?: string) => void,
): Terminator {
  const leafFor = leafMaker(authority)
  const contextFor = freshCache(MOST_NAMES, async (name) => asLongAs(await leafFor([name]), createSecureContext))
  const straight = freshCache(1, async () => {
    const names = new Set([...LOOPBACK, ...hostnames])
    const SNICallback: TlsOptions['SNICallback'] = (asked, done) => {
      const name = asked.toLowerCase()
      if (LOCAL_NAME.test(name) || serviceOfHost(name)) contextFor(name).then((context) => done(null, context), done)
      else done(null)
    }
    return asLongAs(await leafFor([...names]), (leaf) => createDecrypter({ ...leaf, SNICallback }, accept))
  })
  const tunnelled = freshCache(MOST_NAMES, async (host) =>
    asLongAs(await leafFor([host]), (leaf) => createDecrypter(leaf, (decrypted) => accept(decrypted, host))),
  )
  return (socket, tunnelTo) => {
    socket.on('error', () => socket.destroy())
    const decrypter = tunnelTo === undefined ? straight('') : tunnelled(tunnelTo)
    decrypter.then(
      (server) => !socket.destroyed && server.emit('connection', socket),
      () => socket.destroy(),
    )
  }
}

/** What makes certificates, loaded with the first handshake: plain HTTP pays nothing for it. */
function leafMaker(authority: Promise<CertificateAuthority>): (names: readonly string[]) => Promise<Leaf> {
  const load = async () => {
    const { makeLeaf, makeLeafKey } = await import('./certificates.js')
    return { makeLeaf, keys: await makeLeafKey() }
  }
  let loaded: ReturnType<typeof load> | undefined
  return async (names) => {
    loaded ??= load()
    const { makeLeaf, keys } = await loaded
    return makeLeaf(await (await authority).load(), names, keys)
  }
}

/** Until a third of the leaf's life is left, so that nobody is shown one about to end. */
function asLongAs<Value>(leaf: Leaf, make: (certificate: { cert: string; key: string }) => Value): Made<Value> {
  const { certificate: cert, key, notAfter } = leaf
  const now = Date.now()
  return { value: make({ cert, key }), goodUntil: now + ((notAfter - now) * 2) / 3 }
}

/** A TLS server that never listens: it decrypts the connections handed to it by `emit('connection')`. */
function createDecrypter(options: TlsOptions, accept: (decrypted: Socket) => void): Server {
  const server = createServer({ ...options, ALPNProtocols: ['http/1.1'], handshakeTimeout: HANDSHAKE_PATIENCE })
  server.on('secureConnection', accept)
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  return server
}
