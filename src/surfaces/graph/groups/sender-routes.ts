import type { GroupSender } from '../../../domain/directory/group-rows.js'
import { addGroupSender, removeGroupSender, sendersOf } from '../../../domain/directory/group-senders.js'
import { noContent } from '../answer.js'
import { type Handler, type Route, readerOf, write } from '../call.js'
import { referencedObject, referenceOf } from '../directory-objects/references.js'
import { following, listRoutes } from '../directory-objects/relationship.js'
import { resolveGroup, resolveWritableGroup } from './resolve-group.js'

/** POST /groups/{id}/acceptedSenders/$ref, … (Microsoft Graph: Create acceptedSender, Create rejectedSender). */
function addSender(kind: GroupSender['kind']): Handler {
  return (call) => {
    const group = resolveWritableGroup(call)
    const { id } = referencedObject(readerOf(call), referenceOf(call.body))
    write(call, (transaction) => addGroupSender(transaction, group.id, kind, id))
    return noContent
  }
}

/** DELETE /groups/{id}/acceptedSenders/$ref?$id=… (Microsoft Graph: Remove acceptedSender, Remove rejectedSender). */
function removeSender(kind: GroupSender['kind']): Handler {
  return (call) => {
    const group = resolveWritableGroup(call)
    const { id } = referencedObject(readerOf(call), call.query.get('$id'))
    write(call, (transaction) => removeGroupSender(transaction, group.id, kind, id))
    return noContent
  }
}

/** Who may write to a Microsoft 365 group, and who may not. */
export const senderRoutes: readonly Route[] = (['accepted', 'rejected'] as const).flatMap((kind) => {
  const path = `/groups/{id}/${kind}Senders`
  const operationId = `groups.${kind}Senders`
  const permission = 'POST /groups/{id}/acceptedSenders/$ref'
  const writing = { path: `${path}/$ref`, permission, right: 'groups/update' }
  return [
    ...listRoutes({
      path,
      operationId,
      follow: following(resolveGroup, (reader, group) => sendersOf(reader, group.id, kind)),
      permission: 'GET /groups/{id}/acceptedSenders',
      right: 'groups/read',
    }),
    {
      ...{ method: 'POST', operationId: `${operationId}.add`, handler: addSender(kind), bodyAs: 'users.manager.set' },
      ...writing,
    },
    { method: 'DELETE', operationId: `${operationId}.remove`, handler: removeSender(kind), ...writing },
  ]
})
