import type { Reader } from '../../../domain/access.js'
import { DomainError } from '../../../kernel/errors.js'
import { listSource } from '../../../odata/list-source.js'
import { type Position, parsePosition } from '../../../odata/plan/position.js'
import { countRows, type Page, type Query, runQuery } from '../../../odata/plan/run-query.js'
import type { RowSource } from '../../../odata/row-source.js'
import { openToken, sealToken } from '../../../odata/skip-token.js'
import type { Answer } from '../answer.js'
import { type Sight, sightOf } from '../authorize/sight.js'
import { type Call, readerOf } from '../call.js'
import { boundType } from '../model/bound-type.js'
import { type DirectoryObject, type ObjectType, objectsSource } from '../model/directory-object.js'
import { directoryObjectType, isMixed, objectType } from '../model/directory-object-type.js'
import { extendedType } from '../model/extended-type.js'
import type { GraphType } from '../model/graph-type.js'
import { kindOf, seenType } from '../model/seen-type.js'
import { type Json, present, presentObject, selectedProperties } from '../present.js'
import { contextOf } from './context.js'
import { expansionOf } from './expand.js'
import { metadataOf } from './full-metadata.js'
import { graphDialect } from './graph-dialect.js'
import { type GraphQuery, type ListAbilities, readListQuery } from './graph-query.js'
import { searchTest } from './search.js'

const DEFAULT_PAGE = 100

/** What a list is of. */
export interface List<Row> extends ListAbilities {
  readonly type: GraphType<Row>
  readonly source: RowSource<Row>
  /** Behind `$metadata#`: `users`, `directoryObjects`. */
  readonly context: string
  /** Rows that the caller may see. */
  readonly where?: (row: Row) => boolean
  /** How many rows a page has at most, whatever `$top` says. */
  readonly longestPage?: number
  /** How many rows a page has without `$top`. */
  readonly pageSize?: number
}

/** One page of a list with everything that the query options ask for. */
export function listAnswer<Row>(call: Call, given: List<Row>): Answer {
  const reader = readerOf(call)
  const sight = sightOf(call, openedBy(given))
  const list = { ...given, type: seenType(extendedType(given.type, reader), sight) }
  const query = readListQuery(call, list.type, list)
  const page = runQuery({
    ...queryOf(call, list, query, reader, sight),
    top: Math.min(query.top ?? list.pageSize ?? DEFAULT_PAGE, list.longestPage ?? Number.POSITIVE_INFINITY),
    ...positionOf(call, query),
    // The number is told once, on the first page, and to those who accept that it may be late.
    ...(query.advanced && query.skipToken === undefined ? { count: true } : {}),
    ...(query.orderBy ? { orderBy: query.orderBy } : {}),
  })
  return { status: 200, json: listBody(call, list, query, page, rowPresenter(call, list, query, reader, sight)) }
}

/** `/$count`: the number of rows as plain text. Throws `countUnsupported` without `ConsistencyLevel: eventual`. */
export function countAnswer<Row>(call: Call, given: List<Row>): Answer {
  if (!call.eventual) throw new DomainError('countUnsupported')
  const reader = readerOf(call)
  const sight = sightOf(call, openedBy(given))
  const list = { ...given, type: seenType(extendedType(given.type, reader), sight) }
  const counting = new Map([...call.query, ['$count', 'true'] as const])
  const query = readListQuery({ ...call, query: counting }, list.type, list)
  return { status: 200, text: String(countRows(queryOf(call, list, query, reader, sight))) }
}

/** The kind of objects that a list is about by itself: relationships may lead to what the caller cannot read. */
function openedBy<Row>({ type, relationship }: List<Row>): string | undefined {
  return relationship || isMixed(type) ? undefined : kindOf(type)
}

