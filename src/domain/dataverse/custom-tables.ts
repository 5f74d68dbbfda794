import { guidOf } from '../../kernel/guid.js'
import type { CustomColumn, Environment, NewTable, TableExtension } from './environment-rows.js'
import type { ColumnMetadata, ColumnType, ManyToOne, TableMetadata } from './metadata.js'
import { standardTable } from './standard-tables.js'

const FIRST_CUSTOM_OBJECT_TYPE_CODE = 10_000

/** The columns that every user-owned table has, as the account table declares them. */
const systemColumns = [
  'createdby',
  'createdon',
  'createdonbehalfby',
  'importsequencenumber',
  'modifiedby',
  'modifiedon',
  'modifiedonbehalfby',
  'overriddencreatedon',
  'ownerid',
  'owningbusinessunit',
  'owningteam',
  'owninguser',
  'statecode',
  'statuscode',
  'timezoneruleversionnumber',
  'transactioncurrencyid',
  'utcconversiontimezonecode',
  'versionnumber',
]

/** The tables among what a fixture added; the rest are columns of standard ones. */
export function newTables({ customTables }: Pick<Environment, 'customTables'>): readonly NewTable[] {
  return customTables.filter((table) => 'entitySetName' in table)
}

/** Columns that a fixture added to standard tables. */
export function tableExtensions({ customTables }: Pick<Environment, 'customTables'>): readonly TableExtension[] {
  return customTables.filter((table) => !('entitySetName' in table))
}

/** A standard table with the columns that a fixture added to it. Throws where there is no such table. */
export function extendedTable({ logicalName, columns }: TableExtension): TableMetadata {
  const table = standardTable(logicalName)
  if (!table) throw new Error(`no standard table '${logicalName}'`)
  const own = columns.map((column) => ({ ...ownColumn(column), isCustom: true as const }))
  return {
    ...table,
    columns: new Map([...table.columns, ...own.map((column) => [column.logicalName, column] as const)]),
  }
}

/** A table that a fixture added, completed with the system columns of a user-owned table. `position` numbers it. */
export function customTableMetadata(table: NewTable, position: number): TableMetadata {
  const primaryId = `${table.logicalName}id`
  const own = table.columns.map(ownColumn)
  const account = standardTable('account')
  const system = systemColumns.flatMap((name) => account?.columns.get(name) ?? [])
  const columns = [
    { ...customColumn(primaryId, 'Uniqueidentifier'), required: 'SystemRequired' as const, validForUpdate: false },
    { ...customColumn(table.primaryName, 'String'), required: 'ApplicationRequired' as const },
    ...own,
    ...system,
  ]
  return {
    logicalName: table.logicalName,
    schemaName: table.logicalName,
    entitySetName: table.entitySetName,
    objectTypeCode: FIRST_CUSTOM_OBJECT_TYPE_CODE + position,
    ownership: 'UserOwned',
    primaryId,
    primaryName: table.primaryName,
    displayName: table.logicalName,
    displayCollectionName: table.entitySetName,
    metadataId: guidOf(`table/${table.logicalName}`),
    isIntersect: false,
    isActivity: false,
    isCustom: true,
    optimisticConcurrency: true,
    changeTracking: true,
    keys: [],
    columns: new Map(columns.map((column) => [column.logicalName, column])),
  }
}

/**
 * The relationships that a fixture added with a table: one for each lookup and target. Of a custom table all columns
 * count, of a standard one those that are custom. Rows of a custom table can have access teams of their own.
 */
export function customRelationships(table: TableMetadata): ManyToOne[] {
  const relationships: ManyToOne[] = table.isCustom ? [recordTeams(table)] : []
  for (const column of table.columns.values()) {
    if (column.type === 'Owner' || !(table.isCustom || column.isCustom)) continue
    for (const target of column.targets ?? []) relationships.push(relationshipOf(table, column, target))
  }
  return relationships
}

function recordTeams({ logicalName }: TableMetadata): ManyToOne {
  return {
    schemaName: `${logicalName}_Teams`,
    from: 'team',
    column: 'regardingobjectid',
    navigation: `regardingobjectid_${logicalName}`,
    to: logicalName,
    collection: `${logicalName}_Teams`,
    cascadeDelete: 'Cascade',
    cascadeAssign: 'NoCascade',
  }
}

function relationshipOf(table: TableMetadata, column: ColumnMetadata, target: string): ManyToOne {
  const several = (column.targets?.length ?? 0) > 1
  const schemaName = `${table.logicalName}_${column.logicalName}_${target}`
  return {
    schemaName,
    from: table.logicalName,
    column: column.logicalName,
    navigation: several ? `${column.schemaName}_${target}` : column.schemaName,
    to: target,
    collection: schemaName,
    cascadeDelete: 'RemoveLink',
    cascadeAssign: 'NoCascade',
  }
}

const MAX_TEXT = 100
const MAX_MEMO = 2000

function ownColumn({ logicalName, type, targets }: CustomColumn): ColumnMetadata {
  return customColumn(logicalName, type as ColumnType, targets)
}

function customColumn(schemaName: string, type: ColumnType, targets?: readonly string[]): ColumnMetadata {
  return {
    logicalName: schemaName.toLowerCase(),
    schemaName,
    type,
    label: schemaName,
    required: 'None',
    validForCreate: true,
    validForRead: true,
    validForUpdate: true,
    ...(type === 'String' ? { maxLength: MAX_TEXT } : {}),
    ...(type === 'Memo' ? { maxLength: MAX_MEMO } : {}),
    ...(type === 'Boolean' ? booleanChoices : {}),
    ...(targets ? { targets } : {}),
  }
}

const booleanChoices: Pick<ColumnMetadata, 'options' | 'default'> = {
  options: [
    [false, 'No'],
    [true, 'Yes'],
  ],
  default: false,
}
