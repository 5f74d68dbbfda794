import type { RowSource, SourceEntry, SourceIndex } from '../row-source.js'

export interface IndexedRows<Row> extends RowSource<Row> {
  /** How many rows have been handed out since it was last set to 0. */
  touched: number
  insert(row: Row): void
  remove(id: string): void
}

/** The plainest row source with indexes, for tests: every look-up sorts and filters a list. */
export function indexedRows<Row>(
  id: (row: Row) => string,
  indexes: Readonly<Record<string, SourceIndex<Row>>>,
): IndexedRows<Row> {
  const entries = new Map<string, SourceEntry<Row>>()
  let ordinal = 0
  function* handOut<Item>(items: Iterable<Item>): Generator<Item> {
    for (const item of items) {
      source.touched++
      yield item
    }
  }
  const keysOf = (index: string, row: Row): readonly string[] => {
    const keys = indexes[index]?.keys(row) ?? []
    return typeof keys === 'string' ? [keys] : keys
  }
  const sorted = (index: string) =>
    [...entries.values()]
      .flatMap(({ row }) => keysOf(index, row).map((key) => ({ row, place: `${key}\u0000${id(row)}`, key })))
      .sort((left, right) => (left.place < right.place ? -1 : 1))
  const under = (index: string, key: string) =>
    [...entries.values()].filter(({ row }) => keysOf(index, row).includes(key)).map(({ row }) => row)
  const source: IndexedRows<Row> = {
    touched: 0,
    get size() {
      return entries.size
    },
    get: (wanted) => entries.get(wanted)?.row,
    entry: (wanted) => entries.get(wanted),
    scan: (after = -1) => handOut([...entries.values()].filter((entry) => entry.ordinal > after)),
    find: (index, key) => handOut(under(index, key)),
    count: (index, key) => under(index, key).length,
    prefix: (index, prefix) =>
      handOut(
        sorted(index)
          .filter(({ key }) => key.startsWith(prefix))
          .map(({ row }) => row),
      ),
    inOrder(index, { descending = false, after } = {}) {
      const walk = descending ? sorted(index).reverse() : sorted(index)
      const from = after && `${after.key}\u0000${after.id}`
      const behind = from === undefined ? walk : walk.filter(({ place }) => (descending ? place < from : place > from))
      return handOut(behind.map(({ row }) => row))
    },
    definition: { id, indexes },
    insert: (row) => entries.set(id(row), { row, ordinal: ordinal++ }),
    remove: (wanted) => entries.delete(wanted),
  }
  return source
}
