import type { Reader } from '../access.js'
import { directGroups } from '../directory/memberships.js'
import { directoryRolesOf } from '../directory/role-assignments.js'
import { grantedAppRoles } from './granted-permissions.js'
import { rememberedWhileSame } from './remembered.js'
import type { Resource } from './resources.js'

/** Template ids of the directory roles that somebody holds, himself or by being a direct member of a group. */
export function heldDirectoryRoles(reader: Reader, principalId: string): readonly string[] {
  return rememberedDirectoryRoles(reader, principalId, [], (read) => [...directoryRolesOf(read, principalId)])
}

const rememberedDirectoryRoles = rememberedWhileSame<readonly string[]>()

/** App roles that a user holds himself or by being a direct member of a group. */
export function heldAppRoles(reader: Reader, userId: string, resources: Resource['principals']): readonly string[] {
  const key = [userId, ...resources.map(({ id }) => id)].join()
  return rememberedAppRoles(reader, key, resources, (read) => {
    const holders = [userId, ...Array.from(directGroups(read, userId), ({ id }) => id)]
    return grantedAppRoles(read, holders, resources)
  })
}

const rememberedAppRoles = rememberedWhileSame<readonly string[]>()
