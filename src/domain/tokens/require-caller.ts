import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import type { ServicePrincipal } from '../directory/application-rows.js'
import { federatedCredentialsOf } from '../directory/federated-credentials.js'
import { applications, servicePrincipals, users } from '../directory/tables.js'
import { uncheckedCaller } from './auth-off.js'
import type { Caller } from './caller.js'
import { understandsChallenges } from './claims-request.js'
import { sessionsValidFrom } from './session-start.js'
import type { VerifiedToken } from './verify-access-token.js'

/** Why somebody with a good token may not call any more. */
export type CallerRefusalWord =
  | 'userNotFound'
  | 'userDisabled'
  | 'sessionRevoked'
  | 'servicePrincipalNotFound'
  | 'servicePrincipalDisabled'
  | 'credentialRemoved'

export interface CallerRefusal {
  readonly kind: 'refused'
  readonly word: CallerRefusalWord
  /** For a client that understands claims challenges: from when a token must be good, in seconds since the epoch. */
  readonly notBefore?: number
}

/**
 * Looks up, at every call, whether the caller of a verified token may still call: a deleted or blocked user, revoked
 * sessions, a removed or disabled app and a removed credential are refused at once. `reader` reads the token's tenant.
 */
export function requireCaller(reader: Reader, token: VerifiedToken): Caller | CallerRefusal {
  const { caller } = token
  if (caller.unchecked) return uncheckedCaller(reader, token)
  if (caller.special) return caller
  const word = (caller.kind === 'user' ? userRefusal(reader, token) : undefined) ?? clientRefusal(reader, token)
  return word === undefined ? caller : { kind: 'refused', word, ...challenge(reader, token, word) }
}

/** What else a user's client is told when another sign-in may help (Microsoft Entra: Continuous access evaluation). */
function challenge(reader: Reader, { caller, claims }: VerifiedToken, word: CallerRefusalWord) {
  if ((word !== 'userDisabled' && word !== 'sessionRevoked') || !understandsChallenges(claims)) return {}
  const user = reader.table(users).get(caller.oid)
  return user ? { notBefore: Math.floor(sessionsValidFrom(user) / 1000) } : {}
}

function userRefusal(reader: Reader, { caller, stamp }: VerifiedToken): CallerRefusalWord | undefined {
  const user = reader.table(users).get(caller.oid)
  if (!user) return 'userNotFound'
  if (!user.accountEnabled) return 'userDisabled'
  // Several things may happen in one second, so the stamp decides where there is one.
  const started = stamp.sessionsValidFrom ?? caller.issuedAt * 1000 + 999
  return started < sessionsValidFrom(user) ? 'sessionRevoked' : undefined
}

function clientRefusal(reader: Reader, { caller, stamp }: VerifiedToken): CallerRefusalWord | undefined {
  const principal = reader.table(servicePrincipals).findFirst('appId', fold(caller.appId))
  // Microsoft's own clients act for users without being part of the tenant.
  if (!principal) return caller.kind === 'user' ? undefined : 'servicePrincipalNotFound'
  if (caller.kind === 'app' && principal.id !== caller.oid) return 'servicePrincipalNotFound'
  if (!principal.accountEnabled) return 'servicePrincipalDisabled'
  return stamp.keyId === undefined || holdsKey(reader, principal, stamp.keyId) ? undefined : 'credentialRemoved'
}

function holdsKey(reader: Reader, principal: ServicePrincipal, keyId: string): boolean {
  const application = reader.table(applications).findFirst('appId', fold(principal.appId))
  // An app of another tenant keeps its credentials there, out of this reader's sight.
  if (!application && principal.appOwnerOrganizationId !== reader.tenant) return true
  if (application && federatedCredentialsOf(application).some(({ id }) => id === keyId)) return true
  return [application ?? principal, principal].some(
    (holder) =>
      holder.passwordCredentials.some((credential) => credential.keyId === keyId) ||
      holder.keyCredentials.some((credential) => credential.keyId === keyId),
  )
}
