import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { organizationOf } from '../directory/organization.js'
import { matchesPassword } from '../directory/password.js'
import { users } from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'
import { isLocked } from './lockout.js'

/** Kinds of identity that somebody signs in with here; a federated one signs in elsewhere. */
const LOCAL_SIGN_IN_TYPES = new Set(['emailaddress', 'username', 'userprincipalname'])

/** The user who signs in under a name: user principal name, or a local identity issued by this tenant. */
export function findBySignInName(reader: Reader, name: string): User | undefined {
  const key = fold(name.trim())
  const table = reader.table(users)
  const byPrincipalName = table.findFirst('userPrincipalName', key)
  if (byPrincipalName) return byPrincipalName
  const issuers = new Set(organizationOf(reader).verifiedDomains.map((domain) => fold(domain.name)))
  for (const user of table.find('signInName', key)) {
    const isLocal = user.identities.some(
      ({ signInType, issuer, issuerAssignedId }) =>
        fold(issuerAssignedId ?? '') === key &&
        LOCAL_SIGN_IN_TYPES.has(fold(signInType)) &&
        issuers.has(fold(issuer ?? '')),
    )
    if (isLocal) return user
  }
  return undefined
}

/** What the user types to sign in: a customer's address or user name, else the user principal name. */
export function signInNameOf(user: User): string {
  const local = user.identities.find(({ signInType }) => signInType === 'emailAddress' || signInType === 'userName')
  return local?.issuerAssignedId ?? user.userPrincipalName
}

/**
 * Signs a user in with a password. `now` is in milliseconds since the epoch.
 * Throws the refusals of `requirePassword`, and `passwordExpired` when it must be changed first.
 */
export function signInWithPassword(reader: Reader, name: string, plain: string, now: number): User {
  const user = requirePassword(reader, findBySignInName(reader, name), plain, now)
  if (user.password?.forceChangePasswordNextSignIn || user.password?.forceChangePasswordNextSignInWithMfa) {
    throw new DomainError('passwordExpired')
  }
  return user
}

/**
 * The user, if he may sign in and this is his password.
 * Throws `userNotFound`, `userDisabled`, `passwordMissing`, `accountLocked` (the right password included), `passwordWrong`.
 */
export function requirePassword(reader: Reader, user: User | undefined, plain: string, now: number): User {
  if (!user) throw new DomainError('userNotFound', { tenantId: reader.tenant })
  if (!user.accountEnabled) throw new DomainError('userDisabled')
  if (!user.password) throw new DomainError('passwordMissing')
  if (isLocked(reader, user, now)) throw new DomainError('accountLocked')
  if (!matchesPassword(user.password, plain)) throw new DomainError('passwordWrong')
  return user
}
