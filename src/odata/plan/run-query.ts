import { ODataProblem } from '../problem.js'
import type { RowSource } from '../row-source.js'
import { findCandidates } from './find-candidates.js'
import { FirstRows } from './first-rows.js'
import { type Access, type Plan, planQuery, type Query } from './plan-query.js'
import type { OrdinalPosition, Position, SortedPosition } from './position.js'
import { comparePlaces, type SortOrder } from './sort-order.js'
import { indexKeyOf, walkIndex } from './walk-index.js'

export type { Query } from './plan-query.js'
export type { Position } from './position.js'

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Absent on the last page. */
  readonly next?: Position
  readonly count?: number
}

/** Matching rows from behind a place on, as far as somebody reads, and where each stands. */
interface Found<Row> {
  readonly rows: Iterable<Row>
  place(row: Row): Position
}

/** One page of a query, through the indexes of the source where they help. Throws `ODataProblem`. */
export function runQuery<Row>(query: Query<Row>): Page<Row> {
  const plan = planQuery(query)
  const { top = Number.POSITIVE_INFINITY, skip = 0 } = query
  const count = query.count ? { count: countMatches(plan, query) } : {}
  if (top <= 0) return { rows: [], ...count }
  const found = findRows(plan, query, top + skip + 1)
  const rows: Row[] = []
  let toSkip = query.after ? 0 : skip
  for (const row of found.rows) {
    if (toSkip > 0) toSkip--
    else if (rows.length < top) rows.push(row)
    else return { rows, next: found.place(rows[rows.length - 1] as Row), ...count }
  }
  return { rows, ...count }
}

/** The number of rows a query matches; `top`, `skip`, `after` and `orderBy` do not matter. */
export function countRows<Row>(query: Query<Row>): number {
  const { orderBy: _, ...counted } = query
  return countMatches(planQuery(counted), counted)
}

function countMatches<Row>({ test, candidates, exact }: Plan<Row>, query: Query<Row>): number {
  const { source, countLimit = Number.POSITIVE_INFINITY } = query
  if (!test) return Math.min(source.size, countLimit)
  if (exact && candidates?.kind === 'keys' && candidates.index in source.definition.indexes) {
    const sum = candidates.keys.reduce((total, key) => total + source.count(candidates.index, key), 0)
    return Math.min(sum, countLimit)
  }
  let count = 0
  for (const row of candidates ? findCandidates(candidates, source) : allRows(source)) {
    if (count >= countLimit) break
    if (test(row)) count++
  }
  return count
}

function* allRows<Row>(source: RowSource<Row>): Generator<Row> {
  for (const { row } of source.scan()) yield row
}

/** `wanted` tells how many rows will be read at most. */
function findRows<Row>({ access, test }: Plan<Row>, query: Query<Row>, wanted: number): Found<Row> {
  const { source, after } = query
  const ordinalOf = (row: Row): OrdinalPosition => ({ ordinal: source.entry(source.definition.id(row))?.ordinal ?? -1 })
  switch (access.kind) {
    case 'scan':
      return { rows: scanned(source, test, ordinalAfter(after)), place: ordinalOf }
    case 'lookup':
      return { rows: lookedUp(source, access, test, ordinalAfter(after)), place: ordinalOf }
    case 'walk': {
      const place = (row: Row) => ({ keys: [indexKeyOf(source, access.index, row)], id: source.definition.id(row) })
      return { rows: matching(walkIndex(source, access, sortedAfter(after, 1)), test), place }
    }
    case 'sort':
      return sorted(source, access, test, sortedAfter(after, access.order.descending.length), wanted)
  }
}

function* scanned<Row>(source: RowSource<Row>, test: Plan<Row>['test'], after: number | undefined): Generator<Row> {
  for (const { row } of source.scan(after)) if (!test || test(row)) yield row
}

function lookedUp<Row>(
  source: RowSource<Row>,
  access: Extract<Access<Row>, { kind: 'lookup' }>,
  test: Plan<Row>['test'],
  after = -1,
): Iterable<Row> {
  const entries: { row: Row; ordinal: number }[] = []
  for (const row of findCandidates(access.candidates, source)) {
    if (test && !test(row)) continue
    const ordinal = source.entry(source.definition.id(row))?.ordinal ?? -1
    if (ordinal > after) entries.push({ row, ordinal })
  }
  return entries.sort((left, right) => left.ordinal - right.ordinal).map((entry) => entry.row)
}

function* matching<Row>(rows: Iterable<Row>, test: Plan<Row>['test']): Generator<Row> {
  for (const row of rows) if (!test || test(row)) yield row
}

function sorted<Row>(
  source: RowSource<Row>,
  { candidates, order }: { candidates: Extract<Access<Row>, { kind: 'sort' }>['candidates']; order: SortOrder<Row> },
  test: Plan<Row>['test'],
  after: SortedPosition | undefined,
  wanted: number,
): Found<Row> {
  const first = new FirstRows<Row>(wanted, order.descending)
  for (const row of candidates ? findCandidates(candidates, source) : allRows(source)) {
    if (test && !test(row)) continue
    const place = order.place(row)
    if (!after || comparePlaces(place, after, order.descending) > 0) first.add({ row, place })
  }
  return { rows: first.sorted().map((placed) => placed.row), place: order.place }
}

function ordinalAfter(after: Position | undefined): number | undefined {
  if (after === undefined) return undefined
  if ('ordinal' in after) return after.ordinal
  throw new ODataProblem({ reason: 'invalidPosition' }, 0)
}

function sortedAfter(after: Position | undefined, keys: number): SortedPosition | undefined {
  if (after === undefined) return undefined
  if ('keys' in after && after.keys.length === keys) return after
  throw new ODataProblem({ reason: 'invalidPosition' }, 0)
}
