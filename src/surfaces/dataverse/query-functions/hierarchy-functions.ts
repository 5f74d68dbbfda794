import type { Reader } from '../../../domain/access.js'
import type { Row } from '../../../domain/dataverse/tables.js'
import { rowsOf } from '../../../domain/dataverse/tables.js'
import type { NamedFunction } from '../../../odata/dialect.js'
import { type RequestContext, readerOf } from '../context.js'
import { functionProperty, wrongArguments } from './function-property.js'

/** The lookup that makes a hierarchy of a table. */
const hierarchies: Readonly<Record<string, string>> = {
  account: 'parentaccountid',
  contact: 'parentcustomerid',
  systemuser: 'parentsystemuserid',
  businessunit: 'parentbusinessunitid',
}

/** `Above`, `Under` and their like: where a row stands in its table's tree, seen from the row with the given id. */
export function hierarchyFunction(direction: 'above' | 'under', itself: boolean, negated = false): NamedFunction {
  return {
    parameters: [{ name: 'PropertyName' }, { name: 'PropertyValue' }],
    compile(call) {
      const property = functionProperty(call)
      const context = call.context as RequestContext
      const table = call.type.name.slice('Microsoft.Dynamics.CRM.'.length)
      const column = hierarchies[table]
      if (!column) throw wrongArguments(call, 'a table with a hierarchy')
      const start = String(call.arguments.get('PropertyValue') ?? '').toLowerCase()
      const walk = direction === 'above' ? ancestors : descendants
      const ids = new Set(walk(readerOf(context), context, table, column, start))
      if (!itself) ids.delete(start)
      return { test: (row) => ids.has(String(property.get(row))) !== negated }
    },
  }
}

function* ancestors(
  reader: Reader,
  { environment }: RequestContext,
  table: string,
  column: string,
  start: string,
): Generator<string> {
  const rows = rowsOf(reader, environment, table)
  const seen = new Set<string>()
  let row: Row | undefined = rows.get(start)
  for (let id = start; row && !seen.has(id); row = rows.get(id)) {
    seen.add(id)
    yield id
    id = String(row[column] ?? '')
  }
}

function* descendants(
  reader: Reader,
  context: RequestContext,
  table: string,
  column: string,
  start: string,
): Generator<string> {
  const rows = rowsOf(reader, context.environment, table)
  const primaryId = context.model.table(table)?.primaryId ?? ''
  const found = new Set([start])
  for (const id of found) {
    yield id
    for (const child of rows.find(column, id)) found.add(String(child[primaryId]))
  }
}
