import { compileFilter } from '../evaluate/filter.js'
import { rootScope, type Setting } from '../evaluate/scope.js'
import { primaryKey } from '../model.js'
import type { Expression } from '../nodes/expression.js'
import type { OrderItem } from '../nodes/query.js'
import type { RowSource } from '../row-source.js'
import { type Candidates, candidatesOf, type IndexKinds } from './candidates.js'
import type { Position } from './position.js'
import { compileSortOrder, type SortOrder } from './sort-order.js'

/** A query over one source. Without `orderBy` rows come in insertion order (or in the key order of the index used). */
export interface Query<Row> extends Setting<Row> {
  readonly source: RowSource<Row>
  readonly filter?: Expression | undefined
  /** A further condition of the surface: access, a compiled `$search`. */
  readonly where?: ((row: Row) => boolean) | undefined
  /** Where indexes find all rows that pass `where`, and perhaps some more. */
  readonly within?: Candidates | undefined
  readonly orderBy?: readonly OrderItem[] | undefined
  readonly top?: number | undefined
  /** Rows to leave out at the start; has no meaning behind a position. */
  readonly skip?: number | undefined
  readonly after?: Position | undefined
  /** Count all matches, whatever the page; `countLimit` stops counting there. */
  readonly count?: boolean | undefined
  readonly countLimit?: number | undefined
}

/** How the rows of a query are come by. The test of the filter still runs on each of them. */
export type Access<Row> =
  /** All rows, or the candidates, in insertion order. */
  | { readonly kind: 'scan' }
  | { readonly kind: 'lookup'; readonly candidates: Candidates }
  /** Along an ordered index, within a prefix where there is one, until the page is full. */
  | { readonly kind: 'walk'; readonly index: string; readonly prefix: string; readonly descending: boolean }
  /** All rows, or the candidates, and the first of them by an order. */
  | { readonly kind: 'sort'; readonly candidates: Candidates | undefined; readonly order: SortOrder<Row> }

export interface Plan<Row> {
  readonly access: Access<Row>
  readonly test: ((row: Row) => boolean) | undefined
  /** The narrowest way to all matches, for counting. */
  readonly candidates: Candidates | undefined
  /** The candidates are the matches. */
  readonly exact: boolean
}

/**
 * Decides which indexes to use. Which kind of place a page ends with depends on the shape of the query alone, never on the
 * data, so that the next page finds its way even when the data has changed.
 */
export function planQuery<Row>(query: Query<Row>): Plan<Row> {
  const { filter, where, within, source, orderBy = [] } = query
  const matches = filter && compileFilter(filter, query)
  const test = matches && where ? (row: Row) => matches(row) && where(row) : (matches ?? where)
  const scope = rootScope(query)
  const ways = filter ? candidatesOf(filter, scope, kindsOf(source)) : []
  const isNarrower = within && isIndexed(within, source) && isWorthwhile(within, source, source.size / 4)
  const candidates = narrowest(isNarrower ? [...ways, within] : ways, source)
  const exact = candidates?.kind === 'keys' && candidates.exact && ways.length === 1 && isSingle(filter) && !where
  const access =
    orderBy.length > 0
      ? accessInOrder(compileSortOrder(orderBy, scope, source), ways, candidates, source)
      : accessAsInserted(ways, candidates, exact, query)
  return { access, test, candidates, exact }
}

function isIndexed<Row>(candidates: Candidates, source: RowSource<Row>): boolean {
  if (candidates.kind === 'union') return candidates.parts.every((part) => isIndexed(part, source))
  return kindsOf(source)(candidates.index) !== undefined
}

function kindsOf<Row>(source: RowSource<Row>): IndexKinds {
  return (name) => (name === primaryKey ? 'unique' : source.definition.indexes[name]?.kind)
}

function isSingle(filter: Expression | undefined): boolean {
  return filter?.kind === 'comparison' || filter?.kind === 'in'
}

function accessAsInserted<Row>(
  ways: readonly Candidates[],
  candidates: Candidates | undefined,
  exact: boolean,
  { source, top = source.size }: Query<Row>,
): Access<Row> {
  const [first] = ways
  if (!candidates) return { kind: 'scan' }
  const prefix = ways.every((way) => way.kind === 'prefix') && first?.kind === 'prefix' ? first : undefined
  if (prefix) return { kind: 'walk', index: prefix.index, prefix: prefix.prefix, descending: false }
  // All candidates must be looked up and put in order, while a scan stops when the page is full: the more match, the sooner.
  const most = exact ? Math.sqrt(2 * top * source.size) : source.size / 4
  return isWorthwhile(candidates, source, most) ? { kind: 'lookup', candidates } : { kind: 'scan' }
}

function accessInOrder<Row>(
  order: SortOrder<Row>,
  ways: readonly Candidates[],
  candidates: Candidates | undefined,
  source: RowSource<Row>,
): Access<Row> {
  const { index } = order
  const isNarrow =
    candidates !== undefined && isWorthwhile(candidates, source, source.size / (index === undefined ? 2 : 20))
  if (index === undefined) return { kind: 'sort', candidates: isNarrow ? candidates : undefined, order }
  const way = ways.find((found) => found.kind === 'prefix' && found.index === index)
  const prefix = way?.kind === 'prefix' ? way.prefix : ''
  if (isNarrow && candidates.kind !== 'prefix') return { kind: 'sort', candidates, order }
  return { kind: 'walk', index, prefix, descending: order.descending[0] ?? false }
}

/** A few candidates are always worth looking up, up to `most` where there are many rows. */
function isWorthwhile<Row>(candidates: Candidates, source: RowSource<Row>, most: number): boolean {
  return estimate(candidates, source) <= Math.max(64, most)
}

function narrowest<Row>(ways: readonly Candidates[], source: RowSource<Row>): Candidates | undefined {
  if (ways.length < 2) return ways[0]
  const sizes = ways.map((way) => estimate(way, source))
  return ways[sizes.indexOf(Math.min(...sizes))]
}

function estimate<Row>(candidates: Candidates, source: RowSource<Row>): number {
  switch (candidates.kind) {
    case 'keys':
      if (candidates.index === primaryKey) return candidates.keys.length
      return candidates.keys.reduce((sum, key) => sum + source.count(candidates.index, key), 0)
    case 'prefix':
      return source.size / 4
    case 'union':
      return candidates.parts.reduce((sum, part) => sum + estimate(part, source), 0)
  }
}
