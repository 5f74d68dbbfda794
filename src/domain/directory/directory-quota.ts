import { DomainError } from '../../kernel/errors.js'
import type { Reader } from '../access.js'
import { organizationOf } from './organization.js'
import { administrativeUnits, applications, deletedItems, groups, servicePrincipals, users } from './tables.js'

/** Objects that a tenant may hold, without and with a domain of its own (Microsoft Entra service limits and restrictions). */
const SMALL_QUOTA = 50_000
const LARGE_QUOTA = 300_000
/** What is deleted, but not for good, counts that much. */
const DELETED_WEIGHT = 0.25

export interface DirectoryQuota {
  readonly used: number
  readonly total: number
}

/** How many objects the directory holds, and how many it may. */
export function directoryQuota(reader: Reader): DirectoryQuota {
  const live =
    reader.table(users).size +
    reader.table(groups).size +
    reader.table(applications).size +
    reader.table(servicePrincipals).size +
    reader.table(administrativeUnits).size
  const used = live + reader.table(deletedItems).size * DELETED_WEIGHT
  const { verifiedDomains, raisedQuota = 0 } = organizationOf(reader)
  const isLarge = verifiedDomains.some((domain) => !domain.isInitial)
  return { used: Math.floor(used), total: Math.max(isLarge ? LARGE_QUOTA : SMALL_QUOTA, raisedQuota) }
}

/** What support raises the quota to for who fills more than half of it: room for as much again, and no less than a large one. */
export function raisedQuota({ used, total }: DirectoryQuota): number | undefined {
  return used > total / 2 ? Math.max(LARGE_QUOTA, used * 2) : undefined
}

/** Throws `quotaExceeded` where the directory takes no further object. */
export function refuseFullDirectory(reader: Reader): void {
  const { used, total } = directoryQuota(reader)
  if (used >= total) throw new DomainError('quotaExceeded', { of: 'Tenant' })
}
