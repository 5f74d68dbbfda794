import { encodeBase64Url } from '../../kernel/base64url.js'
import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { EMPTY_GUID, guidBytes } from '../../kernel/guid.js'
import type { Reader, Transaction } from '../access.js'
import type { AppRoleAssignment, OAuth2PermissionGrant, ServicePrincipal } from './application-rows.js'
import { getPrincipal, type Principal } from './find-principal.js'
import { getServicePrincipal } from './service-principals.js'
import { appRoleAssignments, oauth2PermissionGrants } from './tables.js'

export interface NewAppRoleAssignment {
  readonly principalId: string
  /** Object id of the resource's service principal. */
  readonly resourceId: string
  /** The empty GUID stands for the default role. */
  readonly appRoleId: string
}

const PRINCIPAL_TYPE = { user: 'User', group: 'Group', servicePrincipal: 'ServicePrincipal' } as const

/**
 * Assigns an app role: to a service principal it is an application permission (Microsoft Graph: Create
 * appRoleAssignment). Throws `notFound`, `unknownAppRole`, `appRoleNotForPrincipal`, `appRoleAssigned`.
 */
export function grantAppRole(transaction: Transaction, given: NewAppRoleAssignment): AppRoleAssignment {
  const principal = getPrincipal(transaction, given.principalId)
  const resource = getServicePrincipal(transaction, given.resourceId)
  const appRoleId = fold(given.appRoleId)
  refuseUnfitRole(resource, appRoleId, principal)
  for (const held of transaction.table(appRoleAssignments).find('principalId', principal.id)) {
    if (held.resourceId === resource.id && held.appRoleId === appRoleId) throw new DomainError('appRoleAssigned')
  }
  const assignment = assignmentTo(principal, resource, createdDateTimeOf(transaction))
  const id = packedGuids(principal.id, transaction.newGuid())
  return transaction.insert(appRoleAssignments, { ...assignment, id, appRoleId })
}

/**
 * As `grantAppRole`, for a fixture: gives an app all the permissions of those names that a resource declares, without
 * looking for earlier ones. Ids follow from both sides.
 */
export function grantPermissionsAsGiven(
  transaction: Transaction,
  client: ServicePrincipal,
  resource: ServicePrincipal,
  names: ReadonlySet<string>,
): void {
  const principal = { type: 'servicePrincipal', id: client.id, object: client } as const
  const assignment = assignmentTo(principal, resource, createdDateTimeOf(transaction))
  for (const { id: appRoleId, value } of resource.appRoles) {
    if (value === null || !names.has(value)) continue
    transaction.insert(appRoleAssignments, { ...assignment, id: packedGuids(client.id, appRoleId), appRoleId })
  }
}

function assignmentTo(
  principal: Principal,
  resource: ServicePrincipal,
  createdDateTime: string,
): Omit<AppRoleAssignment, 'id' | 'appRoleId'> {
  return {
    principalId: principal.id,
    principalType: PRINCIPAL_TYPE[principal.type],
    principalDisplayName: principal.object.displayName ?? '',
    resourceId: resource.id,
    resourceDisplayName: resource.displayName,
    createdDateTime,
  }
}

/** App role assignments are dated to the ten-millionth of a second. */
function createdDateTimeOf({ now }: Transaction): string {
  return new Date(now).toISOString().replace('Z', '0000Z')
}

function refuseUnfitRole(resource: ServicePrincipal, appRoleId: string, principal: Principal): void {
  if (appRoleId === EMPTY_GUID) return
  const role = resource.appRoles.find((candidate) => candidate.id === appRoleId)
  if (!role) throw new DomainError('unknownAppRole', { appRoleId })
  const wanted = principal.type === 'servicePrincipal' ? 'Application' : 'User'
  if (!role.allowedMemberTypes.includes(wanted)) throw new DomainError('appRoleNotForPrincipal', { appRoleId })
}

/** An app role assignment by id. Throws `notFound`. */
function getAppRoleAssignment(reader: Reader, id: string): AppRoleAssignment {
  const assignment = reader.table(appRoleAssignments).get(id)
  if (!assignment) throw new DomainError('notFound', { id })
  return assignment
}

/** Takes an app role away. Throws `notFound`. */
export function revokeAppRole(transaction: Transaction, id: string): void {
  transaction.remove(appRoleAssignments, getAppRoleAssignment(transaction, id).id)
}

export interface NewDelegatedGrant {
  /** Object id of the client's service principal. */
  readonly clientId: string
  readonly consentType: 'AllPrincipals' | 'Principal'
  readonly principalId?: string | null
  readonly resourceId: string
  /** Space-separated scope values. */
  readonly scope: string
}

/** How many characters the scopes of a grant may have (Microsoft Graph: oAuth2PermissionGrant resource type). */
const LONGEST_SCOPE = 3850

function refuseLongScope(scope: string): void {
  if (scope.length > LONGEST_SCOPE) {
    throw new DomainError('invalidValue', { property: 'scope', resource: 'OAuth2PermissionGrant' })
  }
}

/**
 * Grants delegated permissions, for one user or for all (Microsoft Graph: Create oAuth2PermissionGrant).
 * Throws `notFound`, `valueRequired`, `invalidValue`, `grantExists`.
 */
export function grantDelegated(transaction: Transaction, given: NewDelegatedGrant): OAuth2PermissionGrant {
  const client = getServicePrincipal(transaction, given.clientId)
  const resource = getServicePrincipal(transaction, given.resourceId)
  refuseLongScope(given.scope)
  const forOne = given.consentType === 'Principal'
  if (forOne && !given.principalId) {
    throw new DomainError('valueRequired', { property: 'principalId', resource: 'OAuth2PermissionGrant' })
  }
  const principalId = forOne && given.principalId ? getPrincipal(transaction, given.principalId).id : null
  const id = packedGuids(client.id, resource.id, ...(principalId === null ? [] : [principalId]))
  if (transaction.table(oauth2PermissionGrants).has(id)) throw new DomainError('grantExists')
  return transaction.insert(oauth2PermissionGrants, {
    id,
    clientId: client.id,
    consentType: given.consentType,
    principalId,
    resourceId: resource.id,
    scope: given.scope,
  })
}

/** A delegated grant by id. Throws `notFound`. */
export function getDelegatedGrant(reader: Reader, id: string): OAuth2PermissionGrant {
  const grant = reader.table(oauth2PermissionGrants).get(id)
  if (!grant) throw new DomainError('notFound', { id })
  return grant
}

/** Replaces the scopes of a delegated grant. Throws `notFound`, `invalidValue`. */
export function updateDelegatedGrant(transaction: Transaction, id: string, scope: string): OAuth2PermissionGrant {
  refuseLongScope(scope)
  return transaction.replace(oauth2PermissionGrants, { ...getDelegatedGrant(transaction, id), scope })
}

/** Takes a delegated grant back. Throws `notFound`. */
export function revokeDelegated(transaction: Transaction, id: string): void {
  transaction.remove(oauth2PermissionGrants, getDelegatedGrant(transaction, id).id)
}

/** GUIDs one behind the other in Microsoft's byte order, as base64url: how Graph makes such ids. */
function packedGuids(...guids: readonly string[]): string {
  return encodeBase64Url(Uint8Array.from(guids.flatMap((guid) => [...guidBytes(guid)])))
}
