import { formatInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import { getUser } from './find-principal.js'
import { users } from './tables.js'
import type { User } from './user-rows.js'

/** Where a guest signs in: in another tenant, or with a code that is mailed. */
export type GuestIssuer = 'ExternalAzureAD' | 'mail'

/**
 * Notes that a guest has accepted, by signing in or by the link of an invitation (Microsoft Entra B2B: invitation
 * redemption). Who is not waited for stays as he is.
 */
export function redeemInvitation(transaction: Transaction, userId: string, issuer: GuestIssuer): User {
  const user = getUser(transaction, userId)
  if (user.externalUserState !== 'PendingAcceptance') return user
  const issuerAssignedId = issuer === 'mail' ? user.mail : null
  return transaction.replace(users, {
    ...user,
    externalUserState: 'Accepted',
    externalUserStateChangeDateTime: formatInstant(transaction.now),
    identities: [...user.identities, { signInType: 'federated', issuer, issuerAssignedId }],
  })
}
