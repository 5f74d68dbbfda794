import { DomainError } from '../../../kernel/errors.js'
import { isGuid } from '../../../kernel/guid.js'
import { formatInstant, isInstant, parseInstant } from '../../../kernel/instant.js'
import type { ColumnMetadata, TableMetadata } from '../metadata.js'
import type { Value } from '../tables.js'

/**
 * A JSON value as a column stores it. Throws `wrongType` (with the `literal` and the `type` expected), `textTooLong`,
 * `integerOutOfRange`, `decimalOutOfRange`, `choiceOutOfRange`, `dateInvalid`.
 */
export function readValue(table: TableMetadata, column: ColumnMetadata, value: unknown): Value {
  if (value === null || value === undefined) return null
  switch (column.type) {
    case 'String':
    case 'Memo':
      return readText(table, column, value)
    case 'Integer':
    case 'BigInt':
      return readInteger(column, value)
    case 'Picklist':
    case 'State':
    case 'Status':
      return readChoice(table, column, value)
    case 'Decimal':
    case 'Double':
    case 'Money':
      return readDecimal(column, value)
    case 'Boolean':
      return typeof value === 'boolean' ? value : wrongType(column, value, 'Edm.Boolean')
    case 'ManagedProperty':
      return readManagedProperty(column, value)
    case 'DateTime':
      return readDate(column, value)
    case 'Uniqueidentifier':
    case 'Lookup':
    case 'Owner':
    case 'Customer':
      return readGuid(column, value)
    case 'EntityName':
    case 'Image':
    case 'File':
      return typeof value === 'string' ? value : wrongType(column, value, 'Edm.String')
  }
}

function readText(table: TableMetadata, column: ColumnMetadata, value: unknown): string {
  if (typeof value !== 'string') return wrongType(column, value, 'Edm.String')
  if (column.maxLength !== undefined && value.length > column.maxLength)
    throw new DomainError('textTooLong', {
      column: column.logicalName,
      table: table.logicalName,
      limit: column.maxLength,
    })
  return value
}

const INTEGER = /^[+-]?\d+$/
const MAX_INTEGER = 2 ** 31 - 1

function readInteger(column: ColumnMetadata, value: unknown): number {
  const edm = column.type === 'BigInt' ? 'Edm.Int64' : 'Edm.Int32'
  const number = typeof value === 'string' && INTEGER.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isInteger(number)) return wrongType(column, value, edm)
  const highest = column.type === 'BigInt' ? Number.MAX_SAFE_INTEGER : MAX_INTEGER
  const { min = -highest - 1, max = highest } = column
  if (number < min || number > max) throw new DomainError('integerOutOfRange', { column: column.logicalName })
  return number
}

function readChoice(table: TableMetadata, column: ColumnMetadata, value: unknown): number {
  const number = typeof value === 'string' && INTEGER.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isInteger(number)) return wrongType(column, value, 'Edm.Int32')
  const options = column.options
  if (options && !options.some(([option]) => option === number))
    throw new DomainError('choiceOutOfRange', {
      value: number,
      column: column.logicalName,
      table: table.logicalName,
      accepted: options.map(([option]) => option),
    })
  return number
}

const DECIMAL = /^[+-]?\d+(\.\d+)?$/

function readDecimal(column: ColumnMetadata, value: unknown): number {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value
  const edm = column.type === 'Double' ? 'Edm.Double' : 'Edm.Decimal'
  if (typeof number !== 'number' || !Number.isFinite(number)) return wrongType(column, value, edm)
  const { min, max, precision } = column
  if ((min !== undefined && number < min) || (max !== undefined && number > max))
    throw new DomainError('decimalOutOfRange', { column: column.logicalName })
  return column.type === 'Double' && precision !== undefined ? Number(number.toFixed(precision)) : number
}

function readManagedProperty(column: ColumnMetadata, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  const inner = typeof value === 'object' && value !== null ? (value as { Value?: unknown }).Value : undefined
  return typeof inner === 'boolean' ? inner : wrongType(column, value, 'mscrm.BooleanManagedProperty')
}

/** The earliest date that Dataverse keeps. */
const EARLIEST = Date.UTC(1753, 0, 1)

function readDate(column: ColumnMetadata, value: unknown): string {
  const edm = column.format === 'DateOnly' ? 'Edm.Date' : 'Edm.DateTimeOffset'
  if (typeof value !== 'string') return wrongType(column, value, edm)
  const instant = isInstant(value) ? parseInstant(value) : undefined
  if (instant === undefined || instant < EARLIEST) throw new DomainError('dateInvalid', { column: column.logicalName })
  return column.format === 'DateOnly' ? value.slice(0, 10) : formatInstant(instant)
}

function readGuid(column: ColumnMetadata, value: unknown): string {
  return typeof value === 'string' && isGuid(value) ? value.toLowerCase() : wrongType(column, value, 'Edm.Guid')
}

function wrongType(column: ColumnMetadata, value: unknown, type: string): never {
  const literal = typeof value === 'string' ? value : JSON.stringify(value)
  throw new DomainError('wrongType', { column: column.logicalName, literal, type })
}
