import { findGroup } from '../../../domain/directory/find-principal.js'
import type { Group } from '../../../domain/directory/group-rows.js'
import { groups } from '../../../domain/directory/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import { isGuid } from '../../../kernel/guid.js'
import { requireMembershipSight } from '../authorize/hidden-membership.js'
import { hasRight, requireRight } from '../authorize/require-right.js'
import { type Call, parameter, readerOf } from '../call.js'
import { alternateKey } from '../path.js'

/** The group that a path names by object id or unique name. Throws `notFound`, `invalidId`. */
export function resolveGroup(call: Call): Group {
  const id = parameter(call)
  const reader = readerOf(call)
  const uniqueName = alternateKey(id, 'uniqueName')
  if (uniqueName === undefined && !isGuid(id)) throw new DomainError('invalidId', { id })
  const group =
    uniqueName === undefined ? findGroup(reader, id) : reader.table(groups).findFirst('uniqueName', fold(uniqueName))
  if (!group) throw new DomainError('notFound', { id: uniqueName ?? id })
  return group
}

/** As `resolveGroup`, for who may be told its members. Throws `denied` as well. */
export function resolveOpenGroup(call: Call): Group {
  return requireMembershipSight(call, resolveGroup(call))
}

/** As `resolveGroup`. Throws `denied` as well, as `requireGroupRight` does. */
export function resolveWritableGroup(call: Call): Group {
  const group = resolveGroup(call)
  requireGroupRight(call, group)
  return group
}

/**
 * Throws `denied` for who may not change this group: those who give roles change role-assignable ones alone, and nobody
 * else does (Microsoft Entra: role-assignable groups).
 */
export function requireGroupRight(call: Call, group: Pick<Group, 'id' | 'isAssignableToRole'>): void {
  const { caller } = call
  if (caller.unchecked) return
  if (!group.isAssignableToRole) {
    requireRight(readerOf(call), caller, 'groups/ordinary', group.id)
    return
  }
  const held = caller.kind === 'app' ? caller.roles : caller.scopes
  const permitted = held.has('RoleManagement.ReadWrite.Directory') || held.has('Directory.AccessAsUser.All')
  if (!permitted || !hasRight(readerOf(call), caller, 'groups/roleAssignable', group.id)) {
    throw new DomainError('denied', { group: group.id })
  }
}
