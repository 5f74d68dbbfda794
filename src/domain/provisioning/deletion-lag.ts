import { parseInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import { deletedItems } from '../directory/tables.js'

/**
 * How long, in milliseconds, synchronization at intervals takes to notice a deletion in the directory: the shortest
 * time that "Delete users from an environment" names. Diagnostics, first access and a cycle on request notice at once.
 */
export const DELETION_LAG = 30 * 60 * 1000

/** Whether a directory user was deleted so lately that synchronization at intervals does not know it yet. */
export function isDeletionUnnoticed(transaction: Transaction, userId: string): boolean {
  const item = transaction.table(deletedItems).get(userId)
  return item?.kind === 'user' && transaction.now - (parseInstant(item.deletedDateTime) ?? 0) < DELETION_LAG
}
