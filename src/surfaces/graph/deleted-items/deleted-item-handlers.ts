import {
  getDeletedItem,
  purgeDeletedItem,
  type RestoreOptions,
  restoreDeletedItem,
} from '../../../domain/directory/deleted-items.js'
import { deletedItems } from '../../../domain/directory/tables.js'
import type { DeletedItem } from '../../../domain/directory/tenant-rows.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { requireRight, requireTouch } from '../authorize/require-right.js'
import { type Call, type Handler, parameter, readerOf, write } from '../call.js'
import { findDirectoryObject } from '../model/directory-object.js'
import { objectType } from '../model/directory-object-type.js'
import { presentObject } from '../present.js'
import { contextOf } from '../query/context.js'
import { entityAnswer, objectAnswer } from '../query/entity-answer.js'
import { countAnswer, type List, listAnswer, listOfType } from '../query/list-answer.js'
import { ownsItem, shownDeleted } from './deleted-object.js'

type Kind = DeletedItem['kind']

const SET_OF: Readonly<Record<Kind, string>> = {
  user: 'users',
  group: 'groups',
  application: 'applications',
  servicePrincipal: 'servicePrincipals',
  administrativeUnit: 'directory/administrativeUnits',
}

function deletedList(call: Call, kind: Kind): List<never> {
  const table = readerOf(call).table(deletedItems)
  const objects = Array.from(table.find('kind', kind), shownDeleted)
  return listOfType(kind, SET_OF[kind], objects, ({ id }) => table.entry(id)?.ordinal ?? -1)
}

/** GET /directory/deletedItems/microsoft.graph.user (Microsoft Graph: List deletedItems). */
export function listDeleted(kind: Kind): Handler {
  return (call) => listAnswer(call, deletedList(call, kind))
}

/** GET /directory/deletedItems/microsoft.graph.user/$count. */
export function countDeleted(kind: Kind): Handler {
  return (call) => countAnswer(call, deletedList(call, kind))
}

/** GET /directory/deletedItems: the type must be named. */
export function refuseUntyped(): Answer {
  throw new DomainError('typeRequired')
}

/** GET /directory/deletedItems/{id} (Microsoft Graph: Get deleted item). */
export function getDeleted(call: Call): Answer {
  const item = getDeletedItem(readerOf(call), parameter(call))
  requireKindPermission(call, item, 'Read')
  return objectAnswer(call, shownDeleted(item), item.kind)
}

/** GET /directory/deletedItems/{id}/microsoft.graph.user: as `getDeleted`, in the words of its type, if it is of that. */
export function getDeletedAs(kind: Kind): Handler {
  return (call) => {
    const item = getDeletedItem(readerOf(call), parameter(call))
    requireKindPermission(call, item, 'Read')
    if (item.kind !== kind) throw new DomainError('notFound', { id: item.id })
    // The type is that of the object.
    return entityAnswer(call, objectType(kind), shownDeleted(item).object as never, SET_OF[kind])
  }
}

/** POST /directory/deletedItems/{id}/restore (Microsoft Graph: Restore deleted item). */
export function restoreDeleted(call: Call): Answer {
  const item = getDeletedItem(readerOf(call), parameter(call))
  requireKindPermission(call, item, 'ReadWrite')
  if (!ownsDeleted(call, item)) requireKindRight(call, item, RESTORE[item.kind])
  write(call, (transaction) => restoreDeletedItem(transaction, item.id, (call.body ?? {}) as RestoreOptions))
  const object = findDirectoryObject(readerOf(call), item.id)
  if (!object) throw new DomainError('notFound', { id: item.id })
  const context = contextOf(call, SET_OF[item.kind], {}, '/$entity')
  const json = { ...(context === undefined ? {} : { '@odata.context': context }) }
  return { status: 200, json: Object.assign(json, presentObject(object, undefined, readerOf(call), undefined)) }
}

/** DELETE /directory/deletedItems/{id} (Microsoft Graph: Permanently delete item). */
export function purgeDeleted(call: Call): Answer {
  const item = getDeletedItem(readerOf(call), parameter(call))
  requireKindPermission(call, item, 'ReadWrite')
  requireKindRight(call, item, PURGE[item.kind])
  write(call, (transaction) => purgeDeletedItem(transaction, item.id))
  return noContent
}

/** Which permissions open which kind of deleted object. */
const FAMILIES: Readonly<Record<Kind, { readonly Read: readonly string[]; readonly ReadWrite: readonly string[] }>> = {
  user: {
    Read: [
      'User.Read.All',
      'User.ReadWrite.All',
      'User.DeleteRestore.All',
      'Directory.Read.All',
      'Directory.ReadWrite.All',
    ],
    ReadWrite: ['User.DeleteRestore.All', 'User.ReadWrite.All'],
  },
  group: {
    Read: ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
    ReadWrite: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  application: applicationFamily(),
  servicePrincipal: applicationFamily(),
  administrativeUnit: {
    Read: ['AdministrativeUnit.Read.All', 'AdministrativeUnit.ReadWrite.All'],
    ReadWrite: ['AdministrativeUnit.ReadWrite.All'],
  },
}

function applicationFamily() {
  return {
    Read: ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
    ReadWrite: ['Application.ReadWrite.All', 'Application.ReadWrite.OwnedBy', 'Directory.ReadWrite.All'],
  }
}

function requireKindPermission({ caller }: Call, item: DeletedItem, access: 'Read' | 'ReadWrite'): void {
  if (caller.unchecked) return
  const held = caller.kind === 'app' ? caller.roles : caller.scopes
  const open = [...FAMILIES[item.kind][access], ...(caller.kind === 'user' ? ['Directory.AccessAsUser.All'] : [])]
  if (!open.some((permission) => held.has(permission))) throw new DomainError('denied', { id: item.id })
}

const RESTORE: Readonly<Record<Kind, string>> = {
  user: 'deletedItems/restoreUser',
  group: 'deletedItems/restoreGroup',
  application: 'deletedItems/restoreApplication',
  servicePrincipal: 'deletedItems/restoreApplication',
  administrativeUnit: 'administrativeUnits/write',
}

const PURGE: Readonly<Record<Kind, string>> = {
  ...RESTORE,
  user: 'deletedItems/purgeUser',
  group: 'deletedItems/purgeGroup',
}

/** Whoever owned a group brings it back without a role. */
function ownsDeleted({ caller }: Call, item: DeletedItem): boolean {
  return item.kind === 'group' && ownsItem(caller.oid, item)
}

function requireKindRight(call: Call, item: DeletedItem, right: string): void {
  const reader = readerOf(call)
  const isForRoles = item.kind === 'group' && item.object.isAssignableToRole
  requireRight(reader, call.caller, isForRoles ? 'deletedItems/restoreRoleAssignableGroup' : right)
  if (item.kind === 'user') requireTouch(reader, call.caller, item.id, 'sensitive')
}
