import { decodeBase64Url } from '../../kernel/base64url.js'
import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { hexOf } from '../../kernel/hex.js'
import { formatInstant, parseInstant } from '../../kernel/instant.js'
import type { KeyCredential } from '../directory/application-rows.js'
import { type Client, keyCredentialsOf } from './clients.js'
import type { Claims, Signer } from './signer.js'
import { unverifiedHeader } from './unverified-claims.js'

/** Instants, in milliseconds, at one of which an assertion must be valid: the emulator's, then the machine's. */
export type AcceptedInstants = readonly number[]

/** Seconds by which the clocks of a client may differ. */
const SKEW = 300

/** A client assertion that is in order. */
export interface CheckedAssertion {
  /** Of the certificate whose holder signed it. */
  readonly keyId: string
  readonly jti: unknown
  /** Until when it would be taken, in milliseconds since the epoch, by the first of the instants. */
  readonly takenUntil: number
}

/**
 * Checks a client assertion. Which certificate it was signed with is found by trying the client's, since the signature
 * decides, not the thumbprint (Microsoft identity platform: Certificate credentials).
 * `isAudience` says whether the assertion was made for this token endpoint.
 * Throws `clientIsPublic`, `assertionMalformed`, `assertionKeyUnknown`, `assertionExpired`, `assertionSubject`,
 * `assertionClient`, `severalAudiences`, `assertionAudience`.
 */
export async function checkClientAssertion(
  signer: Signer,
  client: Client,
  assertion: string,
  instants: AcceptedInstants,
  isAudience: (aud: string) => boolean,
): Promise<CheckedAssertion> {
  const keys = keyCredentialsOf(client)
  if (client.isPublic && keys.length === 0) throw new DomainError('clientIsPublic')
  const { key, claims } = await signedBy(signer, keys, assertion, instants)
  if (claims.iss !== claims.sub) throw new DomainError('assertionSubject')
  if (fold(String(claims.sub)) !== fold(client.appId)) throw new DomainError('assertionClient')
  if (!isAudience(onlyAudience(claims))) throw new DomainError('assertionAudience')
  requireValidTimes(claims, instants)
  return { keyId: key.keyId, jti: claims.jti, takenUntil: takenUntil(claims, instants) }
}

/** The one audience of an assertion; empty without any. Throws `severalAudiences`. */
export function onlyAudience({ aud }: Claims): string {
  const given: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  if (given.length > 1) throw new DomainError('severalAudiences', { count: given.length })
  return typeof given[0] === 'string' ? given[0] : ''
}

/** Makes sure that an assertion is valid at one of the instants. Throws `assertionExpired`. */
export function requireValidTimes(claims: Claims, instants: AcceptedInstants): void {
  if (!instants.some((instant) => isValidAt(claims, instant / 1000))) throw assertionExpired(claims, instants)
}

/** The refusal `assertionExpired`, with the times that its message names. */
export function assertionExpired({ nbf, exp }: Claims, [now = 0]: AcceptedInstants): DomainError {
  const time = (claim: unknown) => formatInstant(typeof claim === 'number' ? claim * 1000 : 0)
  return new DomainError('assertionExpired', { now: formatInstant(now), from: time(nbf), expiry: time(exp) })
}

/** The instants may be far apart: what is valid at one of them stays so for as long at each. */
function takenUntil({ exp }: Claims, instants: AcceptedInstants): number {
  const [now = 0] = instants
  const left = instants.map((instant) => Number(exp) * 1000 - instant)
  return now + Math.max(0, ...left) + SKEW * 1000
}

/**
 * The certificate with which an assertion was signed, and what it claims, its times unchecked.
 * Throws `assertionMalformed`, `assertionKeyUnknown`.
 */
export async function signedBy(
  signer: Pick<Signer, 'verifyAssertion'>,
  keys: readonly KeyCredential[],
  assertion: string,
  instants: AcceptedInstants,
): Promise<{ key: KeyCredential; claims: Claims }> {
  const thumbprint = thumbprintOf(assertion)
  for (const key of keys) {
    const claims = await signer.verifyAssertion(assertion, key.key)
    if (!claims) continue
    if (instants.some((instant) => instant < endOf(key))) return { key, claims }
    throw new DomainError('assertionKeyUnknown', { thumbprint, reason: 'The key used is expired.' })
  }
  throw new DomainError('assertionKeyUnknown', { thumbprint, reason: 'The key was not found.' })
}

/** Until when a certificate may be used, in milliseconds since the epoch. */
export function endOf({ endDateTime }: KeyCredential): number {
  return parseInstant(endDateTime) ?? Number.POSITIVE_INFINITY
}

/** The thumbprint of the certificate that the client says it used, in hexadecimal as error messages show it; else its key id. */
function thumbprintOf(assertion: string): string {
  const header = unverifiedHeader(assertion)
  if (!header) throw new DomainError('assertionMalformed')
  const { x5t = header['x5t#S256'], kid = '' } = header
  const bytes = typeof x5t === 'string' ? decodeBase64Url(x5t) : undefined
  return bytes ? hexOf(bytes).toUpperCase() : String(kid)
}

function isValidAt({ nbf, exp }: Claims, now: number): boolean {
  if (typeof exp !== 'number' || now - SKEW >= exp) return false
  return typeof nbf !== 'number' || now + SKEW >= nbf
}
