import { addGroupLink, removeGroupLink } from '../../../domain/directory/group-links.js'
import type { GroupLink } from '../../../domain/directory/group-rows.js'
import { isMember, isOwner } from '../../../domain/directory/memberships.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { type Handler, parameter, readerOf, write } from '../call.js'
import { deleteLinked } from '../directory-objects/delete-linked.js'
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

/** DELETE /groups/{id}/members/{objectId}, …/owners/{objectId}: without `/$ref` the object goes, not the link. */
export function deleteLinkedObject(kind: GroupLink['kind']): Handler {
  return (call) => {
    const group = resolveGroup(call)
    const isLinked = kind === 'member' ? isMember : isOwner
    return deleteLinked(call, (id) => isLinked(readerOf(call), group.id, id))
  }
}

/** PATCH …/members/$ref is no way to change a group. */
export function refuseLinkPatch(): Answer {
  throw new DomainError('entitySetUnsupported')
}
