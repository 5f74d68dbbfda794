import type { TableMetadata } from '../metadata.js'
import type { Row, Value } from '../tables.js'

const known = new WeakMap<TableMetadata, Row>()

/** What a new row of a table has where its maker says nothing: default choices, state and status. */
export function defaultColumns(table: TableMetadata): Row {
  const remembered = known.get(table)
  if (remembered) return remembered
  const row: Record<string, Value> = {}
  for (const column of table.columns.values()) {
    if (column.type === 'State') row[column.logicalName] = Number(column.default ?? column.options?.[0]?.[0] ?? 0)
    else if (column.type === 'Status') continue
    else if (column.default !== undefined) row[column.logicalName] = column.default
    else if (column.type === 'ManagedProperty') row[column.logicalName] = true
  }
  if (table.columns.has('statuscode')) row.statuscode = defaultStatus(table, Number(row.statecode ?? 0))
  known.set(table, row)
  return row
}

/** The status that a state begins with. */
export function defaultStatus(table: TableMetadata, state: number): number {
  const choice = table.columns.get('statecode')?.options?.find(([value]) => value === state)
  return choice?.[2] ?? 1
}

/** True when the status belongs to the state. */
export function isStatusOf(table: TableMetadata, state: number, status: number): boolean {
  const choice = table.columns.get('statuscode')?.options?.find(([value]) => value === status)
  return choice !== undefined && (choice[2] === undefined || choice[2] === state)
}
