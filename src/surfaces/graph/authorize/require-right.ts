import type { Reader } from '../../../domain/access.js'
import { authorizationPolicyOf, standingOf } from '../../../domain/directory/authorization-policy.js'
import { findPrincipal, findUser } from '../../../domain/directory/find-principal.js'
import { isOwner } from '../../../domain/directory/memberships.js'
import { directoryRolesOf, scopedRolesOver } from '../../../domain/directory/role-assignments.js'
import { GLOBAL_ADMINISTRATOR } from '../../../domain/directory/role-catalog.js'
import { applications } from '../../../domain/directory/tables.js'
import type { Caller } from '../../../domain/tokens/caller.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import { type Right, rights } from './rights.js'
import { holdsAny, isProtected, mayTouch, type Touch } from './sensitive-actions.js'

/** Whether a caller has a right over a target. Apps need no right: their permissions say it all. */
export function hasRight(reader: Reader, caller: Caller, name: string, targetId?: string): boolean {
  if (caller.kind === 'app' || caller.unchecked) return true
  const right = rights[name]
  if (!right) throw new Error(`the rights table has no row '${name}'`)
  if (isFree(reader, caller, right)) return true
  if (right.self && targetId !== undefined && isSelf(reader, caller, targetId)) return true
  if (right.owner && targetId !== undefined && ownsObject(reader, caller.oid, targetId)) return true
  const roles = directoryRolesOf(reader, caller.oid)
  if ((roles.has(GLOBAL_ADMINISTRATOR) && !right.rolesOnly) || holdsAny(roles, right.roles)) return true
  return targetId !== undefined && holdsAny(scopedRolesOver(reader, caller.oid, idOf(reader, targetId)), right.roles)
}

/** Whether a caller has a right without any role. */
function isFree(reader: Reader, caller: Caller, right: Right): boolean {
  if (!right.member) return false
  if (right.guest && right.restrictedGuest && !right.switch) return true
  const policy = authorizationPolicyOf(reader)
  if (right.switch && !policy.defaultUserRolePermissions[right.switch]) return false
  return right[standingOf(policy, findUser(reader, caller.oid)?.userType)] === true
}

function isSelf(reader: Reader, caller: Caller, target: string): boolean {
  return idOf(reader, target) === caller.oid
}

/** The object id of a target that a path may have named by its user principal name. */
function idOf(reader: Reader, target: string): string {
  return target.includes('@') ? (findUser(reader, target)?.id ?? fold(target)) : fold(target)
}

/** Whether somebody owns a group, an application or a service principal. */
export function ownsObject(reader: Reader, ownerId: string, objectId: string): boolean {
  const id = fold(objectId)
  if (isOwner(reader, id, ownerId)) return true
  const application = reader.table(applications).get(id)
  if (application) return application.ownerIds.includes(ownerId)
  const principal = findPrincipal(reader, id)
  return principal?.type === 'servicePrincipal' && principal.object.ownerIds.includes(ownerId)
}

/** Throws `denied` unless the caller has the right. */
export function requireRight(reader: Reader, caller: Caller, name: string, targetId?: string): void {
  if (!hasRight(reader, caller, name, targetId)) throw new DomainError('denied', { right: name })
}

/**
 * Throws `denied` unless the caller may do something sensitive to a user: a person by the matrix of roles, an app freely
 * to ordinary users and, to administrators, by the roles that the app itself holds.
 */
export function requireTouch(reader: Reader, caller: Caller, targetId: string, touch: Touch): void {
  if (caller.unchecked) return
  if (caller.kind === 'app' && !isProtected(reader, targetId)) return
  const roles = new Set([
    ...directoryRolesOf(reader, caller.oid),
    ...scopedRolesOver(reader, caller.oid, fold(targetId)),
  ])
  if (!mayTouch(reader, roles, targetId, touch)) throw new DomainError('denied', { touch })
}
