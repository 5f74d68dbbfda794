import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { formatInstant } from '../../kernel/instant.js'
import { defineTable, equality } from '../../store/table-definition.js'
import type { Reader, Transaction } from '../access.js'

/** A reset of a password that somebody may ask about: done at once here, which takes a while elsewhere. */
export interface PasswordOperation {
  readonly id: string
  readonly userId: string
  readonly createdDateTime: string
}

/** The resets of the last day. */
export const passwordOperations = defineTable<PasswordOperation>({
  name: 'passwordOperations',
  id: (operation) => operation.id,
  indexes: { userId: equality((operation) => operation.userId) },
})

const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000

/** Notes that a user's password was reset, and forgets the user's resets of more than a day ago. */
export function notePasswordReset(transaction: Transaction, userId: string): PasswordOperation {
  const limit = formatInstant(transaction.now - KEPT_MILLISECONDS)
  for (const { id, createdDateTime } of [...transaction.table(passwordOperations).find('userId', userId)]) {
    if (createdDateTime < limit) transaction.remove(passwordOperations, id)
  }
  const createdDateTime = formatInstant(transaction.now)
  return transaction.insert(passwordOperations, { id: transaction.newGuid(), userId, createdDateTime })
}

/** A reset of a user's password by its id (Microsoft Graph: Get longRunningOperation). Throws `notFound`. */
export function getPasswordOperation(reader: Reader, userId: string, id: string): PasswordOperation {
  const operation = reader.table(passwordOperations).get(fold(id))
  if (operation?.userId !== userId) throw new DomainError('notFound', { id })
  return operation
}

/** Takes away what is kept about a user who is deleted for good. */
export function purgePasswordOperations(transaction: Transaction, userId: string): void {
  for (const { id } of [...transaction.table(passwordOperations).find('userId', userId)]) {
    transaction.remove(passwordOperations, id)
  }
}
