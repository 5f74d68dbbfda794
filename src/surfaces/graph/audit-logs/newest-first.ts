import type { TableReader } from '../../../domain/access.js'
import { listSource } from '../../../odata/list-source.js'
import type { RowSource } from '../../../odata/row-source.js'

/** Those entries of a log that are told, the newest first. */
export function newestFirst<Entry extends { readonly id: string }>(
  log: TableReader<Entry>,
  isTold: (entry: Entry) => boolean,
): RowSource<Entry> {
  const ordinals = new Map<Entry, number>()
  for (const { row, ordinal } of log.scan()) if (isTold(row)) ordinals.set(row, Number.MAX_SAFE_INTEGER - ordinal)
  return listSource(
    ordinals.keys(),
    ({ id }) => id,
    (entry) => ordinals.get(entry) ?? 0,
  )
}
