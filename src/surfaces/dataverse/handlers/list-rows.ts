import { readableRows } from '../../../domain/dataverse/access-check.js'
import type { TableMetadata } from '../../../domain/dataverse/metadata.js'
import type { Row } from '../../../domain/dataverse/tables.js'
import { type Page, runQuery } from '../../../odata/plan/run-query.js'
import type { QueryOptions } from '../../../odata/query-options.js'
import { type Answer, ok, preferenceApplied } from '../answer.js'
import { type RequestContext, readerOf } from '../context.js'
import { shapeOf } from '../context-url.js'
import { dataverseDialect } from '../dataverse-dialect.js'
import { entityTypeOf } from '../entity-types.js'
import { createExpandingPresenter } from '../expand-row.js'
import { answerFetch } from '../fetch/answer-fetch.js'
import { answerView } from '../fetch/answer-view.js'
import { askedFetch } from '../fetch/saved-query.js'
import { nextLink, pagingCookie, readPagingCookie } from '../paging-cookie.js'
import { readOptions, readTrackedOptions } from '../read-options.js'
import type { Related, Resource } from '../resource.js'
import { defaultOrder, meantOrder, readableWithin, sourceOf } from '../row-source.js'
import { selectionOf } from '../selection.js'
import { MOST_ROWS, totals } from '../totals.js'
import { answerChanges, requireTracked, trackingLink } from '../track-changes/answer-changes.js'
import { versionToken } from '../track-changes/version-token.js'
import { aggregateRows } from './aggregate-rows.js'

/** `GET accounts?…`: a page of a table or of related rows (Microsoft: Query data using the Web API). */
export function listRows(context: RequestContext, resource: Extract<Resource, { kind: 'collection' }>): Answer {
  const { table, related } = resource
  const fetch = askedFetch(context)
  if (fetch) return (fetch.isView ? answerView : answerFetch)(context, table, related, fetch.text)
  const token = related ? undefined : context.query.get('$deltatoken')
  if (token !== undefined) return answerChanges(context, table, token)
  const isTracked = context.prefer.trackChanges && !related
  if (isTracked) requireTracked(context, table)
  const options = isTracked ? readTrackedOptions(context) : readOptions(context)
  if (options.apply) return aggregateRows(context, table, related, options, options.apply)
  return listPage(context, resource, options, isTracked)
}

function listPage(
  context: RequestContext,
  { table, related }: Extract<Resource, { kind: 'collection' }>,
  options: QueryOptions,
  isTracked: boolean,
): Answer {
  const selection = selectionOf(table, options.select)
  const present = createExpandingPresenter(context, table, selection, options.expand, options.aliases)
  const set = setNameOf(table, related)
  const start = options.skipToken === undefined ? undefined : readPagingCookie(context, set, options.skipToken)
  const page = queryPage(context, table, related, options, start?.after)
  const shape = shapeOf(options.select, options.expand)
  const tracking = start ? start.tracking : isTracked ? versionToken(context) : undefined
  const after = mayContinue(context, options) ? page.next : undefined
  const next = after && { page: (start?.page ?? 1) + 1, after, tracking }
  const last = String(page.rows.at(-1)?.[table.primaryId])
  const cookie = next && pagingCookie(context, set, table.primaryId, next, last)
  return ok(
    {
      '@odata.context': `${context.root}/$metadata#${table.entitySetName}${shape}`,
      ...(options.count ? { '@odata.count': Math.min(page.count ?? 0, MOST_ROWS) } : {}),
      ...totals(context, options.count ? (page.count ?? 0) : undefined),
      value: page.rows.map(present),
      ...(cookie !== undefined && { '@odata.nextLink': nextLink(context, cookie) }),
      ...(cookie === undefined && tracking !== undefined && { '@odata.deltaLink': trackingLink(context, tracking) }),
    },
    preferenceApplied(context.prefer.applied),
  )
}

/** `$top` alone ends where it ends; a page size goes on. */
function mayContinue({ prefer }: RequestContext, options: QueryOptions): boolean {
  return prefer.maxPageSize !== undefined || options.top === undefined
}

function setNameOf(table: TableMetadata, related: Related | undefined): string {
  return related ? `${related.from.table.entitySetName}/${related.navigation.name}` : table.entitySetName
}

function queryPage(
  context: RequestContext,
  table: TableMetadata,
  related: Related | undefined,
  options: QueryOptions,
  after: Parameters<typeof runQuery>[0]['after'],
): Page<Row> {
  const where = readableRows(readerOf(context), context.session, table)
  const { maxPageSize } = context.prefer
  const size = maxPageSize ?? options.top ?? MOST_ROWS
  return runQuery({
    source: sourceOf(context, table, related),
    type: entityTypeOf(context, table),
    dialect: dataverseDialect,
    aliases: options.aliases,
    now: context.now,
    context,
    orderBy: options.orderBy ? meantOrder(context, table, options.orderBy) : defaultOrder(table),
    top: Math.min(size, MOST_ROWS),
    ...(options.filter ? { filter: options.filter } : {}),
    ...(where ? { where, within: readableWithin(context, table) } : {}),
    ...(after ? { after } : {}),
    ...(options.count ? { count: true, countLimit: MOST_ROWS + 1 } : {}),
  })
}
