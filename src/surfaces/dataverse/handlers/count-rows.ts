import { readableRows } from '../../../domain/dataverse/access-check.js'
import { countRows as countMatches } from '../../../odata/plan/run-query.js'
import type { Answer } from '../answer.js'
import { type RequestContext, readerOf } from '../context.js'
import { dataverseDialect } from '../dataverse-dialect.js'
import { entityTypeOf } from '../entity-types.js'
import { readOptions } from '../read-options.js'
import type { Resource } from '../resource.js'
import { readableWithin, sourceOf } from '../row-source.js'
import { MOST_ROWS } from '../totals.js'
import { countChanges } from '../track-changes/answer-changes.js'

/** `GET accounts/$count`: the number as text, behind a byte order mark. */
export function countRows(context: RequestContext, resource: Extract<Resource, { kind: 'count' }>): Answer {
  const { table, related } = resource
  const token = related ? undefined : context.query.get('$deltatoken')
  if (token !== undefined) return number(countChanges(context, table, token))
  const { filter, aliases } = readOptions(context)
  const where = readableRows(readerOf(context), context.session, table)
  const count = countMatches({
    source: sourceOf(context, table, related),
    type: entityTypeOf(context, table),
    dialect: dataverseDialect,
    aliases,
    now: context.now,
    context,
    ...(filter ? { filter } : {}),
    ...(where ? { where, within: readableWithin(context, table) } : {}),
  })
  return number(count)
}

function number(count: number): Answer {
  return { status: 200, text: `\uFEFF${Math.min(count, MOST_ROWS)}`, headers: { 'content-type': 'text/plain' } }
}
