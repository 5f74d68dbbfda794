/** An assertion that a client has presented, or one request in which it did. */
export interface PresentedAssertion {
  readonly id: string
  /** Hash of the assertion. */
  readonly assertion: string
  readonly expiresAt: string
}

/** A public key as an issuer's key set shows it (RFC 7517). */
export type JsonWebKey = Readonly<Record<string, unknown>>

/** An issuer outside this emulator whose tokens can be checked, because somebody told its keys. */
export interface TrustedIssuer {
  /** The issuer exactly as its tokens name it. */
  readonly id: string
  readonly keys: readonly JsonWebKey[]
}
