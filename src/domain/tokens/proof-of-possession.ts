import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { KeyCredential } from '../directory/application-rows.js'
import { type AcceptedInstants, endOf, onlyAudience, requireValidTimes, signedBy } from './client-assertions.js'
import type { Claims, Signer } from './signer.js'

/** Whose key a proof shows: an application or a service principal. */
export interface KeyHolder {
  readonly id: string
  readonly keyCredentials: readonly KeyCredential[]
}

/** The directory's own app id, of the days before Microsoft Graph: for it a proof is made. */
const DIRECTORY = '00000002-0000-0000-c000-000000000000'
/** In seconds. */
const LONGEST = 600

/**
 * Makes sure that a proof was signed with one of the holder's certificates that are still good, for the directory, by
 * the holder, for ten minutes at most (Microsoft Graph: Generate proof of possession tokens for rolling keys).
 * Throws `noValidCertificate`, `assertionMalformed`, `assertionKeyUnknown`, `severalAudiences`, `proofAudience`,
 * `proofIssuer`, `proofLifetime`, `assertionExpired`.
 */
export async function checkProofOfPossession(
  signer: Pick<Signer, 'verifyAssertion'>,
  { id, keyCredentials }: KeyHolder,
  proof: string,
  instants: AcceptedInstants,
): Promise<void> {
  const valid = keyCredentials.filter((key) => instants.some((instant) => instant < endOf(key)))
  if (valid.length === 0) throw new DomainError('noValidCertificate', { id })
  const { claims } = await signedBy(signer, valid, proof, instants)
  if (onlyAudience(claims) !== DIRECTORY) throw new DomainError('proofAudience')
  if (fold(String(claims.iss)) !== id) throw new DomainError('proofIssuer', { id })
  requireShortLife(claims)
  requireValidTimes(claims, instants)
}

function requireShortLife({ nbf, exp }: Claims): void {
  const isShort = typeof nbf === 'number' && typeof exp === 'number' && exp - nbf <= LONGEST
  if (!isShort) throw new DomainError('proofLifetime', { longest: LONGEST })
}
