import { DomainError } from '../../kernel/errors.js'
import type { Reader } from '../access.js'
import type { ServicePrincipal } from '../directory/application-rows.js'
import { directGroups } from '../directory/memberships.js'
import { appRoleAssignments } from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'
import type { Client } from './clients.js'
import type { Resource } from './resources.js'
import { signInNameOf } from './sign-in.js'

/**
 * Makes sure that a user may sign in to an app and reach a resource where one of them is for those assigned to it:
 * assignments count that the user has himself or as a direct member of a group (Microsoft Entra: Restrict your app to a
 * set of users). Throws `userNotAssigned`.
 */
export function requireAssignedUser(
  reader: Reader,
  user: User,
  { principal }: Client,
  resources: readonly Resource[],
): void {
  const apps = [principal, ...resources.flatMap(({ principals }) => principals)]
  for (const { id, appId, displayName, appRoleAssignmentRequired } of apps) {
    if (!appRoleAssignmentRequired) continue
    const holders = [user.id, ...Array.from(directGroups(reader, user.id), (group) => group.id)]
    if (holders.some((holder) => isAssigned(reader, holder, id))) continue
    throw new DomainError('userNotAssigned', { appId, displayName, user: signInNameOf(user) })
  }
}

/**
 * Makes sure that an app may reach a resource that is for those assigned to it: for an app that is a role.
 * Throws `appNotAssigned`.
 */
export function requireAssignedApp(
  reader: Reader,
  { principal, appId, displayName }: Client,
  resource: Resource,
): void {
  for (const { id, appRoleAssignmentRequired } of resource.principals) {
    if (!appRoleAssignmentRequired || isAssigned(reader, principal.id, id)) continue
    const { name, displayName: resourceName } = resource
    throw new DomainError('appNotAssigned', { appId, displayName, resource: name, resourceName })
  }
}

/** Whether somebody holds any role on a resource, the default one included. */
export function isAssigned(reader: Reader, principalId: string, resourceId: ServicePrincipal['id']): boolean {
  for (const held of reader.table(appRoleAssignments).find('principalId', principalId))
    if (held.resourceId === resourceId) return true
  return false
}
