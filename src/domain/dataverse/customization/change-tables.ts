import type { Transaction } from '../../access.js'
import { newTables, tableExtensions } from '../custom-tables.js'
import type { Environment, NewTable, TableExtension } from '../environment-rows.js'
import { environments } from '../tables.js'

export type CustomTable = NewTable | TableExtension

/** What an environment says of a table beside what every environment has: nothing, for a standard table as it comes. */
export function customTableOf(environment: Environment, logicalName: string): CustomTable {
  const known = [...newTables(environment), ...tableExtensions(environment)]
  return known.find((table) => table.logicalName === logicalName) ?? { logicalName, columns: [] }
}

/** Puts a table's row in place of the one there is, or adds it. */
export function saveTable(transaction: Transaction, environment: Environment, table: CustomTable): Environment {
  const { customTables } = environment
  const at = customTables.findIndex(({ logicalName }) => logicalName === table.logicalName)
  return saveTables(transaction, environment, at < 0 ? [...customTables, table] : customTables.with(at, table))
}

/** Puts these tables in place of the custom ones that an environment has; the metadata has a new version then. */
export function saveTables(
  transaction: Transaction,
  environment: Environment,
  customTables: Environment['customTables'],
): Environment {
  const metadataVersion = (environment.metadataVersion ?? 0) + 1
  return transaction.replace(environments, { ...environment, customTables, metadataVersion })
}