function queryOf<Row>(
  call: Call,
  list: List<Row>,
  query: GraphQuery,
  reader: Reader,
  sight: Sight | undefined,
): Query<Row> {
  const search = query.search && searchTest(query.search, list.type, reader)
  const { where } = list
  const test = where && search ? (row: Row) => where(row) && search(row) : (where ?? search)
  return {
    source: list.source,
    type: boundType(list.type, reader, sight),
    dialect: graphDialect,
    aliases: query.aliases,
    now: call.rooms.clock.now(),
    ...(query.filter ? { filter: query.filter } : {}),
    ...(test ? { where: test } : {}),
  }
}

function rowPresenter<Row>(
  call: Call,
  list: List<Row>,
  query: GraphQuery,
  reader: Reader,
  sight: Sight | undefined,
): (row: Row) => Json {
  const expand = expansionOf(call, query, list.type)
  const told = metadataOf(call)
  if (isMixed(list.type)) {
    return (row) => {
      const object = row as DirectoryObject
      return told(objectType(object.type), object, presentObject(object, query.select, reader, sight))
    }
  }
  const properties = selectedProperties(list.type, query.select, call.version)
  if (properties.some((property) => property.data.singleOnly) && query.select)
    throw new DomainError('unsupportedTarget')
  if (!expand) return (row) => told(list.type, row, present(row, properties, reader))
  return (row) => {
    const json = present(row, properties, reader)
    expand(row, json)
    return told(list.type, row, json)
  }
}

function listBody<Row>(
  call: Call,
  list: List<Row>,
  query: GraphQuery,
  page: Page<Row>,
  show: (row: Row) => Json,
): Json {
  const context = contextOf(call, list.context, query)
  const body: Json = context === undefined ? {} : { '@odata.context': context }
  if (page.count !== undefined) body['@odata.count'] = page.count
  if (page.next) body['@odata.nextLink'] = nextLink(call, page.next)
  body.value = page.rows.map(show)
  return body
}

interface PageToken {
  readonly position: Position
  readonly epoch: number
  readonly path: string
}

/** The address of the next page: what was asked, and where to go on. */
function nextLink(call: Call, position: Position): string {
  const { target, rooms } = call
  const token: PageToken = { position, epoch: epochOf(call), path: target.path }
  const others = target.query.split('&').filter((pair) => pair !== '' && !/^(\$|%24)skiptoken=/i.test(pair))
  return `${target.origin}${target.path}?${[...others, `$skiptoken=${sealToken(rooms.tokenKey, token)}`].join('&')}`
}

function positionOf(call: Call, { skipToken }: GraphQuery): { after?: Position } {
  if (skipToken === undefined) return {}
  const token = openToken(call.rooms.tokenKey, skipToken) as Partial<PageToken> | undefined
  const after = parsePosition(token?.position)
  if (!after || token?.epoch !== epochOf(call) || token.path !== call.target.path) {
    throw new DomainError('expiredPageToken')
  }
  return { after }
}

function epochOf(call: Call): number {
  return call.access.epoch(call.caller.tenantId)
}

/** A list of directory objects of any type, such as the members of a group. */
export function objectsList(call: Call, objects: Iterable<DirectoryObject>): List<DirectoryObject> {
  return {
    type: directoryObjectType(),
    source: objectsSource(readerOf(call), objects),
    context: 'directoryObjects',
    relationship: true,
  }
}

/** A list of those directory objects that are of one type, the oldest first. `ordinal` tells an object's lasting place. */
export function listOfType(
  type: ObjectType,
  context: string,
  objects: Iterable<DirectoryObject>,
  ordinal: (object: DirectoryObject) => number,
): List<never> {
  const ordinals = new Map<unknown, number>()
  for (const found of objects) if (found.type === type) ordinals.set(found.object, ordinal(found))
  return {
    type: objectType(type),
    source: listSource<never>(
      // Every row is of the type that is named.
      [...ordinals.keys()] as never[],
      (row: { readonly id: string }) => row.id,
      (row) => ordinals.get(row) ?? -1,
    ),
    context,
  }
}
