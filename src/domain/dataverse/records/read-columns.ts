import { DomainError } from '../../../kernel/errors.js'
import type { TableMetadata } from '../metadata.js'
import { isPolymorphic, typeColumnOf } from '../metadata.js'
import type { Row, Value } from '../tables.js'
import { readValue } from './read-value.js'
import type { RecordInput } from './record-input.js'

/**
 * The columns of an input as they are stored. Columns that the caller cannot write here are left out without a word,
 * as the service does. Throws what `readValue` throws, and `columnUnknown`.
 */
export function readColumns(table: TableMetadata, input: RecordInput, mode: 'create' | 'update'): Row {
  const row: Record<string, Value> = {}
  for (const [name, value] of Object.entries(input.columns)) {
    const column = table.columns.get(name)
    if (!column) throw new DomainError('columnUnknown', { column: name, table: table.logicalName })
    if (!(mode === 'create' ? column.validForCreate : column.validForUpdate)) continue
    row[name] = readValue(table, column, value)
    if (column.type === 'Money' && table.columns.has(`${name}_base`)) row[`${name}_base`] = row[name] ?? null
  }
  for (const [name, reference] of Object.entries(input.lookups)) {
    const column = table.columns.get(name)
    if (!column || !(mode === 'create' ? column.validForCreate : column.validForUpdate)) continue
    row[name] = reference?.id ?? null
    if (isPolymorphic(column)) row[typeColumnOf(name)] = reference?.table ?? null
  }
  return row
}

/** A row without the columns that are null: absent means null in the store. */
export function withoutNulls(row: Row): Row {
  const kept: Record<string, Value> = {}
  for (const [name, value] of Object.entries(row)) if (value !== null && value !== undefined) kept[name] = value
  return kept
}

/** A row without the value of a column, and without the table that a lookup of several remembers with it. */
export function withoutColumn(table: TableMetadata, row: Row, name: string): Row {
  const column = table.columns.get(name)
  const companion = column && isPolymorphic(column) ? { [typeColumnOf(name)]: null } : {}
  return withoutNulls({ ...row, [name]: null, ...companion })
}
