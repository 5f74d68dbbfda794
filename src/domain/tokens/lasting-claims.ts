import type { Claims } from './signer.js'

/** Claims that are alike in one token after another, in JSON, as the text before and behind those that are not. */
export interface LastingClaims {
  readonly before: string
  readonly behind: string
  /** Names of the claims beside them that tell of the session. */
  readonly ofSession: readonly string[]
}

/** Puts claims into words that many tokens will have in common. */
export function lastingClaims(
  { aud, iss, ...others }: Claims & { readonly tid: string },
  ofSession: readonly string[] = [],
): LastingClaims {
  return { before: JSON.stringify({ aud, iss }).slice(0, -1), behind: JSON.stringify(others).slice(1), ofSession }
}

/** The JSON of all claims of a token: the lasting ones, and its own, of other names. */
export function payloadOf({ before, behind }: LastingClaims, own: Claims & { readonly uti: string }): string {
  return `${before},${JSON.stringify(own).slice(1, -1)},${behind}`
}
