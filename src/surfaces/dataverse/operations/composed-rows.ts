import { visibleRows } from '../../../domain/dataverse/access-check.js'
import { requiredTable } from '../../../domain/dataverse/model.js'
import type { Row } from '../../../domain/dataverse/tables.js'
import { listSource } from '../../../odata/list-source.js'
import { runQuery } from '../../../odata/plan/run-query.js'
import { type Answer, ok } from '../answer.js'
import { type RequestContext, readerOf } from '../context.js'
import { dataverseDialect } from '../dataverse-dialect.js'
import { entityTypeOf } from '../entity-types.js'
import { createExpandingPresenter } from '../expand-row.js'
import type { JsonObject } from '../json-object.js'
import { readOptions } from '../read-options.js'
import { meantOrder } from '../row-source.js'
import { selectionOf } from '../selection.js'

/** What a row is shown with where it stands more than once: one object for each time. */
type Repetitions = (row: Row) => readonly JsonObject[]

const once: Repetitions = () => [{}]

/**
 * The answer of a composable function: rows of a table that the caller may read, as the options of the query want them
 * (Microsoft: Use Web API functions, Composable functions). The context names the set alone, whatever was selected.
 */
export function composedRows(
  context: RequestContext,
  logicalName: string,
  rows: Iterable<Row>,
  repetitions = once,
): Answer {
  const table = requiredTable(context.model, logicalName)
  const options = readOptions(context)
  const { select, expand, aliases, filter, orderBy, top } = options
  const present = createExpandingPresenter(context, table, selectionOf(table, select), expand, aliases)
  const where = visibleRows(readerOf(context), context.session, table)
  const page = runQuery({
    source: listSource(rows, (row) => String(row[table.primaryId])),
    type: entityTypeOf(context, table),
    dialect: dataverseDialect,
    aliases,
    now: context.now,
    context,
    ...(filter ? { filter } : {}),
    ...(where ? { where } : {}),
    ...(orderBy ? { orderBy: meantOrder(context, table, orderBy) } : {}),
  })
  const value = page.rows.flatMap((row) => repetitions(row).map((more) => ({ ...present(row), ...more })))
  return ok({
    '@odata.context': `${context.root}/$metadata#${table.entitySetName}`,
    ...(options.count ? { '@odata.count': value.length } : {}),
    value: value.slice(0, top),
  })
}
