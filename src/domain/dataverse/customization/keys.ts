import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../access.js'
import { requireNamedPrivilege } from '../access-check.js'
import type { ColumnType, KeyMetadata, TableMetadata } from '../metadata.js'
import type { Session } from '../session.js'
import { alternateKeyOf, rowsOf } from '../tables.js'
import { customTableOf, saveTable } from './change-tables.js'
import { requireSchemaName } from './schema-name.js'

const MOST_KEYS = 10

/** Columns of which a key may consist (Microsoft: Define alternate keys to reference rows). */
const keyTypes: ReadonlySet<ColumnType> = new Set<ColumnType>([
  'String',
  'Integer',
  'Decimal',
  'DateTime',
  'Lookup',
  'Picklist',
])

/**
 * Declares an alternate key. Throws `privilegeMissing`, `schemaNameInvalid`, `keyNameTaken`, `tooManyKeys`,
 * `keyColumnInvalid`, and `keyViolated` where rows have the same values already.
 */
export function createKey(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  input: { readonly schemaName: string; readonly columns: readonly string[] },
): KeyMetadata {
  requireNamedPrivilege(transaction, session, 'prvCreateEntityKey')
  requireSchemaName('entitykey', input.schemaName)
  const key = { logicalName: input.schemaName.toLowerCase(), columns: input.columns.map((name) => name.toLowerCase()) }
  requireSound(table, key)
  const { environment } = session
  const seen = new Set<string>()
  for (const row of rowsOf(transaction, environment, table.logicalName).rows()) {
    const value = alternateKeyOf(row, key.columns)
    if (value !== null && seen.has(value))
      throw new DomainError('keyViolated', { key: input.schemaName, table: table.logicalName })
    if (value !== null) seen.add(value)
  }
  const custom = customTableOf(environment, table.logicalName)
  saveTable(transaction, environment, { ...custom, keys: [...(custom.keys ?? []), key] })
  return key
}

function requireSound(table: TableMetadata, key: KeyMetadata): void {
  const { logicalName } = table
  if (table.keys.some((each) => each.logicalName === key.logicalName) || table.columns.has(key.logicalName))
    throw new DomainError('keyNameTaken', { name: key.logicalName, table: logicalName })
  if (table.keys.length >= MOST_KEYS) throw new DomainError('tooManyKeys', { table: logicalName, most: MOST_KEYS })
  const { columns } = key
  const faulty = columns.find((name, at) => {
    const column = table.columns.get(name)
    return !column || !keyTypes.has(column.type) || columns.indexOf(name) !== at
  })
  if (columns.length === 0 || faulty !== undefined)
    throw new DomainError('keyColumnInvalid', { column: faulty ?? '', table: logicalName })
}

/** Withdraws an alternate key. Throws `privilegeMissing`, `keyNotCustom` for one that the table came with. */
export function deleteKey(transaction: Transaction, session: Session, table: TableMetadata, key: KeyMetadata): void {
  requireNamedPrivilege(transaction, session, 'prvDeleteEntityKey')
  const { environment } = session
  const custom = customTableOf(environment, table.logicalName)
  const keys = (custom.keys ?? []).filter(({ logicalName }) => logicalName !== key.logicalName)
  if (keys.length === (custom.keys ?? []).length) throw new DomainError('keyNotCustom', { key: key.logicalName })
  saveTable(transaction, environment, { ...custom, keys })
}
