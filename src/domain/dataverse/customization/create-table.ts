import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../access.js'
import { requireNamedPrivilege } from '../access-check.js'
import { nextObjectTypeCode } from '../custom-tables.js'
import type { Environment, NewTable } from '../environment-rows.js'
import type { TableMetadata } from '../metadata.js'
import { modelOf, requiredTable } from '../model.js'
import { type Session, sessionIn } from '../session.js'
import { environments } from '../tables.js'
import { saveTable } from './change-tables.js'
import { grantTable } from './customizer-privileges.js'
import { type ColumnInput, newColumn } from './new-column.js'
import { entitySetNameOf, requireSchemaName } from './schema-name.js'

/** A table as somebody wants it to be. */
export interface TableInput
  extends Pick<NewTable, 'displayName' | 'displayCollectionName' | 'description' | 'changeTracking' | 'ownership'> {
  readonly schemaName: string
  readonly entitySetName?: string
  readonly columns: readonly ColumnInput[]
}

/**
 * Makes a table with its system columns and privileges (Microsoft: Create and update table definitions using the Web
 * API). System customizers may do everything with its rows, others what their roles are given. Throws
 * `privilegeMissing`, `schemaNameInvalid`, `tableNameTaken`, `primaryNameRequired`, `columnNameTaken` and what
 * `newColumn` throws.
 */
export function createTable(transaction: Transaction, session: Session, input: TableInput): TableMetadata {
  requireNamedPrivilege(transaction, session, 'prvCreateEntity')
  const { environment } = session
  const table = newTable(environment, input)
  const changed = saveTable(transaction, environment, table)
  const made = requiredTable(modelOf(changed), table.logicalName)
  grantTable(transaction, changed, made)
  return made
}

/** Makes several tables, each in sight of those before it. Throws what `createTable` throws. */
export function createTables(transaction: Transaction, session: Session, inputs: readonly TableInput[]): void {
  let current = session
  for (const input of inputs) {
    createTable(transaction, current, input)
    const environment = transaction.table(environments).get(session.environment.id)
    if (environment) current = sessionIn(environment, current)
  }
}

function newTable(environment: Environment, { schemaName, columns, ...input }: TableInput): NewTable {
  requireSchemaName('entity', schemaName)
  const logicalName = schemaName.toLowerCase()
  const entitySetName = input.entitySetName ?? entitySetNameOf(logicalName)
  const model = modelOf(environment)
  if (model.table(logicalName) || model.tableOfSet(entitySetName))
    throw new DomainError('tableNameTaken', { name: schemaName })
  const made = columns.map(newColumn)
  requireDistinct(
    logicalName,
    made.map((column) => column.logicalName),
  )
  return {
    ...input,
    ...{ logicalName, schemaName, entitySetName },
    objectTypeCode: nextObjectTypeCode(environment),
    primaryName: primaryNameOf(columns),
    columns: made,
  }
}

function primaryNameOf(columns: readonly ColumnInput[]): string {
  const [primary, ...others] = columns.filter(({ isPrimaryName }) => isPrimaryName)
  if (!primary || others.length > 0 || primary.type !== 'String') throw new DomainError('primaryNameRequired')
  return primary.schemaName.toLowerCase()
}

function requireDistinct(table: string, names: readonly string[]): void {
  const taken = names.find((name, at) => names.indexOf(name) !== at || name === `${table}id`)
  if (taken) throw new DomainError('columnNameTaken', { name: taken, table })
}
