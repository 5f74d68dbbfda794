import { refuseFullDirectory } from '../../../domain/directory/directory-quota.js'
import { directoryRolesOf } from '../../../domain/directory/role-assignments.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Call, readerOf } from '../call.js'
import { ownedObjects } from '../model/navigations.js'

/** How many objects somebody without a role may own (Microsoft Entra service limits and restrictions). */
const MOST_OWNED = 250

/** Throws `quotaExceeded` where the tenant, or a signed-in user without any role, would have one object too many. */
export function requireQuota(call: Call): void {
  const { caller } = call
  const reader = readerOf(call)
  refuseFullDirectory(reader)
  if (caller.kind === 'app' || caller.unchecked) return
  if (directoryRolesOf(reader, caller.oid).size > 0) return
  if ([...ownedObjects(reader, caller.oid)].length >= MOST_OWNED) {
    throw new DomainError('quotaExceeded', { of: 'Principal' })
  }
}
