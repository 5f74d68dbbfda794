import { mangledUserPrincipalName } from '../../../domain/directory/deleted-items.js'
import type { DeletedItem } from '../../../domain/directory/tenant-rows.js'
import type { DirectoryObject } from '../model/directory-object.js'

/** A deleted object as it is shown: when it went, and a user under the mangled name. */
export function shownDeleted(item: DeletedItem): DirectoryObject {
  const { kind, id, deletedDateTime } = item
  const object = { ...item.object, deletedDateTime }
  if (item.kind === 'user') Object.assign(object, { userPrincipalName: mangledUserPrincipalName(item.object) })
  // The object is of the kind that stands beside it.
  return { type: kind, id, object } as DirectoryObject
}

/** Whether somebody owned a group or an application before it was deleted. */
export function ownsItem(ownerId: string, item: DeletedItem): boolean {
  if (item.kind === 'application') return item.object.ownerIds.includes(ownerId)
  return item.links.some(
    ({ kind, groupId, principalId }) => kind === 'owner' && groupId === item.id && principalId === ownerId,
  )
}
