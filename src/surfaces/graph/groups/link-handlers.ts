import { deleteUser } from '../../../domain/directory/delete-objects.js'
import { findUser } from '../../../domain/directory/find-principal.js'
import { addGroupLink, removeGroupLink } from '../../../domain/directory/group-links.js'
import type { GroupLink } from '../../../domain/directory/group-rows.js'
import { isMember, isOwner } from '../../../domain/directory/memberships.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { hasRight, requireTouch } from '../authorize/require-right.js'
import { type Call, type Handler, parameter, readerOf, write } from '../call.js'
import { referencedObject, referenceOf } from '../directory-objects/references.js'
import { requireGroupRight, resolveGroup } from './resolve-group.js'

/** POST /groups/{id}/members/$ref, …/owners/$ref (Microsoft Graph: Add members, Add owners). */
export function addLink(kind: GroupLink['kind']): Handler {
  return (call) => {
    const group = resolveGroup(call)
    requireGroupRight(call, group)
    const object = referencedObject(readerOf(call), referenceOf(call.body))
    write(call, (transaction) => addGroupLink(transaction, kind, group.id, object.id))
    return noContent
  }
}

/** DELETE /groups/{id}/members/{objectId}/$ref, …/owners/{objectId}/$ref (Microsoft Graph: Remove member, Remove owner). */
export function removeLink(kind: GroupLink['kind']): Handler {
  return (call) => {
    const group = resolveGroup(call)
    requireGroupRight(call, group)
    write(call, (transaction) => removeGroupLink(transaction, kind, group.id, parameter(call, 'objectId')))
    return noContent
  }
}

/**
 * DELETE /groups/{id}/members/{objectId} without `/$ref` deletes the object itself, where the caller may manage its
 * type, and is refused otherwise: as in Graph.
 */
export function deleteLinkedObject(kind: GroupLink['kind']): Handler {
  return (call) => {
    const group = resolveGroup(call)
    const reader = readerOf(call)
    const id = parameter(call, 'objectId').toLowerCase()
    const linked = kind === 'member' ? isMember(reader, group.id, id) : isOwner(reader, group.id, id)
    if (!linked) throw new DomainError('notFound', { id })
    const user = findUser(reader, id)
    if (!user || !mayDeleteUsers(call)) throw new DomainError('denied')
    requireTouch(reader, call.caller, user.id, 'sensitive')
    write(call, (transaction) => deleteUser(transaction, user.id))
    return noContent
  }
}

function mayDeleteUsers(call: Call): boolean {
  const { caller } = call
  if (caller.unchecked) return true
  const held = caller.kind === 'app' ? caller.roles : caller.scopes
  const permitted = held.has('User.DeleteRestore.All') || held.has('User.ReadWrite.All')
  return permitted && hasRight(readerOf(call), caller, 'users/delete')
}

/** PATCH …/members/$ref is no way to change a group. */
export function refuseLinkPatch(): Answer {
  throw new DomainError('entitySetUnsupported')
}
