import { visibleRows } from '../../domain/dataverse/access-check.js'
import {
  type ColumnMetadata,
  isLookup,
  lookupProperty,
  type Navigation as NavigationMetadata,
  type TableMetadata,
} from '../../domain/dataverse/metadata.js'
import { requiredTable } from '../../domain/dataverse/model.js'
import { type Row, rowsOf } from '../../domain/dataverse/tables.js'
import type { EntityType, Navigation, Property, PropertyIndex } from '../../odata/model.js'
import type { EdmType } from '../../odata/nodes/literal.js'
import { type RequestContext, readerOf } from './context.js'
import { followCollection, followVisible } from './follow-navigation.js'
import { managedPropertyType } from './managed-property.js'

const properties = new WeakMap<TableMetadata, ReadonlyMap<string, Property<Row>>>()

/** A table as the OData engine sees it in a request: navigation shows only rows that the caller may read. */
export function entityTypeOf(context: RequestContext, table: TableMetadata): EntityType<Row> {
  const known = propertiesOf(table)
  const navigations = context.model.navigations(table.logicalName)
  return {
    name: `Microsoft.Dynamics.CRM.${table.logicalName}`,
    property: (name) => (name === 'versionnumber' ? versionProperty(context, table) : known.get(name)),
    navigation(name) {
      const navigation = navigations.get(name)
      return navigation && navigationOf(context, table, navigation)
    },
  }
}

/** The properties of a table by the names they have on the wire. */
export function propertiesOf(table: TableMetadata): ReadonlyMap<string, Property<Row>> {
  const known = properties.get(table)
  if (known) return known
  const made = new Map<string, Property<Row>>()
  for (const column of table.columns.values()) {
    if (!column.validForRead) continue
    const property = propertyOf(table, column)
    made.set(property.name, property)
  }
  if (hasOwnerId(table)) made.set('ownerid', { ...plain('ownerid', 'Edm.Guid'), get: (row) => row[table.primaryId] })
  properties.set(table, made)
  return made
}

/** Users and teams are principals and show their id as `ownerid` too. */
export function hasOwnerId(table: TableMetadata): boolean {
  return table.logicalName === 'systemuser' || table.logicalName === 'team'
}

const edmTypes: Readonly<Record<ColumnMetadata['type'], EdmType>> = {
  String: 'Edm.String',
  Memo: 'Edm.String',
  Integer: 'Edm.Int32',
  BigInt: 'Edm.Int64',
  Decimal: 'Edm.Decimal',
  Double: 'Edm.Double',
  Money: 'Edm.Decimal',
  Boolean: 'Edm.Boolean',
  Picklist: 'Edm.Int32',
  State: 'Edm.Int32',
  Status: 'Edm.Int32',
  Lookup: 'Edm.Guid',
  Owner: 'Edm.Guid',
  Customer: 'Edm.Guid',
  Uniqueidentifier: 'Edm.Guid',
  DateTime: 'Edm.DateTimeOffset',
  EntityName: 'Edm.String',
  ManagedProperty: 'complex',
  Image: 'Edm.Binary',
  File: 'Edm.Binary',
}

/** The type of a column on the wire. */
export function edmTypeOf(column: ColumnMetadata): EdmType {
  return column.type === 'DateTime' && column.format === 'DateOnly' ? 'Edm.Date' : edmTypes[column.type]
}

function propertyOf(table: TableMetadata, column: ColumnMetadata): Property<Row> {
  const { logicalName } = column
  const name = isLookup(column) ? lookupProperty(logicalName) : logicalName
  if (column.type === 'ManagedProperty') return { ...plain(name, 'complex'), ...managedPropertyType(logicalName) }
  const index = indexOf(table, column)
  return { ...plain(name, edmTypeOf(column)), get: (row) => row[logicalName], ...(index ? { index } : {}) }
}

function plain(name: string, type: EdmType): Pick<Property<Row>, 'name' | 'type' | 'collection'> {
  return { name, type, collection: false }
}

/** The index of the store's table that finds rows by a column. */
function indexOf(table: TableMetadata, column: ColumnMetadata): PropertyIndex | undefined {
  const { logicalName } = column
  if (logicalName === table.primaryId || logicalName === table.primaryName) return { name: logicalName, everyRow: true }
  const key = table.keys.find((each) => each.columns.length === 1 && each.columns[0] === logicalName)
  if (key) return { name: key.logicalName }
  const isIndexed =
    isLookup(column) ||
    (table.isIntersect && column.type === 'Uniqueidentifier') ||
    (table.logicalName === 'systemuser' && (logicalName === 'domainname' || logicalName === 'applicationid'))
  return isIndexed ? { name: logicalName } : undefined
}

function versionProperty(context: RequestContext, table: TableMetadata): Property<Row> {
  const rows = rowsOf(readerOf(context), context.environment, table.logicalName)
  return {
    ...plain('versionnumber', 'Edm.Int64'),
    get: (row) => rows.entry(String(row[table.primaryId]))?.version ?? 0,
  }
}

function navigationOf(context: RequestContext, table: TableMetadata, metadata: NavigationMetadata): Navigation<Row> {
  const { name } = metadata
  if (metadata.kind === 'single') {
    return {
      name,
      collection: false,
      target: () => entityTypeOf(context, requiredTable(context.model, metadata.targets[0] ?? '')),
      follow(row) {
        const followed = followVisible(context, metadata, row)
        return followed ? [followed.row] : []
      },
    }
  }
  const target = requiredTable(context.model, metadata.target)
  return {
    name,
    collection: true,
    target: () => entityTypeOf(context, target),
    *follow(row) {
      const test = visibleRows(readerOf(context), context.session, target)
      for (const each of followCollection(context, table, metadata, row)) if (!test || test(each)) yield each
    },
  }
}
