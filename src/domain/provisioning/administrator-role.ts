import type { Reader } from '../access.js'
import { GLOBAL_ADMINISTRATOR } from '../directory/role-catalog.js'
import { roleAssignments } from '../directory/tables.js'
import type { RoleAssignment } from '../directory/tenant-rows.js'
import type { AdministratorRole } from './rules/facts.js'
import { isExemptFromGroup } from './rules/gates/security-group.js'

/** Template ids of the roles that exempt, the strongest first (Microsoft Entra built-in roles). */
const TEMPLATES: readonly (readonly [templateId: string, role: AdministratorRole])[] = [
  [GLOBAL_ADMINISTRATOR, 'global'],
  ['11648597-926c-4cf3-9c36-bcebb0ba8dcc', 'powerPlatform'],
  ['44367163-eba1-44c3-98af-f5787879f96a', 'dynamics365'],
]

/**
 * The strongest of these roles that a user holds directly for the whole tenant; one held through a group counts not.
 * `counts` may leave assignments out.
 */
export function administratorRoleOf(
  reader: Reader,
  userId: string,
  counts: (assignment: RoleAssignment) => boolean = () => true,
): AdministratorRole {
  const held = new Set<string>()
  for (const assignment of reader.table(roleAssignments).find('principalId', userId)) {
    if (assignment.directoryScopeId === '/' && counts(assignment)) held.add(assignment.roleDefinitionId)
  }
  if (held.size === 0) return 'none'
  return TEMPLATES.find(([templateId]) => held.has(templateId))?.[1] ?? 'none'
}

/** Ids of all who hold a role that exempts from the security group. */
export function* exemptAdministratorIds(reader: Reader): Generator<string> {
  for (const [templateId, role] of TEMPLATES) {
    if (!isExemptFromGroup(role)) continue
    for (const assignment of reader.table(roleAssignments).find('roleDefinitionId', templateId)) {
      if (assignment.directoryScopeId === '/') yield assignment.principalId
    }
  }
}
