import { formatInstant } from '../../kernel/instant.js'
import type { TableDefinition } from '../../store/table-definition.js'
import type { Transaction } from '../access.js'

/** What is kept until an instant. */
interface Expiring {
  readonly id: string
  readonly expiresAt: string
}

/** How many are forgotten at once at most, so that nobody pays for a long absence. */
const MOST_AT_ONCE = 16

/**
 * Forgets rows of a table with the index `expiresAt` that ended before an instant (milliseconds since the epoch): call
 * it where new ones are made, and the table does not grow.
 */
export function forgetExpired<Row extends Expiring>(
  transaction: Transaction,
  table: TableDefinition<Row>,
  before: number,
): void {
  const limit = formatInstant(before)
  const ended: string[] = []
  for (const { id, expiresAt } of transaction.table(table).inOrder('expiresAt')) {
    if (expiresAt >= limit || ended.length === MOST_AT_ONCE) break
    ended.push(id)
  }
  for (const id of ended) transaction.remove(table, id)
}

/** So many are made before those that ended are looked for again. */
const MADE_BETWEEN = 256

/**
 * The same for a table of which so many rows are made that an index would cost more than all else: those are forgotten
 * that ended, from the one made first up to the first that did not.
 */
export function forgetOldest<Row extends Expiring>(
  transaction: Transaction,
  table: TableDefinition<Row>,
  before: number,
): void {
  const kept = transaction.table(table)
  if (kept.size % MADE_BETWEEN !== 0) return
  const limit = formatInstant(before)
  const ended: string[] = []
  for (const { row } of kept.scan()) {
    if (row.expiresAt >= limit || ended.length === 2 * MADE_BETWEEN) break
    ended.push(row.id)
  }
  for (const id of ended) transaction.remove(table, id)
}
