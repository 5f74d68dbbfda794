import type { Socket } from 'node:net'
import { createSecureContext, createServer, type SecureContext, type Server } from 'node:tls'
import type { CertificateAuthority } from './certificate-authority.js'
import type { KeyedCertificate } from './certificates.js'

const LOOPBACK = ['localhost', '127.0.0.1', '::1']
const HANDSHAKE_PATIENCE = 10_000
const KEPT_CONTEXTS = 256

export interface TerminatorOptions {
  readonly authority: CertificateAuthority
  /** Names and addresses, beside the loopback ones and `*.localhost`, under which clients call. */
  readonly hostnames: readonly string[]
}

/**
 * A TLS server that never listens: it decrypts the connections handed to it by `emit('connection')`.
 * Its leaf covers the loopback names and `hostnames`; `*.localhost` names get one each when a client asks for them.
 */
export async function createTerminator(
  { authority, hostnames }: TerminatorOptions,
  accept: (decrypted: Socket) => void,
): Promise<Server> {
  // Loaded with the first handshake: plain HTTP pays nothing for it.
  const { makeLeaf, makeLeafKey } = await import('./certificates.js')
  const signer = await authority.load()
  const keys = await makeLeafKey()
  const leafFor = (names: readonly string[]) => makeLeaf(signer, names, keys)
  const usual = await leafFor([...new Set([...LOOPBACK, ...hostnames])])
  const contextFor = cacheContexts((name) => leafFor([name]).then(toContext))
  const server = createServer({
    cert: usual.certificate,
    key: usual.key,
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: HANDSHAKE_PATIENCE,
    SNICallback: (name, done) => {
      const asked = name.toLowerCase()
      if (asked.endsWith('.localhost')) contextFor(asked).then((context) => done(null, context), done)
      else done(null)
    },
  })
  server.on('secureConnection', accept)
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  return server
}

function toContext({ certificate, key }: KeyedCertificate): SecureContext {
  return createSecureContext({ cert: certificate, key })
}

/** Remembers the contexts of the names seen last, so that nobody fills the memory by inventing names. */
function cacheContexts(make: (name: string) => Promise<SecureContext>): (name: string) => Promise<SecureContext> {
  const contexts = new Map<string, Promise<SecureContext>>()
  return (name) => {
    const known = contexts.get(name)
    if (known) return known
    for (const oldest of contexts.keys()) {
      if (contexts.size < KEPT_CONTEXTS) break
      contexts.delete(oldest)
    }
    const made = make(name)
    made.catch(() => contexts.delete(name))
    contexts.set(name, made)
    return made
  }
}
