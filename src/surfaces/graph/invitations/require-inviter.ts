import type { Reader } from '../../../domain/access.js'
import { authorizationPolicyOf, type InvitersAllowed } from '../../../domain/directory/authorization-policy.js'
import type { Caller } from '../../../domain/tokens/caller.js'
import { DomainError } from '../../../kernel/errors.js'
import { hasRight } from '../authorize/require-right.js'

/** Which row of the rights table says who may invite; nobody may under `none`. */
const RIGHT: Readonly<Record<Exclude<InvitersAllowed, 'none'>, string>> = {
  everyone: 'everybody',
  adminsGuestInvitersAndAllMembers: 'users/invite',
  adminsAndGuestInviters: 'users/inviteByRole',
}

/**
 * Throws `invitationsNotAllowed` unless the authorization policy lets the caller invite. Where it asks for a role, apps
 * are refused whatever they were granted (Microsoft Graph: Create invitation).
 */
export function requireInviter(reader: Reader, caller: Caller): void {
  const { allowInvitesFrom } = authorizationPolicyOf(reader)
  if (allowInvitesFrom === 'none' || !mayInvite(reader, caller, allowInvitesFrom)) {
    throw new DomainError('invitationsNotAllowed')
  }
}

function mayInvite(reader: Reader, caller: Caller, allowed: keyof typeof RIGHT): boolean {
  if (caller.kind === 'app' && !caller.unchecked) return allowed !== 'adminsAndGuestInviters'
  return hasRight(reader, caller, RIGHT[allowed])
}
