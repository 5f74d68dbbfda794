import { readableRows } from '../../../domain/dataverse/access-check.js'
import {
  type ColumnMetadata,
  isLookup,
  isPolymorphic,
  type TableMetadata,
  typeColumnOf,
} from '../../../domain/dataverse/metadata.js'
import type { Row, Value } from '../../../domain/dataverse/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import { runQuery } from '../../../odata/plan/run-query.js'
import type { RowSource } from '../../../odata/row-source.js'
import { type RequestContext, readerOf } from '../context.js'
import { entityTypeOf, propertiesOf } from '../entity-types.js'
import { readableWithin, sourceOf } from '../row-source.js'
import { wireName } from '../selection.js'
import { fetchDialect } from './fetch-dialect.js'
import type { FetchLink, FetchQuery, FetchTable } from './fetch-query.js'
import { compileFilters, type Joined, plannedFilter } from './filter.js'

/** Goes on from a joined row: to as many as are joined to it, or none. */
type Extend = (joined: Joined) => readonly Joined[]

/** More than anybody can read. */
const MOST_JOINED = 200_000
/** How many rows may be looked at on the way: a query whose tables multiply is refused before it holds everybody up. */
const MOST_LOOKED_AT = 5_000_000

/**
 * All rows of a query, in no order; `keeps` tells which of its first table take part, besides. Throws the refusals of
 * tables that may not be read, and of too many rows.
 */
export function joinedRows(
  context: RequestContext,
  { root, size }: FetchQuery,
  source: RowSource<Row>,
  keeps?: (row: Row) => boolean,
): Joined[] {
  const where = readableRows(readerOf(context), context.session, root.table)
  const filter = plannedFilter(root)
  const type = entityTypeOf(context, root.table)
  const aliases = new Map<string, never>()
  const within = where && readableWithin(context, root.table)
  const setting = { type, dialect: fetchDialect, aliases, now: context.now, context }
  const found = runQuery({ ...setting, source, filter, where, within }).rows
  const rows = keeps ? found.filter(keeps) : found
  const join = new Join(context)
  const extend = join.links(root)
  const test = compileFilters(context, root, (link) => join.link(link))
  const alone: Joined = Array.from({ length: size }, () => undefined)
  const joinedTo = (row: Row) => extend(alone.with(root.at, row)).filter(test)
  return root.links.length > 0 ? gathered(rows, joinedTo) : rows.flatMap(joinedTo)
}

function gathered<Item>(items: readonly Item[], extend: (item: Item) => readonly Joined[]): Joined[] {
  const found: Joined[] = []
  for (const item of items) {
    for (const joined of extend(item)) found.push(joined)
    if (found.length > MOST_JOINED) throw new DomainError('tooManyRows')
  }
  return found
}

/** The joins of one query, which together may look at so many rows. */
class Join {
  readonly #context: RequestContext
  #lookedAt = 0

  constructor(context: RequestContext) {
    this.#context = context
  }

  /** Joins everything that is linked to a table. Throws the refusals of tables that may not be read. */
  links({ links }: FetchTable): Extend {
    const extensions = links.map((link) => this.link(link))
    return (joined) => extensions.reduce<readonly Joined[]>((found, extend) => gathered(found, extend), [joined])
  }

  /** Joins one table, and what is linked to that. */
  link(link: FetchLink): Extend {
    const related = relatedRows(this.#context, link)
    const isReadable = readableRows(readerOf(this.#context), this.#context.session, link.table)
    const test = compileFilters(this.#context, link, (inner) => this.link(inner))
    const goOn = this.links(link)
    const finish = finishes[link.kind]
    return (joined) => {
      const rows = related(joined[link.parent.at])
      this.#lookAt(rows.length)
      const readable = isReadable ? rows.filter(isReadable) : rows
      const found = gathered(readable, (row) => {
        const extended = joined.with(link.at, row)
        return test(extended) ? goOn(extended) : []
      })
      return finish(joined, found, readable.length > 0)
    }
  }

  #lookAt(rows: number): void {
    this.#lookedAt += rows
    if (this.#lookedAt > MOST_LOOKED_AT) throw new DomainError('tooManyRows')
  }
}

type Finish = (joined: Joined, found: readonly Joined[], hasRelated: boolean) => readonly Joined[]

const exists: Finish = (joined, found) => (found.length > 0 ? [joined] : [])

/** What each kind of link makes of what it found (Microsoft: Join tables using FetchXML; Filter on values in related records). */
const finishes: Readonly<Record<FetchLink['kind'], Finish>> = {
  inner: (_, found) => found,
  outer: (joined, found) => (found.length > 0 ? found : [joined]),
  matchfirstrowusingcrossapply: (_, found) => found.slice(0, 1),
  exists,
  in: exists,
  any: exists,
  'not any': (joined, found) => (found.length === 0 ? [joined] : []),
  all: (joined, found, hasRelated) => (hasRelated && found.length === 0 ? [joined] : []),
  'not all': exists,
}

/** The rows whose column holds what the row on the other side holds. */
function relatedRows(context: RequestContext, link: FetchLink): (parent: Row | undefined) => readonly Row[] {
  const { table, from, to, parent: other } = link
  const find = finderOf(sourceOf(context, table), table, from)
  return (parent) => {
    const value = parent?.[to.logicalName]
    if (parent === undefined || value === null || value === undefined || !leadsTo(parent, to, table)) return []
    return find(value).filter((row) => leadsTo(row, from, other.table))
  }
}

/** A lookup that may hold rows of several tables leads to the one whose name stands beside it. */
function leadsTo(row: Row, column: ColumnMetadata, table: TableMetadata): boolean {
  const type = isPolymorphic(column) ? row[typeColumnOf(column.logicalName)] : undefined
  return typeof type !== 'string' || type === table.logicalName
}

/** Finds rows by the value of a column: ids by their index, anything else in a list that is made when first needed. */
function finderOf(source: RowSource<Row>, table: TableMetadata, column: ColumnMetadata): (value: Value) => Row[] {
  const { logicalName } = column
  if (logicalName === table.primaryId) return (value) => [source.get(String(value)) ?? []].flat()
  const index = propertiesOf(table).get(wireName(column))?.index?.name ?? ''
  const holdsIds = isLookup(column) || column.type === 'Uniqueidentifier'
  if (holdsIds && index in source.definition.indexes) return (value) => [...source.find(index, String(value))]
  let known: ReadonlyMap<Value, Row[]> | undefined
  return (value) => {
    known ??= rowsByValue(source.scan(), logicalName)
    return known.get(folded(value)) ?? []
  }
}

function rowsByValue(entries: Iterable<{ readonly row: Row }>, column: string): ReadonlyMap<Value, Row[]> {
  const rows = new Map<Value, Row[]>()
  for (const { row } of entries) {
    const value = folded(row[column] ?? null)
    const known = rows.get(value)
    if (known) known.push(row)
    else rows.set(value, [row])
  }
  return rows
}

function folded(value: Value): Value {
  return typeof value === 'string' ? fold(value) : value
}
