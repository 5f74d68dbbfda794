import data from '../../../fixtures/dataverse-tables.json' with { type: 'json' }
import { guidOf } from '../../kernel/guid.js'
import type { ColumnMetadata, ColumnType, ManyToMany, ManyToOne, Ownership, TableMetadata } from './metadata.js'

type Limits = Pick<
  ColumnMetadata,
  'maxLength' | 'min' | 'max' | 'precision' | 'format' | 'behavior' | 'options' | 'default' | 'targets'
>
/** `[name, schema name or 0 when equal, type, label or 0, valid for C R U and required + * !, limits]` */
type ColumnData = readonly [string, string | 0, ColumnType, string | 0, string, Limits?]

interface TableData {
  readonly name: string
  readonly schema: string
  readonly set: string
  readonly code: number | null
  readonly ownership: Ownership
  readonly id: string
  readonly primaryName: string | null
  readonly label: string | null
  readonly plural: string | null
  readonly metadataId?: string
  readonly traits: readonly string[]
  readonly keys?: readonly (readonly string[])[]
  readonly columns: readonly ColumnData[]
}

// The compiler takes rows of JSON for arrays of anything that stands in them; their form is told in fixtures/README.md.
const { tables, manyToOne, manyToMany } = data as unknown as {
  tables: readonly TableData[]
  manyToOne: readonly (readonly [string, string, string, string, string, string, string, string])[]
  manyToMany: readonly (readonly [string, string, string, string, string, string, string, string])[]
}

const read = new Map<string, TableMetadata>()

/** Logical names of the tables that every environment with a database has. */
export const standardTableNames: readonly string[] = tables.map((table) => table.name)

/** Logical name by entity set name. */
export const standardEntitySets: ReadonlyMap<string, string> = new Map(tables.map((table) => [table.set, table.name]))

/** The metadata of a standard table, read from the data when first asked for. */
export function standardTable(logicalName: string): TableMetadata | undefined {
  const known = read.get(logicalName)
  if (known) return known
  const found = tables.find((table) => table.name === logicalName)
  if (!found) return undefined
  const table = tableMetadata(found)
  read.set(logicalName, table)
  return table
}

/** The lookups between standard tables. */
export const standardManyToOne: readonly ManyToOne[] = manyToOne.map(
  ([schemaName, from, column, navigation, to, collection, cascadeDelete, cascadeAssign]) => ({
    schemaName,
    from,
    column,
    navigation,
    to,
    collection,
    cascadeDelete,
    cascadeAssign,
  }),
)

/** The many-to-many relationships between standard tables. */
export const standardManyToMany: readonly ManyToMany[] = manyToMany.map(
  ([schemaName, table1, column1, navigation1, table2, column2, navigation2, intersectTable]) => ({
    schemaName,
    table1,
    column1,
    navigation1,
    table2,
    column2,
    navigation2,
    intersectTable,
  }),
)

function tableMetadata(table: TableData): TableMetadata {
  return {
    logicalName: table.name,
    schemaName: table.schema,
    entitySetName: table.set,
    objectTypeCode: table.code,
    ownership: table.ownership,
    primaryId: table.id,
    primaryName: table.primaryName,
    displayName: table.label,
    displayCollectionName: table.plural,
    metadataId: table.metadataId ?? guidOf(`table/${table.name}`),
    isIntersect: table.traits.includes('intersect'),
    isActivity: table.traits.includes('activity'),
    isCustom: false,
    optimisticConcurrency: table.traits.includes('concurrency'),
    changeTracking: table.traits.includes('tracking'),
    keys: (table.keys ?? []).map(([logicalName = '', ...columns]) => ({ logicalName, columns })),
    columns: new Map(table.columns.map((column) => [column[0], columnMetadata(column)])),
  }
}

const requiredLevels = { '+': 'Recommended', '*': 'ApplicationRequired', '!': 'SystemRequired' } as const

function columnMetadata([name, schema, type, label, valid, limits = {}]: ColumnData): ColumnMetadata {
  const level = valid.at(-1) as keyof typeof requiredLevels | undefined
  return {
    logicalName: name,
    schemaName: schema === 0 ? name : schema,
    type,
    label: label === 0 ? null : label,
    required: (level && requiredLevels[level]) || 'None',
    validForCreate: valid.includes('C'),
    validForRead: valid.includes('R'),
    validForUpdate: valid.includes('U'),
    ...limits,
  }
}
