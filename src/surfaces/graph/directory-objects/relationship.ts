import type { Reader } from '../../../domain/access.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import { seenMemberships } from '../authorize/hidden-membership.js'
import { type Call, type Handler, parameter, type Route, readerOf } from '../call.js'
import { type DirectoryObject, type ObjectType, ordinalOf } from '../model/directory-object.js'
import { contextOf } from '../query/context.js'
import { directoryLocation } from '../query/directory-location.js'
import { objectAnswer } from '../query/entity-answer.js'
import { countAnswer, type List, listAnswer, listOfType, objectsList } from '../query/list-answer.js'

/** The objects at the other end of a relationship. */
export type Follow = (call: Call) => Iterable<DirectoryObject>

const SET_OF: Readonly<Record<ObjectType, string>> = {
  user: 'users',
  group: 'groups',
  servicePrincipal: 'servicePrincipals',
  application: 'applications',
  device: 'devices',
  directoryRole: 'directoryRoles',
  administrativeUnit: 'directory/administrativeUnits',
}

function castList(call: Call, follow: Follow, type: ObjectType): List<never> {
  const reader = readerOf(call)
  const list = listOfType(type, SET_OF[type], follow(call), (object) => ordinalOf(reader, object))
  return { ...list, relationship: true }
}

function referencesAnswer(call: Call, follow: Follow): Answer {
  const context = contextOf(call, 'Collection($ref)')
  const value = Array.from(follow(call), ({ type, id }) => ({
    '@odata.id': directoryLocation(call, { name: `microsoft.graph.${type}` }, id),
  }))
  return { status: 200, json: { ...(context === undefined ? {} : { '@odata.context': context }), value } }
}

function itemAnswer(call: Call, follow: Follow): Answer {
  const wanted = parameter(call, 'objectId').toLowerCase()
  for (const object of follow(call)) if (object.id === wanted) return objectAnswer(call, object)
  throw new DomainError('notFound', { id: parameter(call, 'objectId') })
}

export interface Relationship {
  readonly path: string
  readonly operationId: string
  readonly follow: Follow
  readonly permission?: string
  readonly right: string
  readonly casts?: readonly ObjectType[]
  /** Types that it may hold, none of whose objects this emulator keeps. */
  readonly absent?: readonly AbsentType[]
}

/** What the directory has besides, by the set that a list of it is of. */
const ABSENT = { orgContact: 'contacts' } as const
type AbsentType = keyof typeof ABSENT

function absentList(call: Call, type: AbsentType): List<DirectoryObject> {
  return { ...objectsList(call, []), context: ABSENT[type] }
}

/**
 * The routes by which a relationship is read: those of its list, `$ref`, and one object.
 */
export function relationshipRoutes(relationship: Relationship): readonly Route[] {
  const { follow } = relationship
  const get = reading(relationship)
  return [
    ...listRoutes(relationship),
    get('/$ref', '.references', (call) => referencesAnswer(call, follow)),
    get('/{objectId}', '.get', (call) => itemAnswer(call, follow)),
  ]
}

/** The routes of a list of objects: all of it, `$count`, and, per type it may hold, the list of those alone and their number. */
export function listRoutes(relationship: Relationship): readonly Route[] {
  const { follow, casts = [], absent = [] } = relationship
  const get = reading(relationship)
  return [
    get('', '', (call) => listAnswer(call, objectsList(call, follow(call)))),
    get('/$count', '.count', (call) => countAnswer(call, objectsList(call, follow(call)))),
    ...casts.flatMap((type) => [
      get(`/microsoft.graph.${type}`, `.as.${type}`, (call) => listAnswer(call, castList(call, follow, type))),
      get(`/microsoft.graph.${type}/$count`, `.as.${type}.count`, (call) =>
        countAnswer(call, castList(call, follow, type)),
      ),
    ]),
    ...absent.flatMap((type) => [
      get(`/microsoft.graph.${type}`, `.as.${type}`, (call) => listAnswer(call, absentList(call, type))),
      get(`/microsoft.graph.${type}/$count`, `.as.${type}.count`, (call) => countAnswer(call, absentList(call, type))),
    ]),
  ]
}

function reading({ path, operationId, right, permission = `GET ${path}` }: Relationship) {
  return (suffix: string, name: string, handler: Handler): Route => ({
    method: 'GET',
    path: `${path}${suffix}`,
    operationId: `${operationId}${name}`,
    handler,
    permission,
    right,
  })
}

/** The groups, roles and units that the object which `resolve` finds is in, as far as the caller is told. */
export function membershipsOf(
  resolve: (call: Call) => { readonly id: string },
  follow: (reader: Reader, id: string) => Iterable<DirectoryObject>,
): Follow {
  return (call) => seenMemberships(readerOf(call), call.caller, follow(readerOf(call), resolve(call).id))
}

/** A relationship read by following it from the object that `resolve` finds. */
export function following<Row>(
  resolve: (call: Call) => Row,
  follow: (reader: Reader, row: Row) => Iterable<DirectoryObject>,
): Follow {
  return (call) => follow(readerOf(call), resolve(call))
}
