import { DomainError } from '../../../kernel/errors.js'
import { isGuid } from '../../../kernel/guid.js'
import type { Answer } from '../answer.js'
import { hasRight } from '../authorize/require-right.js'
import { sightOf } from '../authorize/sight.js'
import { type Call, parameter, readerOf } from '../call.js'
import { type DirectoryObject, findDirectoryObject } from '../model/directory-object.js'
import { presentObject } from '../present.js'
import { objectAnswer, valueAnswer } from '../query/entity-answer.js'
import { readEntityQuery } from '../query/graph-query.js'

/** The directory object that a path names, of whatever type. Throws `notFound`. */
export function resolveObject(call: Call): DirectoryObject {
  const object = findDirectoryObject(readerOf(call), parameter(call))
  if (!object) throw new DomainError('notFound', { id: parameter(call) })
  return object
}

/** GET /directoryObjects/{id} (Microsoft Graph: Get directoryObject). */
export function getObject(call: Call): Answer {
  const object = resolveObject(call)
  if (!maySee(call, object)) throw new DomainError('denied')
  return objectAnswer(call, object)
}

/** Users and groups are seen here by those alone who would see them where they are kept. */
function maySee(call: Call, { type, id }: DirectoryObject): boolean {
  if (type !== 'user' && type !== 'group') return true
  return hasRight(readerOf(call), call.caller, `${type}s/read`, id)
}

const MOST_IDS = 1000

/** POST /directoryObjects/getByIds (Microsoft Graph: directoryObject getByIds): what is not there is left out. */
export function getByIds(call: Call): Answer {
  const { ids, types } = call.body as { ids: readonly string[]; types?: readonly string[] | null }
  if (ids.length > MOST_IDS) throw new DomainError('tooManyIds', { limit: MOST_IDS })
  const malformed = ids.find((id) => !isGuid(id))
  if (malformed !== undefined) throw new DomainError('invalidId', { id: malformed })
  const reader = readerOf(call)
  const sight = sightOf(call)
  const { select } = readEntityQuery(call)
  const wanted = new Set((types ?? []).map((type) => type.toLowerCase()))
  const fits = (object: DirectoryObject) =>
    wanted.size === 0 || wanted.has('directoryobject') || wanted.has(object.type.toLowerCase())
  const found = [...new Set(ids.map((id) => id.toLowerCase()))].flatMap((id) => findDirectoryObject(reader, id) ?? [])
  const value = found
    .filter((object) => fits(object) && maySee(call, object))
    .map((object) => presentObject(object, select, reader, sight))
  return valueAnswer(call, 'directoryObjects', { value })
}
