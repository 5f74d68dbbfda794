import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { isGuid } from '../../kernel/guid.js'
import type { Reader, Transaction } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { type ColumnMetadata, isLookup, type TableMetadata } from '../dataverse/metadata.js'
import { modelOf, requiredTable } from '../dataverse/model.js'
import { NO_DIRECTORY } from '../dataverse/no-directory.js'
import { createRecord } from '../dataverse/records/create-record.js'
import { noInput, type RowReference } from '../dataverse/records/record-input.js'
import { createSession } from '../dataverse/session.js'
import { systemUserIdOf } from '../dataverse/special-users.js'
import { rowsOf } from '../dataverse/tables.js'
import { findUserByName } from './find-user-by-name.js'
import { createStub } from './stub-users.js'

/** A row as a file has it: columns by logical name; users, teams and other rows go by name or id. */
export type ImportedColumns = Readonly<Record<string, string | number | boolean | null>>

/** What became of one row of an import. */
export interface ImportedRow {
  readonly id: string
  /** User names for which a stub user was made. */
  readonly stubs: readonly string[]
  /** User names that more than one user has. */
  readonly ambiguous: readonly string[]
}

interface Work {
  readonly transaction: Transaction
  readonly environment: Environment
  readonly stubs: string[]
  readonly ambiguous: string[]
}

/** A shorter name for the owner column. */
const OWNER = 'owner'

/**
 * Imports one row as the data import wizard does: nobody's privileges count, and whoever is named and not known becomes
 * a stub user. Throws `importColumnUnknown`, `importReferenceMissing`, `stubRoleMissing`, and what refuses a row.
 */
export function importRow(
  transaction: Transaction,
  environment: Environment,
  table: TableMetadata,
  row: ImportedColumns,
): ImportedRow {
  const work: Work = { transaction, environment, stubs: [], ambiguous: [] }
  const columns: Record<string, unknown> = {}
  const lookups: Record<string, RowReference | null> = {}
  for (const [name, value] of Object.entries(row)) {
    const column = table.columns.get(name === OWNER ? 'ownerid' : name)
    if (!column) throw new DomainError('importColumnUnknown', { table: table.logicalName, column: name })
    if (value === null) continue
    if (isLookup(column)) lookups[column.logicalName] = referenceTo(work, column, String(value))
    else columns[column.logicalName] = value
  }
  const platform = rowsOf(transaction, environment, 'systemuser').get(systemUserIdOf(environment)) ?? {}
  const session = createSession(environment, platform, NO_DIRECTORY, { unchecked: true })
  const made = createRecord(transaction, session, table, { ...noInput, columns, lookups })
  return { id: String(made[table.primaryId]), stubs: work.stubs, ambiguous: work.ambiguous }
}

function referenceTo(work: Work, column: ColumnMetadata, value: string): RowReference {
  const targets = column.targets ?? ['systemuser', 'team']
  for (const table of targets) {
    const id = isGuid(value) ? idOf(work, table, value) : idOfNamed(work, table, value)
    if (id !== undefined) return { table, id }
  }
  if (!targets.includes('systemuser') || !value.includes('@'))
    throw new DomainError('importReferenceMissing', { column: column.logicalName, value, targets: targets.join(', ') })
  const stub = createStub(work.transaction, work.environment, value)
  work.stubs.push(value)
  return { table: 'systemuser', id: String(stub.systemuserid) }
}

function idOf({ transaction, environment }: Work, table: string, id: string): string | undefined {
  return rowsOf(transaction, environment, table).has(fold(id)) ? fold(id) : undefined
}

function idOfNamed(work: Work, table: string, name: string): string | undefined {
  const { transaction, environment } = work
  if (table !== 'systemuser') return idByPrimaryName(transaction, environment, table, name)
  const { user, isAmbiguous } = findUserByName(transaction, environment, name)
  if (isAmbiguous) work.ambiguous.push(name)
  return user && String(user.systemuserid)
}

function idByPrimaryName(reader: Reader, environment: Environment, name: string, value: string): string | undefined {
  const table = requiredTable(modelOf(environment), name)
  if (table.primaryName === null) return undefined
  const row = rowsOf(reader, environment, name).findFirst(table.primaryName, fold(value))
  return row && String(row[table.primaryId])
}
