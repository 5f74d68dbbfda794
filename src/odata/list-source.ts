import type { RowSource, SourceEntry } from './row-source.js'

/**
 * A row source without indexes over any rows: members of a group, expanded rows. `ordinal` tells each row's lasting place;
 * without it the rows stand as given, and pages may skip or repeat rows when the list changes between them.
 */
export function listSource<Row>(
  rows: Iterable<Row>,
  id: (row: Row) => string,
  ordinal?: (row: Row) => number,
): RowSource<Row> {
  const entries = Array.from(rows, (row, at): SourceEntry<Row> => ({ row, ordinal: ordinal?.(row) ?? at }))
  if (ordinal) entries.sort((left, right) => left.ordinal - right.ordinal)
  const find = (wanted: string) => entries.find(({ row }) => id(row) === wanted)
  return {
    size: entries.length,
    get: (wanted) => find(wanted)?.row,
    entry: find,
    scan: (after = -1) => entries.filter((entry) => entry.ordinal > after),
    find: () => [],
    count: () => 0,
    prefix: () => [],
    inOrder: () => [],
    definition: { id, indexes: {} },
  }
}

/** Some rows of a source as a source of their own: they keep their places, so that pages stay true while rows go. */
export function partOf<Row>(whole: Pick<RowSource<Row>, 'entry' | 'definition'>, rows: Iterable<Row>): RowSource<Row> {
  const { id } = whole.definition
  return listSource(rows, id, (row) => whole.entry(id(row))?.ordinal ?? -1)
}
