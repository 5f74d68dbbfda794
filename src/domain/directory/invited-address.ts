import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { organizationOf, verifiedDomain } from './organization.js'
import { groups, users } from './tables.js'
import type { User } from './user-rows.js'

/** A period or a hyphen may not begin or end the name; most other punctuation is not permitted at all. */
const ADDRESS = /^[A-Za-z0-9_'](?:[A-Za-z0-9_'.-]*[A-Za-z0-9_'])?@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}$/

/** Refuses an address that nobody can be invited by (Microsoft Graph: invitation resource type). Throws `invitedAddressInvalid`. */
export function refuseBadAddress(email: string): void {
  if (!ADDRESS.test(email)) throw new DomainError('invitedAddressInvalid', { email })
}

/**
 * The guest who was invited by an address before, or undefined where it is free for a new one.
 * Throws `invitedUserExists`, `invitedGroupAddress`, `invitedDomainVerified` where it is the tenant's own.
 */
export function guestOfAddress(reader: Reader, email: string): User | undefined {
  const key = fold(email)
  const table = reader.table(users)
  const user =
    table.findFirst('mail', key) ?? table.findFirst('proxyAddresses', key) ?? table.findFirst('userPrincipalName', key)
  if (user && !isExternal(user)) {
    throw new DomainError('invitedUserExists', { id: user.id, blocked: !user.accountEnabled })
  }
  if (user) return user
  if (reader.table(groups).findFirst('proxyAddresses', key)) throw new DomainError('invitedGroupAddress')
  const domain = email.slice(email.lastIndexOf('@') + 1)
  if (verifiedDomain(organizationOf(reader), domain)) throw new DomainError('invitedDomainVerified', { domain })
  return undefined
}

/** Whether somebody signs in elsewhere than here. */
export function isExternal({ externalUserState, userType }: User): boolean {
  return externalUserState !== null || userType === 'Guest'
}
