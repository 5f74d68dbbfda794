import { DomainError } from '../../kernel/errors.js'
import type { Reader, Transaction } from '../access.js'
import type { AppRole, ServicePrincipal } from '../directory/application-rows.js'
import { grantAppRole, grantDelegated, updateDelegatedGrant } from '../directory/grants.js'
import { directoryRolesOf } from '../directory/role-assignments.js'
import { GLOBAL_ADMINISTRATOR, roleNamed } from '../directory/role-catalog.js'
import { findServicePrincipalByAppId } from '../directory/service-principals.js'
import { appRoleAssignments, oauth2PermissionGrants } from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'
import { MICROSOFT_GRAPH } from '../directory/well-known-principals.js'
import type { AskedPermission } from './asked-permissions.js'
import { type Client, installClient } from './clients.js'

/** Who may give apps application permissions of Microsoft Graph. */
const PRIVILEGED = [GLOBAL_ADMINISTRATOR, templateId('Privileged Role Administrator')]
/** Whose consent counts for everybody, and for permissions that only administrators may grant. */
const CONSENTING = [
  ...PRIVILEGED,
  templateId('Cloud Application Administrator'),
  templateId('Application Administrator'),
]

function templateId(displayName: string): string | undefined {
  return roleNamed(displayName)?.templateId
}

/** Whether a user may consent for the whole tenant. */
export function mayConsentForAll(reader: Reader, user: User): boolean {
  return holdsOneOf(reader, user, CONSENTING)
}

function holdsOneOf(reader: Reader, user: User, roles: readonly (string | undefined)[]): boolean {
  const held = directoryRolesOf(reader, user.id)
  return roles.some((role) => role !== undefined && held.has(role))
}

/** Whether only an administrator can consent: because of a permission, or because the app is for those assigned to it. */
export function takesAdministrator({ principal }: Client, permissions: readonly AskedPermission[]): boolean {
  return principal.appRoleAssignmentRequired || permissions.some(({ scope }) => scope.type === 'Admin')
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
  if (forAll || takesAdministrator(client, permissions)) requireConsenting(transaction, client, user, CONSENTING)
  const { principal } = installClient(transaction, client)
  for (const { holder = principal, resource, scope } of permissions) {
    addScope(transaction, holder, forAll ? null : user.id, resource, scope.value)
  }
}

function requireConsenting(reader: Reader, client: Client, user: User, roles: typeof CONSENTING): void {
  if (holdsOneOf(reader, user, roles)) return
  throw new DomainError('adminConsentRequired', { appId: client.appId, displayName: client.displayName })
}

function addScope(
  transaction: Transaction,
  client: ServicePrincipal,
  principalId: string | null,
  resource: ServicePrincipal,
  value: string,
): void {
  for (const grant of transaction.table(oauth2PermissionGrants).find('clientId', client.id)) {
    if (grant.resourceId !== resource.id || grant.principalId !== principalId) continue
    const values = grant.scope.split(' ').filter(Boolean)
    if (!values.includes(value)) updateDelegatedGrant(transaction, grant.id, [...values, value].join(' '))
    return
  }
  const consentType = principalId === null ? 'AllPrincipals' : 'Principal'
  const grant = { clientId: client.id, consentType, principalId, resourceId: resource.id } as const
  grantDelegated(transaction, { ...grant, scope: value })
}

/** An application permission that an app asks an administrator for. */
export interface AskedRole {
  readonly resource: ServicePrincipal
  readonly role: AppRole
}

/** The application permissions that an app's registration lists (`requiredResourceAccess`). */
export function askedRoles(reader: Reader, { application }: Client): readonly AskedRole[] {
  return (application?.requiredResourceAccess ?? []).flatMap(({ resourceAppId, resourceAccess }) => {
    const resource = findServicePrincipalByAppId(reader, resourceAppId)
    const ids = new Set(resourceAccess.filter(({ type }) => type === 'Role').map(({ id }) => id))
    const roles = resource?.appRoles.filter(({ id, isEnabled }) => isEnabled && ids.has(id)) ?? []
    return resource ? roles.map((role) => ({ resource, role })) : []
  })
}

/**
 * Records an administrator's consent for the whole tenant, to what an app does for users and on its own (Microsoft
 * identity platform: Admin consent). Throws `adminConsentRequired`.
 */
export function recordAdminConsent(
  transaction: Transaction,
  client: Client,
  user: User,
  permissions: readonly AskedPermission[],
  roles: readonly AskedRole[],
): void {
  const isPrivileged = roles.some(({ resource }) => resource.appId === MICROSOFT_GRAPH)
  if (isPrivileged) requireConsenting(transaction, client, user, PRIVILEGED)
  recordConsent(transaction, client, user, permissions, true)
  const { principal } = installClient(transaction, client)
  for (const { resource, role } of roles) {
    if (holdsRole(transaction, principal, resource, role)) continue
    grantAppRole(transaction, { principalId: principal.id, resourceId: resource.id, appRoleId: role.id })
  }
}

function holdsRole(reader: Reader, { id }: ServicePrincipal, resource: ServicePrincipal, role: AppRole): boolean {
  for (const held of reader.table(appRoleAssignments).find('principalId', id))
    if (held.resourceId === resource.id && held.appRoleId === role.id) return true
  return false
}
