import { DomainError } from '../../../kernel/errors.js'
import { guidOf } from '../../../kernel/guid.js'
import type { Transaction } from '../../access.js'
import { requireNamedPrivilege } from '../access-check.js'
import type { ColumnDetails, CustomColumn } from '../environment-rows.js'
import type { ColumnMetadata, TableMetadata } from '../metadata.js'
import { withoutColumn } from '../records/read-columns.js'
import type { Session } from '../session.js'
import { replaceRow, rowsOf } from '../tables.js'
import { customTableOf, saveTable } from './change-tables.js'
import { type ColumnInput, newColumn, requireDetails } from './new-column.js'

/** The id of a column's definition, the same wherever the table has that name. */
export function columnIdOf(table: string, column: string): string {
  return guidOf(`column/${table}/${column}`)
}

/** Adds a column. Throws `privilegeMissing`, `columnNameTaken`, `primaryNameTaken` and what `newColumn` throws. */
export function createColumn(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  input: ColumnInput,
): CustomColumn {
  requireNamedPrivilege(transaction, session, 'prvCreateAttribute')
  if (input.isPrimaryName) throw primaryNameTaken(table, input.schemaName)
  return addColumn(transaction, session, table, newColumn(input))
}

/** Throws `columnNameTaken`. */
export function addColumn(
  transaction: Transaction,
  { environment }: Session,
  table: TableMetadata,
  column: CustomColumn,
): CustomColumn {
  const { logicalName } = column
  if (table.columns.has(logicalName) || logicalName === table.primaryId)
    throw new DomainError('columnNameTaken', { name: logicalName, table: table.logicalName })
  const custom = customTableOf(environment, table.logicalName)
  saveTable(transaction, environment, { ...custom, columns: [...custom.columns, column] })
  return column
}

export type ColumnChanges = Omit<ColumnDetails, 'options' | 'behavior'>

/** Changes what a custom column says of itself. Throws `privilegeMissing`, `columnNotCustom`, `columnDetailInvalid`. */
export function changeColumn(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  column: ColumnMetadata,
  changes: ColumnChanges,
): void {
  requireNamedPrivilege(transaction, session, 'prvWriteAttribute')
  const { environment } = session
  const custom = customTableOf(environment, table.logicalName)
  const at = custom.columns.findIndex((each) => isNamed(each, column.logicalName))
  const before = custom.columns[at]
  if (!before) throw notCustom(table, column.logicalName)
  const after = { ...before, ...changes }
  requireDetails(column.logicalName, column.type, after)
  saveTable(transaction, environment, { ...custom, columns: custom.columns.with(at, after) })
}

/** Deletes a custom column with its values. Throws `privilegeMissing`, `primaryNameDeleted`, `columnNotCustom`, `componentInUse`. */
export function deleteColumn(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  column: ColumnMetadata,
): void {
  requireNamedPrivilege(transaction, session, 'prvDeleteAttribute')
  if (table.isCustom && column.logicalName === table.primaryName)
    throw new DomainError('primaryNameDeleted', { column: column.logicalName })
  removeColumn(transaction, session, table, column.logicalName)
}

/** Throws `columnNotCustom`, and `componentInUse` while a key consists of it. */
export function removeColumn(transaction: Transaction, session: Session, table: TableMetadata, name: string): void {
  const { environment } = session
  const { logicalName } = table
  const custom = customTableOf(environment, logicalName)
  const columns = custom.columns.filter((each) => !isNamed(each, name))
  if (columns.length === custom.columns.length) throw notCustom(table, name)
  const keys = table.keys.filter((key) => key.columns.includes(name))
  if (keys.length > 0)
    throw new DomainError('componentInUse', {
      kind: 'Attribute',
      id: columnIdOf(logicalName, name),
      count: keys.length,
    })
  for (const row of [...rowsOf(transaction, environment, logicalName).rows()])
    if (row[name] !== undefined) replaceRow(transaction, environment, logicalName, withoutColumn(table, row, name))
  saveTable(transaction, environment, { ...custom, columns })
}

/** A fixture may write the name of a column as its schema name. */
function isNamed(column: CustomColumn, logicalName: string): boolean {
  return column.logicalName.toLowerCase() === logicalName
}

function primaryNameTaken({ logicalName, primaryName }: TableMetadata, column: string): DomainError {
  return new DomainError('primaryNameTaken', { table: logicalName, column, primaryName })
}

function notCustom(table: TableMetadata, column: string): DomainError {
  return new DomainError('columnNotCustom', { column, table: table.logicalName })
}
