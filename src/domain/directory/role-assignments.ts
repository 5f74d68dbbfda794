import { decodeBase64Url, encodeBase64Url } from '../../kernel/base64url.js'
import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { guidBytes, guidOf, guidOfBytes, isGuid } from '../../kernel/guid.js'
import type { Reader, Transaction } from '../access.js'
import { findPrincipal, getPrincipal } from './find-principal.js'
import { directGroups } from './memberships.js'
import { builtInRole } from './role-catalog.js'
import {
  activatedRoles,
  administrativeUnitMembers,
  administrativeUnits,
  applications,
  roleAssignments,
  roleDefinitions,
  roleSchedules,
} from './tables.js'
import type { RoleAssignment } from './tenant-rows.js'

const TENANT_WIDE = '/'
/** Before the id of a unit in the scope of a role that is limited to it. */
export const UNIT_SCOPE = '/administrativeUnits/'
const SCOPE = /^\/(?:administrativeUnits\/([^/]+)|([^/]+))$/i

/**
 * Gives a role to a user, a service principal or a role-assignable group, for the whole tenant unless a scope is named
 * (Microsoft Graph: Create unifiedRoleAssignment). Switches the built-in role on.
 * Throws `notFound`, `groupNotRoleAssignable`, `roleAssigned`, and `invalidValue` for a scope that is none.
 */
export function assignRole(
  transaction: Transaction,
  principalId: string,
  roleDefinitionId: string,
  scope = TENANT_WIDE,
): RoleAssignment {
  const role = fold(roleDefinitionId)
  const principal = getPrincipal(transaction, principalId)
  if (!builtInRole(role) && !transaction.table(roleDefinitions).has(role)) {
    throw new DomainError('notFound', { id: roleDefinitionId })
  }
  if (principal.type === 'group' && !principal.object.isAssignableToRole) {
    throw new DomainError('groupNotRoleAssignable', { id: principal.id })
  }
  const directoryScopeId = knownScope(transaction, scope)
  const id = roleAssignmentId(role, principal.id, directoryScopeId)
  if (transaction.table(roleAssignments).has(id)) throw new DomainError('roleAssigned')
  if (builtInRole(role)) activateRole(transaction, role)
  return transaction.insert(roleAssignments, {
    id,
    principalId: principal.id,
    roleDefinitionId: role,
    directoryScopeId,
  })
}

/** A scope as it is kept: for the whole tenant, a unit, or one object of the directory, which must be there. */
function knownScope(reader: Reader, scope: string): string {
  if (scope === TENANT_WIDE) return scope
  const [, unitId, objectId] = SCOPE.exec(scope) ?? []
  const id = fold(unitId ?? objectId ?? '')
  if (!isGuid(id)) throw new DomainError('invalidValue', { property: 'directoryScopeId', resource: 'RoleAssignment' })
  const isThere =
    unitId === undefined
      ? reader.table(applications).has(id) || findPrincipal(reader, id) !== undefined
      : reader.table(administrativeUnits).has(id)
  if (!isThere) throw new DomainError('notFound', { id })
  return unitId === undefined ? `/${id}` : `${UNIT_SCOPE}${id}`
}

/** The id of the object or unit that a scope names; undefined for the whole tenant. */
export function scopeObjectId(directoryScopeId: string): string | undefined {
  return directoryScopeId === TENANT_WIDE ? undefined : directoryScopeId.slice(directoryScopeId.lastIndexOf('/') + 1)
}

/** Ends a role assignment. Throws `notFound`. */
export function unassignRole(transaction: Transaction, id: string): void {
  if (!transaction.table(roleAssignments).has(id)) throw new DomainError('notFound', { id })
  transaction.remove(roleAssignments, id)
  transaction.remove(roleSchedules, id)
}

