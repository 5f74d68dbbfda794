import { requireAccess, territoryOf } from '../../domain/dataverse/access-check.js'
import type { TableMetadata } from '../../domain/dataverse/metadata.js'
import { type Row, rowsOf } from '../../domain/dataverse/tables.js'
import { listSource } from '../../odata/list-source.js'
import { primaryKey } from '../../odata/model.js'
import type { Path } from '../../odata/nodes/expression.js'
import type { OrderItem } from '../../odata/nodes/query.js'
import { parseOrderBy } from '../../odata/parse/order-by.js'
import type { Candidates } from '../../odata/plan/candidates.js'
import type { RowSource } from '../../odata/row-source.js'
import { type RequestContext, readerOf } from './context.js'
import { requireTargetRow } from './find-row.js'
import { followCollection } from './follow-navigation.js'
import type { Related } from './resource.js'
import { virtualTable } from './virtual-tables.js'

/** The rows of a table, or those at the other end of a collection-valued navigation property. */
export function sourceOf(context: RequestContext, table: TableMetadata, related?: Related): RowSource<Row> {
  if (related) return relatedSource(context, related)
  const virtual = virtualTable(table.logicalName)
  return virtual ? virtual(context) : rowsOf(readerOf(context), context.environment, table.logicalName)
}

/** Where indexes find the rows of a table that the caller may read, when those are not all. */
export function readableWithin(context: RequestContext, table: TableMetadata): Candidates | undefined {
  const territory = territoryOf(readerOf(context), context.session, table)
  if (!territory) return undefined
  const { owners, units, unitColumn, ids } = territory
  const keys = (index: string, values: readonly string[]): Candidates[] =>
    values.length === 0 ? [] : [{ kind: 'keys', index, keys: values, exact: false }]
  return {
    kind: 'union',
    parts: [...keys('ownerid', owners), ...keys(unitColumn, units), ...keys(primaryKey, ids)],
  }
}

function relatedSource(context: RequestContext, { from, navigation, table }: Related): RowSource<Row> {
  const row = requireTargetRow(context, from)
  requireAccess(readerOf(context), context.session, from.table, 'Read', row)
  if (navigation.kind === 'single') throw new Error(`'${navigation.name}' leads to one row`)
  return listSource(followCollection(context, from.table, navigation, row), (each) => String(each[table.primaryId]))
}

const byId = new WeakMap<TableMetadata, readonly OrderItem[]>()

/** The order rows have when nobody asks for one: by id, which also breaks ties. */
export function defaultOrder(table: TableMetadata): readonly OrderItem[] {
  const known = byId.get(table)
  if (known) return known
  const made = parseOrderBy(table.primaryId)
  byId.set(table, made)
  return made
}

/** `$orderby` as it is meant: a lookup is ordered by the name of the row it holds. */
export function meantOrder(
  context: RequestContext,
  table: TableMetadata,
  orderBy: readonly OrderItem[],
): readonly OrderItem[] {
  return orderBy.map((item) => {
    const { expression } = item
    if (expression.kind !== 'path' || expression.segments.length !== 1) return item
    const name = /^_(.+)_value$/.exec(expression.segments[0]?.name ?? '')?.[1]
    const path = name === undefined ? undefined : namePath(context, table, name, expression)
    return path ? { ...item, expression: path } : item
  })
}

function namePath(context: RequestContext, table: TableMetadata, column: string, path: Path): Path | undefined {
  for (const navigation of context.model.navigations(table.logicalName).values()) {
    if (navigation.kind !== 'single' || navigation.column !== column) continue
    const name = context.model.table(navigation.targets[0] ?? '')?.primaryName
    if (!name) return undefined
    const { position } = path
    const segments = [navigation.name, name].map((each) => ({ kind: 'member' as const, name: each, position }))
    return { ...path, segments }
  }
  return undefined
}
