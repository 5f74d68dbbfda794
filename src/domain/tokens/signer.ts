import type { ReadCertificate } from '../directory/key-credentials.js'
import type { JsonWebKey } from './assertion-rows.js'

export type { CertificateFacts } from '../directory/key-credentials.js'

/** A public signing key as the keys document shows it. */
export interface PublicKey {
  readonly kty: string
  readonly use: string
  readonly kid: string
  readonly x5t: string
  readonly n: string
  readonly e: string
  readonly x5c: readonly string[]
}

export type Claims = Readonly<Record<string, unknown>>

/**
 * The port to cryptography: may be asynchronous and is used outside transactions, so that the domain needs no Node.
 * The algorithm is pinned to RS256; the key is made when first needed and kept.
 */
export interface Signer {
  publicKeys(): Promise<readonly PublicKey[]>
  /** Signs claims, or their JSON, as a JWT; `header` adds to `typ`, `alg` and `kid` (v1 tokens name `x5t` too). */
  sign(claims: Claims | string, header?: { x5t?: boolean }): Promise<string>
  /** The claims of a token signed with this signer's key, or undefined when the signature is not ours. Checks no times. */
  verify(token: string): Promise<Claims | undefined>
  /** The claims of a client assertion signed (RS256 or PS256) by the holder of a base64 DER certificate, or undefined. */
  verifyAssertion(token: string, certificate: string): Promise<Claims | undefined>
  /** The claims of a token signed (RS256) with one of another issuer's public keys, or undefined. */
  verifyForeign(token: string, keys: readonly JsonWebKey[]): Promise<Claims | undefined>
  /** What a base64 DER certificate says of itself; nothing is verified. */
  readonly readCertificate: ReadCertificate
}
