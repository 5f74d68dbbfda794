import type { Reader } from '../access.js'
import { directGroups } from '../directory/memberships.js'
import { directoryRolesOf } from '../directory/role-assignments.js'
import { appRoleAssignments, groupLinks, groups, roleAssignments, servicePrincipals } from '../directory/tables.js'
import { grantedAppRoles } from './granted-permissions.js'
import { rememberedWhileSame } from './remembered.js'
import type { Resource } from './resources.js'

/** Template ids of the directory roles that somebody holds, himself or by being a direct member of a group. */
export function heldDirectoryRoles(reader: Reader, principalId: string): readonly string[] {
  return rememberedDirectoryRoles(reader, principalId, () => [...directoryRolesOf(reader, principalId)])
}

const rememberedDirectoryRoles = rememberedWhileSame<readonly string[]>([roleAssignments, groupLinks, groups])

/** App roles that a user holds himself or by being a direct member of a group. */
export function heldAppRoles(reader: Reader, userId: string, resources: Resource['principals']): readonly string[] {
  const key = [userId, ...resources.map(({ id }) => id)].join()
  return rememberedAppRoles(reader, key, () => {
    const holders = [userId, ...Array.from(directGroups(reader, userId), ({ id }) => id)]
    return grantedAppRoles(reader, holders, resources)
  })
}

const rememberedAppRoles = rememberedWhileSame<readonly string[]>([
  groupLinks,
  groups,
  appRoleAssignments,
  servicePrincipals,
])
