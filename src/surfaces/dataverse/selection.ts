import { type ColumnMetadata, isLookup, lookupProperty, type TableMetadata } from '../../domain/dataverse/metadata.js'
import type { SelectItem } from '../../odata/nodes/query.js'
import { ODataProblem } from '../../odata/problem.js'
import { hasOwnerId } from './entity-types.js'

/** Which properties of a row are shown. */
export interface Selection {
  /** As asked for, in that order; undefined without `$select`. */
  readonly names: readonly string[] | undefined
  readonly columns: readonly ColumnMetadata[]
}

const everything = new WeakMap<TableMetadata, Selection>()

/** What `$select` asks of a table, completed with what is always shown. Throws `ODataProblem` for unknown names. */
export function selectionOf(table: TableMetadata, select: readonly SelectItem[] | undefined): Selection {
  if (select === undefined || select.some((item) => item.path[0] === '*')) return fullSelection(table)
  const columns = new Set<ColumnMetadata>()
  const names = select.map((item) => {
    const name = item.path[0] ?? ''
    const column = columnNamed(table, name)
    if (column) columns.add(column)
    else if (!(name === 'ownerid' && hasOwnerId(table))) throw unknownProperty(table, name, item.position)
    return name
  })
  if ([...columns].some((column) => column.type === 'Money')) add(columns, table, 'transactioncurrencyid')
  if ([...columns].some((column) => column.logicalName === 'address1_line1')) add(columns, table, 'address1_composite')
  add(columns, table, table.primaryId)
  return { names, columns: [...columns] }
}

/** A selection of certain columns and the id. */
export function selectionOfColumns(table: TableMetadata, names: readonly string[]): Selection {
  const columns = new Set<ColumnMetadata>()
  for (const name of names) add(columns, table, name)
  add(columns, table, table.primaryId)
  return { names, columns: [...columns] }
}

/** What to throw for a name that is no property of the table. */
export function unknownProperty(table: TableMetadata, name: string, position: number): ODataProblem {
  const type = `Microsoft.Dynamics.CRM.${table.logicalName}`
  return new ODataProblem({ reason: 'unknownProperty', property: name, type }, position)
}

/** The column behind a name on the wire; a lookup may go by its column's name as well. */
export function columnNamed(table: TableMetadata, name: string): ColumnMetadata | undefined {
  const lookup = name.startsWith('_') && name.endsWith('_value') ? name.slice(1, -'_value'.length) : undefined
  const column = table.columns.get(lookup ?? name)
  if (!column?.validForRead || (lookup !== undefined && !isLookup(column))) return undefined
  return column
}

/** The name under which a column stands in a row. */
export function wireName(column: ColumnMetadata): string {
  return isLookup(column) ? lookupProperty(column.logicalName) : column.logicalName
}

function fullSelection(table: TableMetadata): Selection {
  const known = everything.get(table)
  if (known) return known
  const columns = [...table.columns.values()].filter((column) => column.validForRead)
  const made = { names: undefined, columns }
  everything.set(table, made)
  return made
}

function add(columns: Set<ColumnMetadata>, table: TableMetadata, name: string): void {
  const column = table.columns.get(name)
  if (column) columns.add(column)
}
