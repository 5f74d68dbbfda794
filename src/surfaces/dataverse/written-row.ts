import type { TableMetadata } from '../../domain/dataverse/metadata.js'
import type { Row } from '../../domain/dataverse/tables.js'
import { type Answer, preferenceApplied } from './answer.js'
import type { RequestContext } from './context.js'
import { createExpandingPresenter } from './expand-row.js'
import { etagOf } from './present-row.js'
import { readOptions } from './read-options.js'
import { selectionOf } from './selection.js'

/** `{root}/accounts({id})`: the address of a row. */
export function addressOf(context: RequestContext, table: TableMetadata, row: Row): string {
  return `${context.root}/${table.entitySetName}(${row[table.primaryId]})`
}

/** The answer to a write with `Prefer: return=representation`: the row. Its context names no properties. */
export function representation(context: RequestContext, table: TableMetadata, row: Row, status: 200 | 201): Answer {
  const { select, expand, aliases } = readOptions(context)
  const expanded = status === 201 ? expand : undefined
  const present = createExpandingPresenter(context, table, selectionOf(table, select), expanded, aliases)
  return {
    status,
    json: { '@odata.context': `${context.root}/$metadata#${table.entitySetName}/$entity`, ...present(row) },
    headers: { etag: etagOf(context, table, row), ...preferenceApplied(context.prefer.applied) },
  }
}
