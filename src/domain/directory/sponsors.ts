import { DomainError } from '../../kernel/errors.js'
import type { Reader, Transaction } from '../access.js'
import { findPrincipal, getPrincipal, getUser, type Principal } from './find-principal.js'
import { users } from './tables.js'
import type { User } from './user-rows.js'

/** How many users and groups may vouch for one user (Microsoft Entra: Add sponsors to a guest user). */
const MOST_SPONSORS = 5

/** The users and groups that vouch for a user and are still there (Microsoft Graph: List sponsors). */
export function sponsorsOf(reader: Reader, user: User): readonly Principal[] {
  return sponsorIdsOf(user).flatMap((id) => findPrincipal(reader, id) ?? [])
}

/** The ids of all that vouch for a user, of deleted ones too. */
export function sponsorIdsOf({ sponsorIds = [] }: User): readonly string[] {
  return sponsorIds
}

/**
 * Makes a user or a group vouch for a user (Microsoft Graph: Add sponsors).
 * Throws `notFound`, `linkExists`, `sponsorUnfit`, `tooManySponsors`.
 */
export function addSponsor(transaction: Transaction, userId: string, sponsorId: string): User {
  const user = getUser(transaction, userId)
  const sponsor = getPrincipal(transaction, sponsorId)
  if (sponsor.type === 'servicePrincipal' || sponsor.id === user.id) throw new DomainError('sponsorUnfit')
  const ids = sponsorsOf(transaction, user).map(({ id }) => id)
  if (ids.includes(sponsor.id)) throw new DomainError('linkExists', { property: 'sponsors' })
  if (ids.length >= MOST_SPONSORS) throw new DomainError('tooManySponsors', { limit: MOST_SPONSORS })
  return transaction.replace(users, { ...user, sponsorIds: [...sponsorIdsOf(user), sponsor.id] })
}

/** Ends a sponsorship (Microsoft Graph: Remove sponsor). Throws `notFound`. */
export function removeSponsor(transaction: Transaction, userId: string, sponsorId: string): User {
  const user = getUser(transaction, userId)
  const wanted = sponsorId.toLowerCase()
  const ids = sponsorIdsOf(user)
  if (!ids.includes(wanted)) throw new DomainError('notFound', { id: sponsorId })
  return transaction.replace(users, { ...user, sponsorIds: ids.filter((id) => id !== wanted) })
}
