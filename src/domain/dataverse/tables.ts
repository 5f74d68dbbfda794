import { fold } from '../../kernel/fold.js'
import {
  defineTable,
  equality,
  type IndexDefinition,
  ordered,
  type TableDefinition,
  unique,
} from '../../store/table-definition.js'
import type { Reader, TableReader, Transaction } from '../access.js'
import type { Environment } from './environment-rows.js'
import { isLookup, type TableMetadata } from './metadata.js'
import { type Model, modelOf, requiredTable } from './model.js'

export type Value = string | number | boolean | null

/**
 * A row of any Dataverse table: columns by logical name, absent where null. Lookups are plain columns that hold the
 * id; a polymorphic one has its table in `{column}type`. Ids and lookups are lower-case.
 */
export type Row = Readonly<Record<string, Value>>

/** The Power Platform environments of a tenant. */
export const environments = defineTable<Environment>({
  name: 'environments',
  id: (environment) => environment.id,
  indexes: { uniqueName: unique((environment) => fold(environment.uniqueName)) },
})

const definitions = new WeakMap<TableMetadata, TableDefinition<Row>>()

/**
 * The store's table behind a Dataverse table; use it with the environment id as scope. Its indexes carry column names:
 * the primary id and the primary name (folded; '' where null) ordered, lookups and whatever relationships lead through by equality,
 * alternate keys (under the key's name) unique.
 */
function tableOf(environment: Pick<Environment, 'customTables'>, logicalName: string): TableDefinition<Row> {
  const model = modelOf(environment)
  const table = requiredTable(model, logicalName)
  const known = definitions.get(table)
  if (known) return known
  const definition = defineTable<Row>({
    name: table.logicalName,
    id: (row) => String(row[table.primaryId]),
    indexes: { ...referenceIndexes(model, table), ...standardIndexes(table), ...specialIndexes[table.logicalName] },
  })
  definitions.set(table, definition)
  return definition
}

/** The rows of a Dataverse table of an environment. */
export function rowsOf(reader: Reader, environment: Environment, logicalName: string): TableReader<Row> {
  return reader.table(tableOf(environment, logicalName), environment.id)
}

/** Adds a row to a Dataverse table. */
export function insertRow(transaction: Transaction, environment: Environment, logicalName: string, row: Row): Row {
  return transaction.insert(tableOf(environment, logicalName), row, environment.id)
}

/** Puts a row in place of the one with the same id. */
export function replaceRow(transaction: Transaction, environment: Environment, logicalName: string, row: Row): Row {
  return transaction.replace(tableOf(environment, logicalName), row, environment.id)
}

/** Removes a row of an environment. */
export function removeRow(transaction: Transaction, environment: Environment, logicalName: string, id: string): void {
  transaction.remove(tableOf(environment, logicalName), id, environment.id)
}

/** The key under which an alternate key of several columns is indexed; null when a column of it is null. */
export function alternateKeyOf(row: Row, columns: readonly string[]): string | null {
  const parts: string[] = []
  for (const column of columns) {
    const value = row[column]
    if (value === undefined || value === null) return null
    parts.push(fold(String(value)))
  }
  return parts.join('\n')
}

/** A relationship may lead through a plain id, as from a person's settings to the business unit. */
function referenceIndexes({ manyToOne }: Model, { logicalName }: TableMetadata): Record<string, IndexDefinition<Row>> {
  const columns = manyToOne.filter(({ from }) => from === logicalName).map((each) => each.column)
  return Object.fromEntries(columns.map((name) => [name, equality(column(name))]))
}

function standardIndexes(table: TableMetadata): Record<string, IndexDefinition<Row>> {
  const indexes: Record<string, IndexDefinition<Row>> = { [table.primaryId]: ordered(column(table.primaryId)) }
  const { primaryName } = table
  if (primaryName) indexes[primaryName] = ordered((row) => fold(String(row[primaryName] ?? '')))
  for (const each of table.columns.values()) {
    if (
      isLookup(each) ||
      (table.isIntersect && each.type === 'Uniqueidentifier' && each.logicalName !== table.primaryId)
    )
      indexes[each.logicalName] = equality(column(each.logicalName))
  }
  for (const key of table.keys) indexes[key.logicalName] = unique((row) => alternateKeyOf(row, key.columns))
  return indexes
}

const specialIndexes: Readonly<Record<string, Record<string, IndexDefinition<Row>>>> = {
  systemuser: {
    applicationid: unique(column('applicationid')),
    domainname: equality((row) => (typeof row.domainname === 'string' ? fold(row.domainname) : null)),
  },
  team: { azureactivedirectoryobjectid: equality(column('azureactivedirectoryobjectid')) },
  systemuserroles: { pair: unique((row) => pairKey(row.systemuserid, row.roleid)) },
  teamroles: { pair: unique((row) => pairKey(row.teamid, row.roleid)) },
  teammembership: { pair: unique((row) => pairKey(row.teamid, row.systemuserid)) },
  principalobjectaccess: {
    objectid: equality(column('objectid')),
    principalid: equality(column('principalid')),
    pair: unique((row) => pairKey(row.objectid, row.principalid)),
  },
}

/** The key of the `pair` index of an intersect table, in the order of its columns. */
export function pairKey(first: Value | undefined, second: Value | undefined): string {
  return `${first}/${second}`
}

function column(name: string): (row: Row) => string | null {
  return (row) => {
    const value = row[name]
    return value === undefined || value === null ? null : String(value)
  }
}
