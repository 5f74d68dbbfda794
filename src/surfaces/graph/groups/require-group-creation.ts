import { ALL_UNIFIED_GROUPS } from '../../../domain/directory/group-setting-templates.js'
import { tenantSetting } from '../../../domain/directory/group-settings.js'
import { isTransitiveMember } from '../../../domain/directory/memberships.js'
import { requireRight } from '../authorize/require-right.js'
import { type Call, readerOf } from '../call.js'

/**
 * Throws `denied` for people without a role where the tenant lets only some, or none, make Microsoft 365 groups
 * (Microsoft Entra: Configure group settings, `EnableGroupCreation`, `GroupCreationAllowedGroupId`).
 */
export function requireGroupCreation(call: Call): void {
  const { caller } = call
  const reader = readerOf(call)
  const setting = (name: string) => tenantSetting(reader, ALL_UNIFIED_GROUPS, name)
  if (caller.kind === 'app' || caller.unchecked || setting('EnableGroupCreation').toLowerCase() !== 'false') return
  const allowed = setting('GroupCreationAllowedGroupId')
  if (allowed !== '' && isTransitiveMember(reader, allowed, caller.oid)) return
  requireRight(reader, caller, 'groups/createUnified')
}
