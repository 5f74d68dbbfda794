import { DomainError } from '../../kernel/errors.js'
import { verifiedDomain } from './organization.js'
import type { Organization } from './tenant-rows.js'

const LOCAL_PART = /^[A-Za-z0-9'._!#^~-]+$/
const LONGEST_LOCAL_PART = 64
const GUEST_MARK = '#EXT#'

/**
 * Refuses a user principal name that the directory would not take: its form, its length (113 in all, 64 before the
 * `@`, 48 behind it) or a domain that is not verified here. Throws `invalidUserPrincipalName` or `unverifiedDomain`.
 */
export function refuseBadUserPrincipalName(organization: Organization, name: string): void {
  const at = name.lastIndexOf('@')
  const local = name.slice(0, at)
  const domain = name.slice(at + 1)
  // The mangled name of a guest may be longer than a person's.
  const isShort = local.length <= LONGEST_LOCAL_PART || local.endsWith(GUEST_MARK)
  const wellFormed = at > 0 && domain !== '' && isShort && domain.length <= 48 && name.length <= 113
  if (!wellFormed || !LOCAL_PART.test(local) || local.startsWith('.') || local.endsWith('.')) {
    throw new DomainError('invalidUserPrincipalName', { value: name })
  }
  refuseUnverifiedDomain(organization, name)
}

/** Refuses a user principal name of a domain that is not verified here. Throws `unverifiedDomain`. */
export function refuseUnverifiedDomain(organization: Organization, name: string): void {
  const domain = name.slice(name.lastIndexOf('@') + 1)
  if (!verifiedDomain(organization, domain)) {
    throw new DomainError('unverifiedDomain', { property: 'userPrincipalName', domain })
  }
}
