import { DomainError } from '../../kernel/errors.js'
import { formatInstant, formatInstantAfter } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import { refuseBannedPassword } from './banned-passwords.js'
import { changedExtra } from './extension-values.js'
import { getUser } from './find-principal.js'
import { withPrimaryAddress } from './mail-addresses.js'
import { organizationOf } from './organization.js'
import { makePassword, matchesPassword, type PasswordProfile, refuseWeakPassword } from './password.js'
import { users } from './tables.js'
import { applyUserChanges, type UserChanges } from './user-changes.js'
import { refuseTakenNames } from './user-conflicts.js'
import {
  principalNameIn,
  refuseBadIdentities,
  refuseForeignIdentities,
  withPrincipalNameIdentity,
} from './user-identities.js'
import { refuseBadUserPrincipalName } from './user-principal-name.js'
import type { User } from './user-rows.js'
import { refuseInvalidUserValues } from './user-values.js'

/**
 * Updates the properties that are mentioned; null clears (Microsoft Graph: Update user). `id` may be a user principal
 * name. Throws `notFound`, `invalidValue`, `invalidUserPrincipalName`, `unverifiedDomain`, `invalidIssuer`,
 * `localIdentityNotPermitted`, `weakPassword`, `propertyTaken`, `onPremisesMastered`, and what `changedExtra` throws.
 */
export function updateUser(transaction: Transaction, id: string, changes: UserChanges): User {
  const before = getUser(transaction, id)
  if (before.onPremisesSyncEnabled) throw new DomainError('onPremisesMastered')
  refuseInvalidUserValues(changes as Partial<User>)
  refuseClearing(before, changes)
  const organization = organizationOf(transaction)
  if (changes.identities !== undefined) refuseForeignIdentities(before.identities, changes.identities)
  const userPrincipalName = changes.userPrincipalName ?? principalNameIn(changes.identities)
  let user = applyUserChanges(before, userPrincipalName === undefined ? changes : { ...changes, userPrincipalName })
  if (changes.extra) user = { ...user, extra: changedExtra(transaction, 'User', before.extra, changes.extra) }
  if (changes.identities) refuseBadIdentities(organization, user.identities)
  if (user.userPrincipalName !== before.userPrincipalName)
    refuseBadUserPrincipalName(organization, user.userPrincipalName)
  if (user.userPrincipalName !== before.userPrincipalName || changes.identities) {
    const identities = withPrincipalNameIdentity(user.identities, organization, user.userPrincipalName)
    user = { ...user, identities }
  }
  if (user.mail !== before.mail) user = { ...user, proxyAddresses: withPrimaryAddress(user.proxyAddresses, user.mail) }
  if (changes.passwordProfile) user = withPassword(transaction, user, changes.passwordProfile)
  refuseTakenNames(transaction, user, before)
  return transaction.replace(users, user)
}

function refuseClearing(before: User, changes: UserChanges): void {
  for (const property of ['accountEnabled', 'userPrincipalName'] as const) {
    if (changes[property] === null) throw new DomainError('invalidValue', { property, resource: 'User' })
  }
  if (changes.usageLocation === null && before.assignedLicenses.length > 0) {
    throw new DomainError('invalidValue', { property: 'usageLocation', resource: 'User' })
  }
}

function withPassword(transaction: Transaction, user: User, profile: PasswordProfile): User {
  if (typeof profile.password === 'string') return withNewPassword(transaction, user, profile.password, profile)
  if (!user.password) return user
  const { forceChangePasswordNextSignIn, forceChangePasswordNextSignInWithMfa } = profile
  const password = {
    ...user.password,
    forceChangePasswordNextSignIn: forceChangePasswordNextSignIn ?? user.password.forceChangePasswordNextSignIn,
    forceChangePasswordNextSignInWithMfa:
      forceChangePasswordNextSignInWithMfa ?? user.password.forceChangePasswordNextSignInWithMfa,
  }
  return { ...user, password }
}

function withNewPassword(transaction: Transaction, user: User, plain: string, profile: PasswordProfile): User {
  refuseWeakPassword(plain, user.passwordPolicies)
  const now = formatInstant(transaction.now)
  return {
    ...user,
    password: makePassword(transaction, plain, profile),
    lastPasswordChangeDateTime: now,
    signInSessionsValidFromDateTime: formatInstantAfter(user.signInSessionsValidFromDateTime, transaction.now),
  }
}

/** Gives a user a new password; sessions from before end (Microsoft Graph: passwordAuthenticationMethod reset). */
export function resetPassword(
  transaction: Transaction,
  id: string,
  plain: string,
  profile: PasswordProfile = {},
): User {
  return transaction.replace(users, withNewPassword(transaction, getUser(transaction, id), plain, profile))
}

/**
 * Changes a user's own password (Microsoft Graph: user changePassword).
 * Throws `wrongPassword` when `current` is not the present one, `weakPassword` when the new one breaks the policy or can be guessed.
 */
export function changePassword(transaction: Transaction, id: string, current: string, plain: string): User {
  const user = getUser(transaction, id)
  if (!user.password || !matchesPassword(user.password, current)) throw new DomainError('wrongPassword')
  if (current === plain) throw new DomainError('passwordReused')
  refuseBannedPassword(transaction, user, plain)
  return resetPassword(transaction, user.id, plain, { forceChangePasswordNextSignIn: false })
}

/** Ends every session of a user: refresh tokens and sign-in sessions from before this instant are void. */
export function revokeSignInSessions(transaction: Transaction, id: string): User {
  const user = getUser(transaction, id)
  const validFrom = formatInstantAfter(user.signInSessionsValidFromDateTime, transaction.now)
  return transaction.replace(users, { ...user, signInSessionsValidFromDateTime: validFrom })
}

/** Sets or, with null, clears a user's manager. Throws `notFound`, `selfManagement`. */
export function setManager(transaction: Transaction, id: string, managerId: string | null): User {
  const user = getUser(transaction, id)
  if (managerId === null && user.managerId === null) throw new DomainError('notFound', { id: 'manager' })
  const manager = managerId === null ? null : getUser(transaction, managerId).id
  if (manager === user.id) throw new DomainError('selfManagement')
  if (manager === user.managerId) return user
  return transaction.replace(users, { ...user, managerId: manager, formerManagerId: user.managerId })
}
