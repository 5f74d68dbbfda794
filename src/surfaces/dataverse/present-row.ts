import {
  type ColumnMetadata,
  isLookup,
  isPolymorphic,
  type Navigation,
  type TableMetadata,
  typeColumnOf,
} from '../../domain/dataverse/metadata.js'
import { type Row, rowsOf, type Value } from '../../domain/dataverse/tables.js'
import {
  ASSOCIATED_NAVIGATION,
  FORMATTED,
  LOGICAL_NAME,
  type WantedAnnotations,
  wantedAnnotations,
} from './annotations.js'
import { type RequestContext, readerOf } from './context.js'
import { hasOwnerId } from './entity-types.js'
import { formattedValue } from './formatted-value.js'
import type { JsonObject } from './json-object.js'
import { managedProperty } from './managed-property.js'
import { type Selection, wireName } from './selection.js'

export type RowPresenter = (row: Row) => JsonObject

/** Makes what shows rows of a table as JSON: etag, selected properties, the annotations asked for. */
export function createRowPresenter(context: RequestContext, table: TableMetadata, selection: Selection): RowPresenter {
  const wanted = wantedAnnotations(context.prefer)
  const columns = selection.columns.map((column) => createColumnPresenter(context, table, column, wanted))
  const principal = hasOwnerId(table)
  return (row) => {
    const shown: JsonObject = { '@odata.etag': etagOf(context, table, row) }
    for (const present of columns) present(row, shown)
    if (principal) shown.ownerid = row[table.primaryId]
    return shown
  }
}

/** `W/"…"` with the version of the row. */
export function etagOf(context: RequestContext, table: TableMetadata, row: Row): string {
  return `W/"${versionOf(context, table, row)}"`
}

function versionOf(context: RequestContext, table: TableMetadata, row: Row): number {
  const rows = rowsOf(readerOf(context), context.environment, table.logicalName)
  return rows.entry(String(row[table.primaryId]))?.version ?? 0
}

type ColumnPresenter = (row: Row, shown: JsonObject) => void

function createColumnPresenter(
  context: RequestContext,
  table: TableMetadata,
  column: ColumnMetadata,
  wanted: WantedAnnotations,
): ColumnPresenter {
  const name = wireName(column)
  const { logicalName } = column
  if (isLookup(column)) return lookupPresenter(context, table, column, wanted)
  if (column.type === 'ManagedProperty')
    return (row, shown) => {
      shown[name] = managedProperty(logicalName, row[logicalName] !== false)
    }
  if (logicalName === 'versionnumber')
    return (row, shown) => {
      shown[name] = versionOf(context, table, row)
    }
  if (!wanted.formatted)
    return (row, shown) => {
      shown[name] = row[logicalName] ?? null
    }
  return (row, shown) => {
    const value = row[logicalName] ?? null
    const formatted = formattedValue(column, value)
    if (formatted !== undefined) shown[`${name}@${FORMATTED}`] = formatted
    shown[name] = value
  }
}

function lookupPresenter(
  context: RequestContext,
  table: TableMetadata,
  column: ColumnMetadata,
  wanted: WantedAnnotations,
): ColumnPresenter {
  const name = wireName(column)
  const navigations = [...context.model.navigations(table.logicalName).values()].filter(
    (each): each is Extract<Navigation, { kind: 'single' }> =>
      each.kind === 'single' && each.column === column.logicalName,
  )
  return (row, shown) => {
    const value = row[column.logicalName] ?? null
    if (value !== null) {
      const target = lookupTable(column, row)
      const label = wanted.formatted ? lookupName(context, column, row) : undefined
      if (label !== undefined) shown[`${name}@${FORMATTED}`] = label
      const navigation = navigations.find((each) => each.targets.includes(target))
      if (wanted.navigation && navigation) shown[`${name}@${ASSOCIATED_NAVIGATION}`] = navigation.name
      if (wanted.logicalName) shown[`${name}@${LOGICAL_NAME}`] = target
    }
    shown[name] = value
  }
}

/** What the row that a lookup holds calls itself; undefined where there is none, or it has no name. */
export function lookupName(context: RequestContext, column: ColumnMetadata, row: Row): string | undefined {
  const value = row[column.logicalName] ?? null
  return value === null ? undefined : primaryNameOf(context, lookupTable(column, row), value)
}

/** The table of the row a lookup holds. */
function lookupTable(column: ColumnMetadata, row: Row): string {
  const named = isPolymorphic(column) ? row[typeColumnOf(column.logicalName)] : undefined
  return typeof named === 'string' ? named : (column.targets?.[0] ?? '')
}

/** What a row calls itself; undefined for rows without a name. */
function primaryNameOf(context: RequestContext, logicalName: string, id: Value): string | undefined {
  const table = context.model.table(logicalName)
  if (!table?.primaryName) return undefined
  const name = rowsOf(readerOf(context), context.environment, logicalName).get(String(id))?.[table.primaryName]
  return typeof name === 'string' ? name : undefined
}
