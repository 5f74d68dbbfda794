import { createPublicKey, type KeyObject, sign, X509Certificate } from 'node:crypto'
import type { JwtPayload } from 'jsonwebtoken'
import type { CertificateFacts, Claims, PublicKey, Signer } from '../domain/tokens/signer.js'
import { loadSigningKey, type SigningKey } from './signing-key.js'

/**
 * The signer of Node, over key objects (a PEM text would be parsed anew for every token). Library and key are loaded when
 * first needed. What others made is read and verified by jsonwebtoken. What is made here needs no library: its form is
 * always the same, and jsonwebtoken would spend a tenth of the signature's time on looking for mistakes in it.
 *
 * @param folder where the key is kept across runs; without it, it lasts as long as the process.
 */
export function createNodeSigner(options: { readonly folder?: string | undefined } = {}): Signer {
  const library = once(async () => (await import('jsonwebtoken')).default)
  const key = once(async () => {
    const loaded = await loadSigningKey(options.folder)
    return { ...loaded, headers: encodedHeaders(loaded.shown) }
  })
  return {
    async publicKeys() {
      return [(await key()).shown]
    },
    async sign(claims, header) {
      const { privateKey, headers } = await key()
      const json = typeof claims === 'string' ? claims : JSON.stringify(claims)
      const text = `${headers[header?.x5t ? 1 : 0]}.${base64Url(json)}`
      return `${text}.${sign('sha256', bytesOf(text), privateKey).toString('base64url')}`
    },
    async verify(token) {
      const [{ verify }, signingKey] = await Promise.all([library(), key()])
      return attempt(() => verifyOwn(verify, token, signingKey))
    },
    async verifyAssertion(token, certificate) {
      const { verify } = await library()
      return attempt(() =>
        claimsOf(verify(token, publicKeyOf(certificate), { algorithms: ['RS256', 'PS256'], ...TIMES_UNCHECKED })),
      )
    },
    async verifyForeign(token, keys) {
      const { decode, verify } = await library()
      const kid = decode(token, { complete: true })?.header.kid
      for (const key of keys) {
        if (kid !== undefined && key.kid !== undefined && key.kid !== kid) continue
        const claims = attempt(() => claimsOf(verify(token, keyOf(key), { algorithms: ['RS256'], ...TIMES_UNCHECKED })))
        if (claims) return claims
      }
      return undefined
    },
    readCertificate,
  }
}

/** The first part of a token, as v2 and as v1 tokens have it. */
function encodedHeaders({ kid, x5t }: PublicKey): readonly [string, string] {
  const header = { alg: 'RS256', typ: 'JWT', kid }
  return [base64Url(JSON.stringify(header)), base64Url(JSON.stringify({ ...header, x5t }))]
}

function base64Url(text: string): string {
  return bytesOf(text).toString('base64url')
}

const scratch = Buffer.allocUnsafe(64 * 1024)

/** The bytes of a text, valid until the next call: new memory for every token would cost more than to fill it. */
function bytesOf(text: string): Buffer {
  if (text.length * 3 > scratch.length) return Buffer.from(text)
  return scratch.subarray(0, scratch.write(text))
}

/** The domain checks times, by the emulator's clock. */
const TIMES_UNCHECKED = { ignoreExpiration: true, ignoreNotBefore: true } as const

type Verify = typeof import('jsonwebtoken').verify

function verifyOwn(verify: Verify, token: string, { publicKey, shown }: SigningKey): Claims | undefined {
  const { header, payload } = verify(token, publicKey, { algorithms: ['RS256'], complete: true, ...TIMES_UNCHECKED })
  return header.kid === shown.kid ? claimsOf(payload) : undefined
}

function publicKeyOf(certificate: string): KeyObject {
  return new X509Certificate(Buffer.from(certificate, 'base64')).publicKey
}

function readCertificate(certificate: string): CertificateFacts | undefined {
  return attempt(() => {
    const { fingerprint, validFrom, validTo } = new X509Certificate(Buffer.from(certificate, 'base64'))
    const thumbprint = Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64')
    return { notBefore: Date.parse(validFrom), notAfter: Date.parse(validTo), thumbprint }
  })
}

function keyOf(key: Readonly<Record<string, unknown>>): KeyObject {
  return createPublicKey({ key, format: 'jwk' })
}

function claimsOf(payload: string | JwtPayload): Claims | undefined {
  return typeof payload === 'string' ? undefined : payload
}

function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}
