import type { KeyMetadata, TableMetadata } from '../../domain/dataverse/metadata.js'
import { isGuid } from '../../kernel/guid.js'
import type { Expression } from '../../odata/nodes/expression.js'
import { parseAliasValue } from '../../odata/parse/alias.js'
import { parseKey } from '../../odata/parse/key.js'
import { RequestRefused } from './errors.js'
import type { RowKey } from './row-target.js'

/** Tables whose OData key is `ownerid`, because they derive from `principal`: their own id cannot be named. */
const principals = new Set(['systemuser', 'team'])

const PLAIN_ID = /^\(\{?([0-9a-fA-F-]{36})\}?\)$/

/** Reads the parentheses behind an entity set. Throws for keys the table does not declare. */
export function readRowKey(table: TableMetadata, text: string, query: ReadonlyMap<string, string>): RowKey {
  const plain = PLAIN_ID.exec(text)?.[1]
  if (plain && isGuid(plain)) return { kind: 'id', id: plain.toLowerCase() }
  const { value, names } = parseKey(text)
  if (value !== undefined || names.length === 0) throw invalidKey(table)
  const values: Record<string, string | number | boolean> = {}
  for (const part of names) values[columnOf(table, part.name)] = keyValue(table, part.value, query)
  const id = values[table.primaryId]
  if (names.length === 1 && typeof id === 'string' && isGuid(id) && !principals.has(table.logicalName))
    return { kind: 'id', id: id.toLowerCase() }
  const key = table.keys.find((each) => isKeyOf(each, values))
  if (!key) throw invalidKey(table)
  return { kind: 'alternate', key, values }
}

function isKeyOf(key: KeyMetadata, values: Readonly<Record<string, unknown>>): boolean {
  return key.columns.length === Object.keys(values).length && key.columns.every((column) => column in values)
}

/** `_primarycontactid_value` names the column `primarycontactid`. */
function columnOf(table: TableMetadata, name: string): string {
  const column = name.startsWith('_') && name.endsWith('_value') ? name.slice(1, -'_value'.length) : name
  if (!table.columns.has(column)) throw invalidKey(table)
  return column
}

function keyValue(
  table: TableMetadata,
  node: Expression,
  query: ReadonlyMap<string, string>,
): string | number | boolean {
  if (node.kind === 'literal' && node.value !== null) return node.value
  if (node.kind === 'alias') {
    const text = query.get(node.name)
    if (text !== undefined) return keyValue(table, parseAliasValue(text), new Map())
  }
  throw invalidKey(table)
}

/** What to throw for a key that is no key of the table. */
export function invalidKey(table: TableMetadata): RequestRefused {
  const type = `Microsoft.Dynamics.CRM.${table.logicalName}`
  return new RequestRefused(
    400,
    '0x80060888',
    `The key in the request URI is not valid for resource '${type}'. Ensure that the names and number of key properties match the declared or alternate key properties for the resource '${type}'.`,
  )
}
