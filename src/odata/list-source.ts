import type { RowSource } from './row-source.js'

/**
 * A row source without indexes over any rows: members of a group, expanded rows. `ordinal` tells each row's lasting place;
 * without it the rows stand as given, and pages may skip or repeat rows when the list changes between them.
 */
export function listSource<Row>(
  _rows: Iterable<Row>,
  _id: (row: Row) => string,
  _ordinal?: (row: Row) => number,
): RowSource<Row> {
  throw new Error('stub')
}
