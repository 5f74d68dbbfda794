import { formatInstant } from '../../kernel/instant.js'
import type { TableDefinition } from '../../store/table-definition.js'
import type { Transaction } from '../access.js'

/** Days for which a log answers (Microsoft Entra: data retention). */
const KEPT_DAYS = 30
/** How many entries a tenant keeps at least, and how many more may come together before the oldest go. */
const KEPT_ENTRIES = 10_000
const SURPLUS = 500

/** Adds an entry to a log; the oldest ones make room. */
export function addToLog<Entry extends { readonly id: string }>(
  transaction: Transaction,
  log: TableDefinition<Entry>,
  entry: Entry,
): void {
  const table = transaction.table(log)
  if (table.size >= KEPT_ENTRIES + SURPLUS) {
    const oldest: string[] = []
    for (const { row } of table.scan()) if (oldest.push(row.id) === SURPLUS) break
    for (const id of oldest) transaction.remove(log, id)
  }
  transaction.insert(log, entry)
}

/** Whether a log still answers for what happened at an instant; `now` is in milliseconds since the epoch. */
export function isKept(instant: string, now: number): boolean {
  return instant > formatInstant(now - KEPT_DAYS * 86_400_000)
}
