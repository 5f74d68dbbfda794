import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import type { ServicePrincipal } from '../directory/application-rows.js'
import { appRoleAssignments, oauth2PermissionGrants } from '../directory/tables.js'

/** Values of the app roles that principals hold on a resource: an app's application permissions, a user's app roles. */
export function grantedAppRoles(
  reader: Reader,
  principalIds: Iterable<string>,
  resources: readonly ServicePrincipal[],
): readonly string[] {
  const values = new Set<string>()
  for (const principalId of principalIds) {
    for (const assignment of reader.table(appRoleAssignments).find('principalId', principalId)) {
      const resource = resources.find(({ id }) => id === assignment.resourceId)
      const role = resource?.appRoles.find(({ id }) => id === assignment.appRoleId)
      if (role?.value && role.isEnabled) values.add(role.value)
    }
  }
  return [...values]
}

/** Delegated permissions that a client was granted on a resource, by an administrator for all or by this user. */
export function grantedScopes(
  reader: Reader,
  client: ServicePrincipal,
  userId: string,
  resources: readonly ServicePrincipal[],
): readonly string[] {
  const values = new Map<string, string>()
  for (const grant of reader.table(oauth2PermissionGrants).find('clientId', client.id)) {
    if (grant.consentType === 'Principal' && grant.principalId !== userId) continue
    if (!resources.some(({ id }) => id === grant.resourceId)) continue
    for (const value of grant.scope.split(' ').filter(Boolean)) values.set(fold(value), value)
  }
  for (const name of OPEN_ID) values.delete(name)
  return [...values.values()]
}

/** May stand in a grant, but is part of no permission on a resource. */
const OPEN_ID = ['openid', 'profile', 'email', 'offline_access']
