import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import { getUser } from './find-principal.js'
import { isExternal } from './invited-address.js'
import { organizationOf } from './organization.js'
import type { PasswordProfile } from './password.js'
import { users } from './tables.js'
import { updateUser } from './update-user.js'
import { withPrincipalNameIdentity } from './user-identities.js'
import type { User } from './user-rows.js'

/** What a user needs who is to sign in here. */
export interface InternalAccount {
  readonly userPrincipalName?: string | null
  readonly passwordProfile?: PasswordProfile | null
  readonly mail?: string | null
}

/**
 * Makes a user from elsewhere one who signs in here, as a member (Microsoft Graph: user
 * convertExternalToInternalMemberUser). Throws `notFound`, `userNotExternal`, `valueRequired`, `passwordRequired` and what
 * `updateUser` throws.
 */
export function convertToMember(transaction: Transaction, id: string, account: InternalAccount): User {
  const user = getUser(transaction, id)
  if (!isExternal(user)) throw new DomainError('userNotExternal')
  if (user.onPremisesSyncEnabled) return transaction.replace(users, { ...user, ...INTERNAL })
  const { userPrincipalName, passwordProfile, mail } = account
  if (!userPrincipalName) throw new DomainError('valueRequired', { property: 'userPrincipalName', resource: 'User' })
  if (typeof passwordProfile?.password !== 'string') throw new DomainError('passwordRequired')
  const changed = updateUser(transaction, user.id, {
    userPrincipalName,
    passwordProfile,
    identities: withPrincipalNameIdentity([], organizationOf(transaction), userPrincipalName),
    ...(mail ? { mail } : {}),
  })
  return transaction.replace(users, { ...changed, ...INTERNAL })
}

const INTERNAL = {
  userType: 'Member',
  creationType: null,
  externalUserState: null,
  externalUserStateChangeDateTime: null,
} as const
