import type { Reader, Transaction } from '../access.js'
import { findMember } from './find-principal.js'
import {
  appRoleAssignments,
  deletedItems,
  groupLinkId,
  groupLinks,
  linkKey,
  oauth2PermissionGrants,
  roleAssignments,
} from './tables.js'
import type { DeletedItem } from './tenant-rows.js'

/** What ties an object to others: it goes when the object is deleted and comes back with it. */
export type Ties = Pick<DeletedItem, 'links' | 'roleAssignments' | 'appRoleAssignments' | 'grants'>

/** Takes away, and answers with, all ties of an object that is about to be deleted. */
export function cutTies(transaction: Transaction, id: string): Ties {
  const ties = tiesOf(transaction, id)
  for (const link of ties.links) transaction.remove(groupLinks, groupLinkId(link))
  for (const assignment of ties.roleAssignments) transaction.remove(roleAssignments, assignment.id)
  for (const assignment of ties.appRoleAssignments) transaction.remove(appRoleAssignments, assignment.id)
  for (const grant of ties.grants) transaction.remove(oauth2PermissionGrants, grant.id)
  return ties
}

function tiesOf(reader: Reader, id: string): Ties {
  const links = reader.table(groupLinks)
  const assigned = reader.table(appRoleAssignments)
  const grants = reader.table(oauth2PermissionGrants)
  return {
    links: (['member', 'owner'] as const).flatMap((kind) => [
      ...links.find('principal', linkKey(kind, id)),
      ...links.find('group', linkKey(kind, id)),
    ]),
    roleAssignments: [...reader.table(roleAssignments).find('principalId', id)],
    appRoleAssignments: unique([...assigned.find('principalId', id), ...assigned.find('resourceId', id)]),
    grants: unique(['clientId', 'principalId', 'resourceId'].flatMap((index) => [...grants.find(index, id)])),
  }
}

function unique<Row extends object>(rows: readonly Row[]): readonly Row[] {
  return [...new Set(rows)]
}

/** Ties a restored object again. A tie whose other side is deleted too waits there; one whose other side is gone is lost. */
export function restoreTies(transaction: Transaction, ties: Ties): void {
  const isLive = (id: string) => findMember(transaction, id) !== undefined
  for (const link of ties.links) {
    if (isLive(link.groupId) && isLive(link.principalId)) transaction.insert(groupLinks, link)
    else postpone(transaction, [link.groupId, link.principalId], { links: [link] })
  }
  for (const assignment of ties.roleAssignments) transaction.insert(roleAssignments, assignment)
  for (const assignment of ties.appRoleAssignments) {
    const sides = [assignment.principalId, assignment.resourceId]
    if (sides.every(isLive)) transaction.insert(appRoleAssignments, assignment)
    else postpone(transaction, sides, { appRoleAssignments: [assignment] })
  }
  for (const grant of ties.grants) {
    const sides = [grant.clientId, grant.resourceId, ...(grant.principalId === null ? [] : [grant.principalId])]
    if (sides.every(isLive)) transaction.insert(oauth2PermissionGrants, grant)
    else postpone(transaction, sides, { grants: [grant] })
  }
}

function postpone(transaction: Transaction, sides: readonly string[], ties: Partial<Ties>): void {
  const item = sides.map((id) => transaction.table(deletedItems).get(id)).find((found) => found !== undefined)
  if (!item) return
  transaction.replace(deletedItems, {
    ...item,
    links: [...item.links, ...(ties.links ?? [])],
    appRoleAssignments: [...item.appRoleAssignments, ...(ties.appRoleAssignments ?? [])],
    grants: [...item.grants, ...(ties.grants ?? [])],
  })
}
