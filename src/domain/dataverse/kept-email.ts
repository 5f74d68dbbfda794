import { defineTable } from '../../store/table-definition.js'
import type { Reader, Transaction } from '../../store/transaction.js'
import type { Environment } from './environment-rows.js'

/** A user whose primary e-mail a client has written. */
interface KeptEmail {
  readonly systemuserid: string
}

const keptEmails = defineTable<KeptEmail>({
  name: 'keptEmails',
  id: (row) => row.systemuserid,
  indexes: {},
})

/**
 * Remembers that a client wrote a user's `internalemailaddress`, were it to the same value: from then on the directory
 * does not overwrite it (Power Platform: Create users, "Primary Email").
 */
export function keepEmail(transaction: Transaction, environment: Environment, systemuserid: string): void {
  if (isEmailKept(transaction, environment, systemuserid)) return
  transaction.insert(keptEmails, { systemuserid }, environment.id)
}

export function isEmailKept(reader: Reader, environment: Environment, systemuserid: string): boolean {
  return reader.table(keptEmails, environment.id).has(systemuserid)
}
