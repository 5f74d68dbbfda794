import { guidOf } from '../../kernel/guid.js'
import { customColumn } from './custom-columns.js'
import type { Environment, NewIntersect, NewTable, TableExtension } from './environment-rows.js'
import type { TableMetadata } from './metadata.js'
import { standardTable } from './standard-tables.js'

const FIRST_CUSTOM_OBJECT_TYPE_CODE = 10_000

/** The columns that every table has, as the account table declares them. */
const systemColumns = [
  'createdby',
  'createdon',
  'createdonbehalfby',
  'importsequencenumber',
  'modifiedby',
  'modifiedon',
  'modifiedonbehalfby',
  'overriddencreatedon',
  'statecode',
  'statuscode',
  'timezoneruleversionnumber',
  'transactioncurrencyid',
  'utcconversiontimezonecode',
  'versionnumber',
]

const ownerColumns = ['ownerid', 'owningbusinessunit', 'owningteam', 'owninguser']

/** The tables among what an environment has beside the standard ones; the rest says more about those. */
export function newTables({ customTables }: Pick<Environment, 'customTables'>): readonly NewTable[] {
  return customTables.filter((table) => 'entitySetName' in table)
}

/** What an environment has beside the columns of standard tables. */
export function tableExtensions({ customTables }: Pick<Environment, 'customTables'>): readonly TableExtension[] {
  return customTables.filter((table) => !('entitySetName' in table) && !('link' in table))
}

/** The many-to-many relationships that an environment has beside the standard ones. */
export function newIntersects({ customTables }: Pick<Environment, 'customTables'>): readonly NewIntersect[] {
  return customTables.filter((table) => 'link' in table)
}

/** The number of the next table of an environment. Numbers are not given twice while their table is there. */
export function nextObjectTypeCode(environment: Pick<Environment, 'customTables'>): number {
  const codes = newTables(environment).map((table) => table.objectTypeCode)
  return Math.max(FIRST_CUSTOM_OBJECT_TYPE_CODE - 1, ...codes) + 1
}

const extended = byIdentity(extendTable)
const completed = byIdentity(completeTable)
const intersects = byIdentity(intersectTable)

/** A standard table with what an environment says more about it. Throws where there is no such table. */
export function extendedTable(extension: TableExtension): TableMetadata {
  return extended(extension)
}

/** A table beside the standard ones, completed with the system columns. The same row gives the same table. */
export function customTableMetadata(table: NewTable): TableMetadata {
  return completed(table)
}

/** The table that holds the links of a many-to-many relationship. */
export function intersectMetadata(intersect: NewIntersect): TableMetadata {
  return intersects(intersect)
}

/** Tables are compared by identity elsewhere: one that did not change stays what it was when another one does. */
function byIdentity<Row extends object>(make: (row: Row) => TableMetadata): (row: Row) => TableMetadata {
  const known = new WeakMap<Row, TableMetadata>()
  return (row) => {
    const made = known.get(row) ?? make(row)
    known.set(row, made)
    return made
  }
}

function extendTable({ columns, keys = [], ...extension }: TableExtension): TableMetadata {
  const table = standardTable(extension.logicalName)
  if (!table) throw new Error(`no standard table '${extension.logicalName}'`)
  const own = columns.map(customColumn)
  return {
    ...table,
    ...extension,
    keys: [...table.keys, ...keys],
    columns: new Map([...table.columns, ...own.map((column) => [column.logicalName, column] as const)]),
  }
}

function completeTable(table: NewTable): TableMetadata {
  const { logicalName, schemaName = logicalName, ownership = 'UserOwned', entitySetName } = table
  const primaryId = `${logicalName}id`
  const account = standardTable('account')
  const system = ownership === 'UserOwned' ? [...systemColumns, ...ownerColumns] : systemColumns
  const own = table.columns.map(customColumn)
  const isNameOwn = own.some((column) => column.logicalName === table.primaryName.toLowerCase())
  const columns = [
    {
      ...customColumn({ logicalName: `${schemaName}Id`, type: 'Uniqueidentifier' }),
      required: 'SystemRequired' as const,
      validForUpdate: false,
    },
    ...(isNameOwn
      ? []
      : [customColumn({ logicalName: table.primaryName, type: 'String', required: 'ApplicationRequired' })]),
    ...own,
    ...system.flatMap((name) => account?.columns.get(name) ?? []),
  ]
  return {
    ...{ logicalName, schemaName, entitySetName, ownership, primaryId },
    objectTypeCode: table.objectTypeCode,
    primaryName: table.primaryName,
    displayName: table.displayName ?? logicalName,
    displayCollectionName: table.displayCollectionName ?? entitySetName,
    ...(table.description === undefined ? {} : { description: table.description }),
    metadataId: guidOf(`table/${logicalName}`),
    isIntersect: false,
    isActivity: false,
    isCustom: true,
    optimisticConcurrency: true,
    changeTracking: table.changeTracking ?? true,
    keys: table.keys ?? [],
    columns: new Map(columns.map((column) => [column.logicalName, column])),
  }
}

function intersectTable({ logicalName, link }: NewIntersect): TableMetadata {
  const primaryId = `${logicalName}id`
  const version = standardTable('account')?.columns.get('versionnumber')
  const ids = [primaryId, link.column1, link.column2].map((name) => ({
    ...customColumn({ logicalName: name, type: 'Uniqueidentifier', required: 'SystemRequired' }),
    validForCreate: false,
    validForUpdate: false,
  }))
  return {
    ...{ logicalName, schemaName: link.schemaName, entitySetName: `${logicalName}set`, primaryId },
    objectTypeCode: null,
    ownership: 'None',
    primaryName: null,
    displayName: null,
    displayCollectionName: null,
    metadataId: guidOf(`table/${logicalName}`),
    isIntersect: true,
    isActivity: false,
    isCustom: true,
    optimisticConcurrency: true,
    changeTracking: false,
    keys: [],
    columns: new Map([...ids, ...(version ? [version] : [])].map((column) => [column.logicalName, column])),
  }
}
