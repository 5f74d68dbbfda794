import { getUser } from '../../../domain/directory/find-principal.js'
import { deletedItems } from '../../../domain/directory/tables.js'
import type { DeletedItem } from '../../../domain/directory/tenant-rows.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import { sightOf } from '../authorize/sight.js'
import { type Call, readerOf } from '../call.js'
import { presentObject } from '../present.js'
import { valueAnswer } from '../query/entity-answer.js'
import { ownsItem, shownDeleted } from './deleted-object.js'

const MOST_SHOWN = 1000
const KINDS: ReadonlyMap<string, DeletedItem['kind']> = new Map([
  ['group', 'group'],
  ['application', 'application'],
])

/** POST /directory/deletedItems/getUserOwnedObjects (Microsoft Graph beta: List deleted items owned by a user). */
export function getUserOwnedObjects(call: Call): Answer {
  const { userId, type } = call.body as { userId: string; type: string }
  const reader = readerOf(call)
  const kind = KINDS.get(type.toLowerCase())
  if (!kind) throw new DomainError('invalidValue', { property: 'type', resource: 'DirectoryObject' })
  const owner = getUser(reader, userId)
  const owned = Array.from(reader.table(deletedItems).find('kind', kind)).filter((item) => ownsItem(owner.id, item))
  const shown = owned.sort((left, right) => (left.id < right.id ? -1 : 1)).slice(0, MOST_SHOWN)
  const sight = sightOf(call)
  const value = shown.map((item) => presentObject(shownDeleted(item), undefined, reader, sight))
  return valueAnswer(call, 'directoryObjects', { value })
}
