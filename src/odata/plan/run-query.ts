import type { Setting } from '../evaluate/filter.js'
import type { Expression } from '../nodes/expression.js'
import type { OrderItem } from '../nodes/query.js'
import type { RowSource } from '../row-source.js'

/**
 * The place behind the last row of a page, plain JSON for a skip token: an ordinal in insertion order, or the sort keys and
 * the id of that row. Inserts and deletes elsewhere do not move it.
 */
export type Position =
  | { readonly ordinal: number }
  | { readonly keys: readonly (string | number | boolean | null)[]; readonly id: string }

/** A query over one source. Without `orderBy` rows come in insertion order (or in the key order of the index used). */
export interface Query<Row> extends Setting<Row> {
  readonly source: RowSource<Row>
  readonly filter?: Expression
  /** A further condition of the surface: access, a compiled `$search`. */
  readonly where?: (row: Row) => boolean
  readonly orderBy?: readonly OrderItem[]
  readonly top?: number
  readonly skip?: number
  readonly after?: Position
  /** Count all matches, whatever the page; `countLimit` stops counting there. */
  readonly count?: boolean
  readonly countLimit?: number
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Absent on the last page. */
  readonly next?: Position
  readonly count?: number
}

/** One page of a query, through the indexes of the source where they help. Throws `ODataProblem`. */
export function runQuery<Row>(_query: Query<Row>): Page<Row> {
  throw new Error('stub')
}

/** The number of rows a query matches; `top`, `skip`, `after` and `orderBy` do not matter. */
export function countRows<Row>(_query: Query<Row>): number {
  throw new Error('stub')
}
