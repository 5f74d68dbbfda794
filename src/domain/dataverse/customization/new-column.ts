import { DomainError } from '../../../kernel/errors.js'
import type { ColumnDetails, CustomColumn } from '../environment-rows.js'
import type { Choice, ColumnMetadata, ColumnType } from '../metadata.js'
import { requireSchemaName } from './schema-name.js'

/** A column as somebody wants it to be. Choices without a value get one. */
export interface ColumnInput extends Omit<ColumnDetails, 'options'> {
  readonly schemaName: string
  readonly type: ColumnType
  readonly options?: readonly { readonly value?: number; readonly label: string }[]
  readonly isPrimaryName?: boolean
}

type Limit = readonly [
  detail: keyof ColumnMetadata & ('maxLength' | 'precision' | 'min' | 'max'),
  from: number,
  to: number,
]

const LARGEST = 100_000_000_000

/** What a column of a type may say of its values (Microsoft: Column data types). */
const limits: Partial<Record<ColumnType, readonly Limit[]>> = {
  String: [['maxLength', 1, 4000]],
  Memo: [['maxLength', 1, 1_048_576]],
  Integer: [
    ['min', -(2 ** 31), 2 ** 31 - 1],
    ['max', -(2 ** 31), 2 ** 31 - 1],
  ],
  Decimal: [
    ['min', -LARGEST, LARGEST],
    ['max', -LARGEST, LARGEST],
    ['precision', 0, 10],
  ],
  Double: [
    ['min', -LARGEST, LARGEST],
    ['max', -LARGEST, LARGEST],
    ['precision', 0, 5],
  ],
  Money: [
    ['min', -922_337_203_685_477, 922_337_203_685_477],
    ['max', -922_337_203_685_477, 922_337_203_685_477],
    ['precision', 0, 4],
  ],
}

/** The types that a column can be made with by itself; lookups come with their relationship. */
const types: ReadonlySet<ColumnType> = new Set<ColumnType>([
  'String',
  'Memo',
  'Integer',
  'BigInt',
  'Decimal',
  'Double',
  'Money',
  'Boolean',
  'Picklist',
  'DateTime',
])

/** The value of the first choice that a publisher did not number. */
const FIRST_CHOICE = 100_000_000

/**
 * A column as the environment keeps it. Throws `schemaNameInvalid`, `columnTypeUnavailable`, `columnDetailInvalid`,
 * `choicesInvalid`.
 */
export function newColumn({ schemaName, isPrimaryName: _, options, ...input }: ColumnInput): CustomColumn {
  requireSchemaName('attribute', schemaName)
  const logicalName = schemaName.toLowerCase()
  if (!types.has(input.type)) throw new DomainError('columnTypeUnavailable', { type: input.type, name: logicalName })
  requireDetails(logicalName, input.type, input)
  return { ...input, logicalName, schemaName, ...(options ? { options: choicesOf(logicalName, input, options) } : {}) }
}

/** Throws `columnDetailInvalid` for limits of values that a column of the type cannot have. */
export function requireDetails(name: string, type: ColumnType, details: ColumnDetails | ColumnInput): void {
  for (const [detail, from, to] of limits[type] ?? []) {
    const value = details[detail]
    if (value === undefined || (Number.isFinite(value) && value >= from && value <= to)) continue
    throw new DomainError('columnDetailInvalid', { name, detail, value, from, to })
  }
  const { min, max } = details
  if (min !== undefined && max !== undefined && min > max)
    throw new DomainError('columnDetailInvalid', { name, detail: 'min', value: min, from: 'the lowest value', to: max })
}

function choicesOf(
  name: string,
  { type, default: chosen }: Pick<ColumnInput, 'type' | 'default'>,
  options: NonNullable<ColumnInput['options']>,
): Choice[] {
  let next = Math.max(FIRST_CHOICE - 1, ...options.map(({ value = 0 }) => value)) + 1
  const choices = options.map(({ value, label }): Choice => [value ?? next++, label])
  const values = new Set(choices.map(([value]) => value))
  const isDefaultThere = type === 'Boolean' || chosen === undefined || chosen === -1 || values.has(chosen)
  if (values.size < choices.length || !isDefaultThere) throw new DomainError('choicesInvalid', { name })
  return choices
}
