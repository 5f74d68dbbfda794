import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import type { AppRole, PermissionScope, ServicePrincipal } from '../directory/application-rows.js'
import { findApplicationByAppId } from '../directory/applications.js'
import { appRoleAssignments, oauth2PermissionGrants } from '../directory/tables.js'
import { tokenSettingsOf } from '../directory/token-settings.js'
import { rememberedWhileSame } from './remembered.js'

/**
 * Values of the app roles that principals hold on a resource: an app's application permissions, a user's app roles. A
 * role that was switched off stays with those who hold it (Microsoft identity platform: Add app roles).
 */
export function grantedAppRoles(
  reader: Reader,
  principalIds: readonly string[],
  resources: readonly ServicePrincipal[],
): readonly string[] {
  const key = [...principalIds, ...resources.map(({ id }) => id)].join()
  return rememberedRoles(reader, key, resources, (read) => findAppRoles(read, principalIds, resources))
}

const rememberedRoles = rememberedWhileSame<readonly string[]>()

function findAppRoles(
  reader: Reader,
  principalIds: readonly string[],
  resources: readonly ServicePrincipal[],
): readonly string[] {
  const values = new Set<string>()
  for (const principalId of principalIds) {
    for (const assignment of reader.table(appRoleAssignments).find('principalId', principalId)) {
      const resource = resources.find(({ id }) => id === assignment.resourceId)
      const role = resource && appRolesById(resource).get(assignment.appRoleId)
      if (role?.value) values.add(role.value)
    }
  }
  return [...values]
}

const rolesOf = new WeakMap<ServicePrincipal['appRoles'], ReadonlyMap<string, AppRole>>()

/** Microsoft Graph has hundreds of app roles, and an app may hold them all: they are sorted by id once. */
function appRolesById({ appRoles }: ServicePrincipal): ReadonlyMap<string, AppRole> {
  const known = rolesOf.get(appRoles)
  if (known) return known
  const roles = new Map(appRoles.map((role) => [role.id, role]))
  rolesOf.set(appRoles, roles)
  return roles
}

/**
 * Delegated permissions that a client has on a resource: granted by an administrator for all or by this user, or without
 * anybody's consent because the resource says so. Permissions that are switched off are not among them.
 */
export function grantedScopes(
  reader: Reader,
  client: ServicePrincipal,
  userId: string,
  resources: readonly ServicePrincipal[],
): readonly string[] {
  const key = [client.id, userId, ...resources.map(({ id }) => id)].join()
  return rememberedScopes(reader, key, [client, ...resources], (read) => findScopes(read, client, userId, resources))
}

const rememberedScopes = rememberedWhileSame<readonly string[]>()

function findScopes(
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
  for (const resource of resources) {
    for (const { value } of preAuthorizedScopes(reader, client, resource)) values.set(fold(value), value)
    for (const name of switchedOff(resource)) values.delete(name)
  }
  for (const name of OPEN_ID) values.delete(name)
  return [...values.values()]
}

function preAuthorizedScopes(
  reader: Reader,
  client: ServicePrincipal,
  resource: ServicePrincipal,
): readonly PermissionScope[] {
  const application = findApplicationByAppId(reader, resource.appId)
  const ids = tokenSettingsOf(application).preAuthorized.get(fold(client.appId))
  return ids ? resource.oauth2PermissionScopes.filter(({ id }) => ids.has(fold(id))) : []
}

const offOf = new WeakMap<ServicePrincipal['oauth2PermissionScopes'], readonly string[]>()

function switchedOff({ oauth2PermissionScopes }: ServicePrincipal): readonly string[] {
  const known = offOf.get(oauth2PermissionScopes)
  if (known) return known
  const off = oauth2PermissionScopes.filter(({ isEnabled }) => !isEnabled).map(({ value }) => fold(value))
  offOf.set(oauth2PermissionScopes, off)
  return off
}

/** May stand in a grant, but is part of no permission on a resource. */
const OPEN_ID = ['openid', 'profile', 'email', 'offline_access']
