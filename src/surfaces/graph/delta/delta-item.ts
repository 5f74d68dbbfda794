import type { Reader } from '../../../domain/access.js'
import { DIRECTORY_EXTENSION } from '../../../domain/directory/extension-values.js'
import { deletedItems } from '../../../domain/directory/tables.js'
import type { User } from '../../../domain/directory/user-rows.js'
import type { Caller } from '../../../domain/tokens/caller.js'
import type { SelectItem } from '../../../odata/nodes/query.js'
import { ODataProblem } from '../../../odata/problem.js'
import { type MembershipSight, membershipSight } from '../authorize/hidden-membership.js'
import { findDirectoryObject } from '../model/directory-object.js'
import { extendedType } from '../model/extended-type.js'
import type { GraphProperty, GraphType } from '../model/graph-type.js'
import { navigationOf } from '../model/navigations.js'
import type { Json } from '../present.js'
import type { ObjectChanges } from './changed-objects.js'
import type { DeltaFeed } from './delta-feed.js'

/** What the items of a feed show. */
export interface ItemShape<Row> {
  readonly properties: ((row: Row) => readonly GraphProperty<Row>[]) | undefined
  /** Selected relationships, whose members come as `members@delta`. */
  readonly links: readonly string[]
  /** Of which groups and units the members are told. */
  readonly membership: MembershipSight
}

const LINKS = new Set(['members', 'owners', 'manager'])

/** What `$select` asks of a feed; ids always come. Throws `ODataProblem` for a name that is none. */
export function itemShape<Row>(
  feed: DeltaFeed<Row>,
  select: readonly SelectItem[] | undefined,
  reader: Reader,
  caller: Caller,
): ItemShape<Row> {
  const membership = membershipSight(reader, caller)
  if (!select) return { properties: undefined, links: feed.usualLinks ?? [], membership }
  const names = select.map(({ path: [name = ''] }) => name)
  const links = names.filter((name) => LINKS.has(name))
  const type = extendedType(feed.type(), reader)
  const properties = [...names.filter((name) => !LINKS.has(name)), 'id'].flatMap((name) => required(type, name))
  return { properties: () => [...new Set(properties)], links, membership }
}

/** A directory extension that was taken away since the first round is no reason to refuse the next. */
function required<Row>(type: GraphType<Row>, name: string): readonly GraphProperty<Row>[] {
  const property = type.property(name)
  if (property) return [property]
  if (DIRECTORY_EXTENSION.test(name)) return []
  throw new ODataProblem({ reason: 'unknownProperty', property: name, type: type.name }, 0).in('$select')
}

/** An object as a round tells it: what never had a value is left out, what lost it is null. */
export function deltaItem<Row extends { readonly id: string }>(
  feed: DeltaFeed<Row>,
  row: Row,
  shape: ItemShape<Row>,
  reader: Reader,
  round: { readonly changes?: ObjectChanges; readonly minimal?: boolean } = {},
): Json {
  const { changes, minimal = false } = round
  const json: Json = {}
  const odataType = feed.type().odataType(row)
  if (odataType !== undefined) json['@odata.type'] = odataType
  for (const { name, read, column } of shape.properties?.(row) ?? feed.defaults(row)) {
    const isChanged = changes?.properties.has(column ?? name) ?? false
    if (minimal && !isChanged && name !== 'id') continue
    const value = read(row, reader)
    if (hasValue(value)) json[name] = value
    else if (isChanged && (value !== undefined || column !== undefined)) json[name] = value ?? null
  }
  const { object } = objectOf(feed, row)
  for (const link of shape.links) {
    if (link !== 'members' || shape.membership(object)) addLinks(json, link, row, feed, reader, changes)
  }
  return json
}

function hasValue(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
}

function addLinks<Row extends { readonly id: string }>(
  json: Json,
  link: string,
  row: Row,
  feed: DeltaFeed<Row>,
  reader: Reader,
  changes: ObjectChanges | undefined,
): void {
  const changed = changes?.links.get(link)
  if (changes && !changed && !(link === 'manager' && changes.properties.has('managerId'))) return
  const items = changed
    ? Array.from(changed, ([id, isThere]) => linkItem(reader, id, isThere))
    : Array.from(followed(feed, row, link, reader), ({ id }) => linkItem(reader, id, true))
  if (changes && link === 'manager') items.push(...formerManager(objectOf(feed, row).object, reader))
  if (items.length > 0) json[`${link}@delta`] = items
}

/** Who is the manager no longer: the log does not tell, but the user does. */
function formerManager(object: object, reader: Reader): readonly Json[] {
  // Users alone have managers.
  const { managerId, formerManagerId: former } = object as Partial<User>
  return former && former !== managerId ? [linkItem(reader, former, false)] : []
}

function objectOf<Row extends { readonly id: string }>(feed: DeltaFeed<Row>, row: Row) {
  return feed.objectOf?.(row) ?? { typeName: feed.type().name, object: row }
}

function followed<Row extends { readonly id: string }>(feed: DeltaFeed<Row>, row: Row, link: string, reader: Reader) {
  const { typeName, object } = objectOf(feed, row)
  return navigationOf(typeName, link)?.follow(object as never, reader) ?? []
}

function linkItem(reader: Reader, id: string, isThere: boolean): Json {
  const type = findDirectoryObject(reader, id)?.type ?? reader.table(deletedItems).get(id)?.kind ?? 'user'
  const item: Json = { '@odata.type': `#microsoft.graph.${type}`, id }
  return isThere ? item : { ...item, '@removed': { reason: 'deleted' } }
}

/** An object that is gone: for good, or restorable. */
export function removedItem(reader: Reader, id: string): Json {
  return { id, '@removed': { reason: reader.table(deletedItems).has(id) ? 'changed' : 'deleted' } }
}
