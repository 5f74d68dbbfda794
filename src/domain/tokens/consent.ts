import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import type { PermissionScope, ServicePrincipal } from '../directory/application-rows.js'
import { grantDelegated, updateDelegatedGrant } from '../directory/grants.js'
import { directoryRolesOf } from '../directory/role-assignments.js'
import { GLOBAL_ADMINISTRATOR, roleNamed } from '../directory/role-catalog.js'
import { oauth2PermissionGrants } from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'
import { type Client, installClient } from './clients.js'
import { grantedScopes } from './granted-permissions.js'
import type { Resource } from './resources.js'
import type { ScopeRequest } from './scopes.js'

/** A permission that an app asks a user for. */
export interface AskedPermission {
  readonly resource: ServicePrincipal
  readonly scope: PermissionScope
}

/**
 * The permissions that a request asks for and nobody has granted yet (Microsoft identity platform: Permissions and
 * consent). `.default` stands for what the app's registration lists. Throws `scopeUnknown`.
 */
export function missingPermissions(
  reader: Reader,
  client: Client,
  user: User,
  resource: Resource,
  request: ScopeRequest,
): readonly AskedPermission[] {
  const has = new Set(grantedScopes(reader, client.principal, user.id, resource.principals).map(fold))
  return askedPermissions(client, resource, request).filter(({ scope }) => !has.has(fold(scope.value)))
}

/** Every permission that a request asks for, granted or not. Throws `scopeUnknown`. */
export function askedPermissions(
  client: Client,
  resource: Resource,
  request: ScopeRequest,
): readonly AskedPermission[] {
  return request.isDefault ? registeredPermissions(client, resource) : namedPermissions(client, resource, request.names)
}

function namedPermissions(client: Client, resource: Resource, names: readonly string[]): readonly AskedPermission[] {
  return names.map((name) => {
    for (const principal of resource.principals) {
      const scope = principal.oauth2PermissionScopes.find(
        ({ value, isEnabled }) => isEnabled && fold(value) === fold(name),
      )
      if (scope) return { resource: principal, scope }
    }
    const { displayName } = client
    throw new DomainError('scopeUnknown', { displayName, scope: name, resource: resource.appId })
  })
}

function registeredPermissions({ application }: Client, { principals }: Resource): readonly AskedPermission[] {
  return (application?.requiredResourceAccess ?? []).flatMap(({ resourceAppId, resourceAccess }) => {
    const resource = principals.find(({ appId }) => fold(appId) === fold(resourceAppId))
    const ids = new Set(resourceAccess.filter(({ type }) => type === 'Scope').map(({ id }) => id))
    const scopes = resource?.oauth2PermissionScopes.filter(({ id, isEnabled }) => isEnabled && ids.has(id)) ?? []
    return resource ? scopes.map((scope) => ({ resource, scope })) : []
  })
}

/** Whose consent counts for everybody, and for permissions that only administrators may grant. */
const CONSENTING_ROLES = [
  GLOBAL_ADMINISTRATOR,
  ...['Privileged Role Administrator', 'Cloud Application Administrator', 'Application Administrator'].map(
    (name) => roleNamed(name)?.templateId,
  ),
]

/** Whether a user may consent for the whole tenant. */
export function mayConsentForAll(reader: Reader, user: User): boolean {
  const held = new Set(directoryRolesOf(reader, user.id))
  return CONSENTING_ROLES.some((role) => role !== undefined && held.has(role))
}

/**
 * Records the consent to permissions, for the user or for all (`forAll`); an app of another tenant is installed by it.
 * Throws `adminConsentRequired` when a permission or the scope of the consent takes an administrator.
 */
export function recordConsent(
  transaction: Transaction,
  client: Client,
  user: User,
  permissions: readonly AskedPermission[],
  forAll: boolean,
): void {
  const takesAdministrator = forAll || permissions.some(({ scope }) => scope.type === 'Admin')
  if (takesAdministrator && !mayConsentForAll(transaction, user)) {
    throw new DomainError('adminConsentRequired', { appId: client.appId, displayName: client.displayName })
  }
  const installed = installClient(transaction, client)
  for (const resource of new Set(permissions.map((asked) => asked.resource))) {
    const values = permissions.filter((asked) => asked.resource === resource).map(({ scope }) => scope.value)
    addScopes(transaction, installed, forAll ? null : user.id, resource, values)
  }
}

function addScopes(
  transaction: Transaction,
  client: Client,
  principalId: string | null,
  resource: ServicePrincipal,
  values: readonly string[],
): void {
  for (const grant of transaction.table(oauth2PermissionGrants).find('clientId', client.principal.id)) {
    if (grant.resourceId !== resource.id || grant.principalId !== principalId) continue
    const scope = [...new Set([...grant.scope.split(' ').filter(Boolean), ...values])].join(' ')
    updateDelegatedGrant(transaction, grant.id, scope)
    return
  }
  const consentType = principalId === null ? 'AllPrincipals' : 'Principal'
  const grant = { clientId: client.principal.id, consentType, principalId, resourceId: resource.id } as const
  grantDelegated(transaction, { ...grant, scope: values.join(' ') })
}
