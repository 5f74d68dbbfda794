import type { Reader, Transaction } from '../access.js'
import type { Environment } from './environment-rows.js'
import { passOnAccess } from './inherited-access.js'
import { modelOf, requiredTable } from './model.js'
import { keepsRecordsInUnit } from './organization-settings.js'
import { type Row, replaceRow, rowsOf } from './tables.js'

/** True when a user or team owns a row of any table. */
export function ownsRecords(reader: Reader, environment: Environment, principalId: string): boolean {
  return userOwnedTables(environment).some(
    (table) => rowsOf(reader, environment, table).count('ownerid', principalId) > 0,
  )
}

/** Gives every row that one owner has to another; `owner` are the ownership columns of the new one. */
export function reassignRecords(
  transaction: Transaction,
  environment: Environment,
  principalId: string,
  owner: Row,
): void {
  const { owningbusinessunit: _, ...principal } = owner
  changeOwned(transaction, environment, principalId, keepsRecordsInUnit(transaction, environment) ? principal : owner)
}

/** Lets what an owner has follow the owner into another business unit, unless the organization keeps records where they are. */
export function moveOwnedRecords(
  transaction: Transaction,
  environment: Environment,
  principalId: string,
  businessunitid: string,
): void {
  if (keepsRecordsInUnit(transaction, environment)) return
  changeOwned(transaction, environment, principalId, { owningbusinessunit: businessunitid })
}

function changeOwned(transaction: Transaction, environment: Environment, principalId: string, columns: Row): void {
  const model = modelOf(environment)
  for (const table of userOwnedTables(environment)) {
    for (const row of [...rowsOf(transaction, environment, table).find('ownerid', principalId)]) {
      const changed = replaceRow(transaction, environment, table, { ...row, ...columns })
      if (changed.ownerid !== row.ownerid)
        passOnAccess(transaction, environment, { table: requiredTable(model, table), row: changed })
    }
  }
}

function userOwnedTables(environment: Environment): string[] {
  const model = modelOf(environment)
  return model.tableNames.filter((name) => model.table(name)?.ownership === 'UserOwned')
}
