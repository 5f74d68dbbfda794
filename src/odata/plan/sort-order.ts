import { keyFormOf, keyOf } from '../evaluate/compare-key.js'
import { compile } from '../evaluate/compile.js'
import { typeName } from '../evaluate/compiled.js'
import { told } from '../evaluate/filter.js'
import { refuse, type Scope } from '../evaluate/scope.js'
import { classOf } from '../evaluate/type-class.js'
import type { OrderItem } from '../nodes/query.js'
import type { RowSource } from '../row-source.js'
import type { SortedPosition, SortKey } from './position.js'

/** How rows are ordered; ids break ties, in the direction of the first key. */
export interface SortOrder<Row> {
  /** The ordered index that holds all rows in this order. */
  readonly index: string | undefined
  readonly descending: readonly boolean[]
  place(row: Row): SortedPosition
}

/** Checks `$orderby` and makes an order of it. Throws `ODataProblem`. */
export function compileSortOrder<Row>(
  items: readonly OrderItem[],
  scope: Scope,
  source: RowSource<Row>,
): SortOrder<Row> {
  const keys = items.map((item) => told('$orderby', item.expression, () => compileKey(item, scope)))
  const descending = items.map((item) => item.descending)
  const [only] = keys
  const index = keys.length === 1 && only?.index?.everyRow ? only.index.name : undefined
  const definition = index === undefined ? undefined : source.definition.indexes[index]
  if (index !== undefined && definition?.kind === 'ordered') {
    // The index's own key, so that rows sorted by hand stand as they stand in the index.
    const place = (row: Row) => ({ keys: [indexKey(definition.keys(row))], id: source.definition.id(row) })
    return { index, descending, place }
  }
  const place = (row: Row) => ({ keys: keys.map((key) => key.evaluate(row)), id: source.definition.id(row) })
  return { index: undefined, descending, place }
}

function compileKey(item: OrderItem, scope: Scope) {
  const part = compile(item.expression, scope)
  const type = classOf(part.type)
  if (part.collection || type === 'structured') {
    refuse({ reason: 'notSingle', property: part.name, type: typeName(part) }, item.position)
  }
  const key = keyOf(part, keyFormOf(type, type, scope.dialect) ?? 'plain', scope.dialect)
  return { index: part.index, evaluate: (row: unknown) => sortKey(key(row, [])) }
}

function sortKey(value: unknown): SortKey {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function indexKey(keys: string | readonly string[] | null | undefined): string {
  return (typeof keys === 'string' ? keys : keys?.[0]) ?? ''
}

/** Which of two places comes first: below 0 the left one. */
export function comparePlaces(left: SortedPosition, right: SortedPosition, descending: readonly boolean[]): number {
  for (let at = 0; at < descending.length; at++) {
    const order = compareKeys(left.keys[at] ?? null, right.keys[at] ?? null)
    if (order !== 0) return descending[at] ? -order : order
  }
  const order = compareKeys(left.id, right.id)
  return descending[0] ? -order : order
}

/** Null first, then false and true, numbers, texts. */
function compareKeys(left: SortKey, right: SortKey): number {
  if (left === right) return 0
  const order = rankOf(left) - rankOf(right)
  if (order !== 0) return order
  return (left as string) < (right as string) ? -1 : 1
}

function rankOf(key: SortKey): number {
  if (key === null) return 0
  return typeof key === 'boolean' ? 1 : typeof key === 'number' ? 2 : 3
}
