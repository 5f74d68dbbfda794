import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Reader } from '../access.js'
import { users } from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'
import type { Client } from './clients.js'
import { withoutTrailingSlashes } from './own-addresses.js'
import { requireUnrevoked } from './refresh-tokens.js'
import { sessionsValidFrom } from './session-start.js'
import { unverifiedClaims } from './unverified-claims.js'
import type { TokenRefusalWord, TokenVerifier, VerifiedToken } from './verify-access-token.js'

/** For whom an app goes on: the user whose token it was called with, and the sign-in that the token goes back to. */
export interface AssertedUser {
  readonly user: User
  readonly sessionId: string
}

/**
 * The user for whom an app may go on, by the access token that it was called with (Microsoft identity platform:
 * OAuth 2.0 On-Behalf-Of flow). `reader` reads the tenant in which it asks; `now` is in milliseconds.
 * Throws `userAssertionMalformed`, `userAssertionUnsigned`, `userAssertionExpired`, `userAssertionIsIdToken`,
 * `userAssertionIsAppOnly`, `userAssertionAudience`, and the refusals of `requireUnrevoked`.
 */
export async function requireAssertedUser(
  verifier: TokenVerifier,
  reader: Reader,
  client: Client,
  assertion: string,
  now: number,
): Promise<AssertedUser> {
  const verified = await verifier.verify(assertion)
  if (verified.kind === 'refused') throw refusalOf(verified.word, assertion, now)
  if (verified.tenantId !== reader.tenant) throw unsigned('The token issuer does not match the tenant.')
  const { caller, stamp } = verified
  if (caller.appId === '') throw new DomainError('userAssertionIsIdToken')
  requireOwnAudience(client, verified)
  if (caller.kind === 'app') throw new DomainError('userAssertionIsAppOnly', { appId: client.appId })
  const user = reader.table(users).get(caller.oid)
  const started = stamp.sessionsValidFrom ?? (user ? sessionsValidFrom(user) : 0)
  requireUnrevoked(reader, user, started, formatInstant(caller.issuedAt * 1000))
  return { user, sessionId: caller.sessionId }
}

/** The token must have been made for the app that presents it. */
function requireOwnAudience({ appId, displayName, application, principal }: Client, { caller }: VerifiedToken): void {
  const names = [appId, ...(application?.identifierUris ?? []), ...principal.servicePrincipalNames]
  const { audience: aud } = caller
  if (names.some((name) => isSame(name, aud))) return
  throw new DomainError('userAssertionAudience', { aud, expected: appId, appId, displayName })
}

function isSame(left: string, right: string): boolean {
  return withoutTrailingSlashes(fold(left)) === withoutTrailingSlashes(fold(right))
}

function refusalOf(word: TokenRefusalWord, assertion: string, now: number): DomainError {
  if (word === 'empty' || word === 'malformed' || word === 'claims') return new DomainError('userAssertionMalformed')
  if (word === 'expired' || word === 'notYetValid') {
    const { exp } = unverifiedClaims(assertion)
    const expiry = formatInstant((typeof exp === 'number' ? exp : 0) * 1000)
    return new DomainError('userAssertionExpired', { now: formatInstant(now), expiry })
  }
  return unsigned(
    word === 'signature'
      ? 'The provided signature value did not match the expected signature value.'
      : 'The token issuer is not known.',
  )
}

function unsigned(reason: string): DomainError {
  return new DomainError('userAssertionUnsigned', { reason })
}
