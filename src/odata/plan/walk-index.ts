import type { RowSource } from '../row-source.js'
import type { SortedPosition } from './position.js'

/** Rows along an ordered index whose keys start with `prefix`, from behind `after` where it is given. */
export function* walkIndex<Row>(
  source: RowSource<Row>,
  walk: { readonly index: string; readonly prefix: string; readonly descending: boolean },
  after: SortedPosition | undefined,
): Generator<Row> {
  const { index, prefix, descending } = walk
  const start = after ? { key: String(after.keys[0] ?? ''), id: after.id } : edgeOf(prefix, descending)
  for (const row of source.inOrder(index, start ? { descending, after: start } : { descending })) {
    if (prefix !== '' && !indexKeyOf(source, index, row).startsWith(prefix)) return
    yield row
  }
}

/** The key of a row in an ordered index. */
export function indexKeyOf<Row>(source: RowSource<Row>, index: string, row: Row): string {
  const keys = source.definition.indexes[index]?.keys(row)
  return (typeof keys === 'string' ? keys : keys?.[0]) ?? ''
}

/** The place just outside of everything that starts with a prefix, where a walk begins. */
function edgeOf(prefix: string, descending: boolean): { key: string; id: string } | undefined {
  if (prefix === '') return undefined
  if (!descending) return { key: prefix, id: '' }
  const last = prefix.charCodeAt(prefix.length - 1)
  if (last === 0xffff) return edgeOf(prefix.slice(0, -1), true)
  return { key: prefix.slice(0, -1) + String.fromCharCode(last + 1), id: '' }
}