/** Switches a built-in role on. Answers with false when it was on already. Throws `notFound` for an unknown template. */
export function activateRole(transaction: Transaction, templateId: string): boolean {
  const role = builtInRole(templateId)
  if (!role) throw new DomainError('notFound', { id: templateId })
  if (transaction.table(activatedRoles).has(role.templateId)) return false
  transaction.insert(activatedRoles, { roleTemplateId: role.templateId })
  return true
}

/** The object id of a directory role: unlike the template's it is the tenant's own. */
export function directoryRoleId(tenant: string, templateId: string): string {
  return guidOf(`${tenant}/directoryRole/${templateId}`)
}

/**
 * Template (or definition) ids of the roles that somebody holds for the whole tenant, directly or by being a direct
 * member of a role-assignable group.
 */
export function directoryRolesOf(reader: Reader, principalId: string): ReadonlySet<string> {
  const roles = new Set<string>()
  const id = fold(principalId)
  addRolesOf(reader, id, roles)
  for (const group of directGroups(reader, id)) if (group.isAssignableToRole) addRolesOf(reader, group.id, roles)
  return roles
}

/** The role assignments of somebody, and of the role-assignable groups that somebody is in. */
export function heldRoleAssignments(reader: Reader, principalId: string): readonly RoleAssignment[] {
  const id = fold(principalId)
  const groups = Array.from(directGroups(reader, id)).filter((group) => group.isAssignableToRole)
  const holders = [id, ...groups.map((group) => group.id)]
  return holders.flatMap((holder) => [...reader.table(roleAssignments).find('principalId', holder)])
}

/** As `directoryRolesOf`, for the roles that are limited to one object or to a unit that it is in. */
export function scopedRolesOver(reader: Reader, principalId: string, objectId: string): ReadonlySet<string> {
  const roles = new Set<string>()
  const id = fold(principalId)
  const reaches = (scope: string) => reachesObject(reader, scope, objectId)
  addRolesOf(reader, id, roles, reaches)
  for (const group of directGroups(reader, id))
    if (group.isAssignableToRole) addRolesOf(reader, group.id, roles, reaches)
  return roles
}

function reachesObject(reader: Reader, scope: string, objectId: string): boolean {
  if (!scope.startsWith(UNIT_SCOPE)) return scope === `/${objectId}`
  return reader.table(administrativeUnitMembers).has(`${scope.slice(UNIT_SCOPE.length)}/${objectId}`)
}

const isTenantWide = (scope: string) => scope === TENANT_WIDE

function addRolesOf(
  reader: Reader,
  principalId: string,
  roles: Set<string>,
  reaches: (scope: string) => boolean = isTenantWide,
): void {
  for (const { roleDefinitionId, directoryScopeId } of reader.table(roleAssignments).find('principalId', principalId)) {
    if (reaches(directoryScopeId)) roles.add(roleDefinitionId)
  }
}

/** Role, principal and (where it is no tenant-wide one) scope packed into one text, as Microsoft does it. */
function roleAssignmentId(roleDefinitionId: string, principalId: string, directoryScopeId: string): string {
  const scope = scopeObjectId(directoryScopeId)
  const bytes = [
    ...guidBytes(roleDefinitionId),
    ...guidBytes(principalId),
    ...(scope === undefined ? [] : guidBytes(scope)),
  ]
  return `${encodeBase64Url(Uint8Array.from(bytes))}-1`
}

/** What a role assignment was about. */
export interface RoleAssignmentParts {
  readonly roleDefinitionId: string
  readonly principalId: string
  readonly isTenantWide: boolean
}

/** What a role assignment was about, told from its id: so that an ended one can still be named from the change log. */
export function parseRoleAssignmentId(id: string): RoleAssignmentParts | undefined {
  const bytes = decodeBase64Url(id.slice(0, id.lastIndexOf('-')))
  if (!bytes || bytes.length < 32) return undefined
  return {
    roleDefinitionId: guidOfBytes(bytes.subarray(0, 16)),
    principalId: guidOfBytes(bytes.subarray(16, 32)),
    isTenantWide: bytes.length === 32,
  }
}
