import { decodeBase64Url } from '../../kernel/base64url.js'
import { DomainError } from '../../kernel/errors.js'
import { hexOf } from '../../kernel/hex.js'
import { parseInstant } from '../../kernel/instant.js'
import type { KeyCredential } from '../directory/application-rows.js'
import { type Client, keyCredentialsOf } from './clients.js'
import type { Claims, Signer } from './signer.js'
import { unverifiedHeader } from './unverified-claims.js'

/** Instants, in milliseconds, at one of which an assertion must be valid: the emulator's and the machine's. */
export type AcceptedInstants = readonly number[]

/** Seconds by which the clocks of a client may differ. */
const SKEW = 300

/**
 * The key id of the certificate whose holder signed a client assertion: found by trying the client's certificates,
 * since the signature decides, not the thumbprint (Microsoft identity platform: Certificate credentials).
 * `isAudience` says whether the assertion was made for this token endpoint.
 * Throws `clientIsPublic`, `assertionMalformed`, `assertionKeyUnknown`, `assertionExpired`, `assertionSubject`,
 * `assertionAudience`.
 */
export async function checkClientAssertion(
  signer: Signer,
  client: Client,
  assertion: string,
  instants: AcceptedInstants,
  isAudience: (aud: string) => boolean,
): Promise<string> {
  const keys = keyCredentialsOf(client)
  if (client.isPublic && keys.length === 0) throw new DomainError('clientIsPublic')
  const { key, claims } = await signedBy(signer, keys, assertion, instants)
  if (claims.iss !== claims.sub || claims.sub !== client.appId) throw new DomainError('assertionSubject')
  if (typeof claims.aud !== 'string' || !isAudience(claims.aud))
    throw new DomainError('assertionAudience', { aud: claims.aud })
  if (!instants.some((instant) => isValidAt(claims, instant / 1000))) throw new DomainError('assertionExpired')
  return key.keyId
}

async function signedBy(
  signer: Signer,
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

function endOf({ endDateTime }: KeyCredential): number {
  return parseInstant(endDateTime) ?? Number.POSITIVE_INFINITY
}

/** The thumbprint of the certificate that the client says it used, in hexadecimal as error messages show it. */
function thumbprintOf(assertion: string): string {
  const header = unverifiedHeader(assertion)
  if (!header) throw new DomainError('assertionMalformed')
  const bytes = decodeBase64Url(String(header.x5t ?? header['x5t#S256'] ?? '')) ?? new Uint8Array()
  return hexOf(bytes).toUpperCase()
}

function isValidAt({ nbf, exp }: Claims, now: number): boolean {
  if (typeof exp !== 'number' || now - SKEW >= exp) return false
  return typeof nbf !== 'number' || now + SKEW >= nbf
}
