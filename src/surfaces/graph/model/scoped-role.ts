import type { Reader } from '../../../domain/access.js'
import { findPrincipal } from '../../../domain/directory/find-principal.js'
import { directoryRoleId } from '../../../domain/directory/role-assignments.js'
import type { RoleAssignment } from '../../../domain/directory/tenant-rows.js'

/** A role that somebody holds for a unit alone, as Graph shows it: a scopedRoleMembership. */
export function presentScopedRole(reader: Reader, unitId: string, assignment: RoleAssignment): object {
  const principal = findPrincipal(reader, assignment.principalId)
  const user = principal?.type === 'user' ? principal.object : undefined
  return {
    id: assignment.id,
    administrativeUnitId: unitId,
    roleId: directoryRoleId(reader.tenant, assignment.roleDefinitionId),
    roleMemberInfo: {
      id: assignment.principalId,
      displayName: principal?.object.displayName ?? null,
      ...(user ? { userPrincipalName: user.userPrincipalName } : {}),
    },
  }
}
