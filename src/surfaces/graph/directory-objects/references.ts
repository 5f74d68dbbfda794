import type { Reader } from '../../../domain/access.js'
import { findUser } from '../../../domain/directory/find-principal.js'
import { decodePart } from '../../../http/query-string.js'
import { DomainError } from '../../../kernel/errors.js'
import { type DirectoryObject, findDirectoryObject, type ObjectType } from '../model/directory-object.js'

const TYPE_OF_SET: Readonly<Record<string, ObjectType | 'any'>> = {
  directoryobjects: 'any',
  users: 'user',
  groups: 'group',
  serviceprincipals: 'servicePrincipal',
  applications: 'application',
  devices: 'device',
}

const REFERENCE = /(?:^|\/)(\w+)(?:\/([^/()]+)|\('([^']+)'\))(?:\/Microsoft\.DirectoryServices\.\w+)?\/?$/i

/**
 * The object behind an `@odata.id`. Host and version do not matter: only the last two segments count, so that addresses
 * of Microsoft's own and relative ones do. Throws `referenceRequired`, `notFound`.
 */
export function referencedObject(reader: Reader, reference: unknown): DirectoryObject {
  const { set = 'directoryobjects', id } = partsOf(reference)
  const wanted = TYPE_OF_SET[set]
  const object = set === 'users' ? userObject(reader, id) : findDirectoryObject(reader, id)
  if (!object || wanted === undefined || (wanted !== 'any' && object.type !== wanted)) {
    throw new DomainError('notFound', { id })
  }
  return object
}

/** The id behind an `@odata.id`, which must lead into a set that has none of the usual objects. Throws as `referencedObject`. */
export function referencedId(reference: unknown, wantedSet: string): string {
  const { set, id } = partsOf(reference)
  if (set !== wantedSet.toLowerCase()) throw new DomainError('notFound', { id })
  return id
}

function partsOf(reference: unknown): { readonly set: string | undefined; readonly id: string } {
  if (typeof reference !== 'string' || reference === '') throw new DomainError('referenceRequired')
  const match = REFERENCE.exec(reference)
  return { set: match?.[1]?.toLowerCase(), id: decodePart(match?.[2] ?? match?.[3] ?? reference) }
}

function userObject(reader: Reader, idOrName: string): DirectoryObject | undefined {
  const user = findUser(reader, idOrName)
  return user && { type: 'user', id: user.id, object: user }
}

/** The `@odata.id` of a `$ref` body. */
export function referenceOf(body: unknown): unknown {
  return (body as Readonly<Record<string, unknown>> | undefined)?.['@odata.id']
}

const MOST_BOUND = 20

/**
 * The ids behind `members@odata.bind` or `owners@odata.bind`; several lists of one request share the limit.
 * Throws `invalidValue`, `emptyBinding`, `tooManyReferences`, `duplicateReferences`, `notFound`.
 */
export function boundIds(reader: Reader, body: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const references = body[`${name}@odata.bind`]
  if (references === undefined) return []
  if (!Array.isArray(references))
    throw new DomainError('invalidValue', { property: `${name}@odata.bind`, resource: 'Group' })
  const list: readonly unknown[] = references
  if (list.length === 0) throw new DomainError('emptyBinding')
  if (list.length > MOST_BOUND) throw new DomainError('tooManyReferences')
  const ids = list.map((reference) => referencedObject(reader, reference).id)
  if (new Set(ids).size < ids.length) throw new DomainError('duplicateReferences')
  return ids
}
