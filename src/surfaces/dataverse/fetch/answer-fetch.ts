import type { TableMetadata } from '../../../domain/dataverse/metadata.js'
import type { Row } from '../../../domain/dataverse/tables.js'
import { type Answer, ok, preferenceApplied } from '../answer.js'
import type { RequestContext } from '../context.js'
import { RequestRefused } from '../errors.js'
import type { JsonObject } from '../json-object.js'
import { wantsAnnotation } from '../preferences.js'
import type { Related } from '../resource.js'
import { sourceOf } from '../row-source.js'
import { MOST_ROWS, totals } from '../totals.js'
import { aggregateJoined } from './aggregate-joined.js'
import { fetchCookie, pageCookie, startOfPage } from './fetch-cookie.js'
import type { FetchQuery } from './fetch-query.js'
import type { Joined } from './filter.js'
import { joinedRows } from './joined-rows.js'
import { orderJoined } from './order-joined.js'
import { createAttributePresenter, createJoinedPresenter, shapeOfFetch } from './present-joined.js'
import { readFetch } from './read-fetch.js'

/** How far a client may page by numbers alone. */
const MOST_WITHOUT_COOKIE = 50_000

/** `GET accounts?fetchXml=…` (Microsoft: Retrieve data using FetchXML). */
export function answerFetch(
  context: RequestContext,
  table: TableMetadata,
  related: Related | undefined,
  text: string,
): Answer {
  return answerQuery(context, table, related, readFetch(context, text, table))
}

/** How the answer to a view differs from that to a query in FetchXML. */
export interface ViewAnswer {
  /** Which rows of the view's table take part. */
  readonly keeps?: ((row: Row) => boolean) | undefined
  /** The address of the next page, which the cookie begins. */
  readonly linkTo: (cookie: string) => string
}

/** Answers a query that has been read: a page of its rows, or of its groups. */
export function answerQuery(
  context: RequestContext,
  table: TableMetadata,
  related: Related | undefined,
  query: FetchQuery,
  view?: ViewAnswer,
): Answer {
  const rows = joinedRows(context, query, sourceOf(context, table, related), view?.keeps)
  const found = query.isAggregate ? aggregatedPage(context, query, rows) : rowsPage(context, query, rows)
  const isCounted = query.wantsTotal || context.query.get('$count') === 'true'
  const count = isCounted ? found.count : undefined
  return ok(
    {
      '@odata.context': `${context.root}/$metadata#${table.entitySetName}${query.isAggregate ? '' : shapeOfFetch(query)}`,
      ...(context.query.get('$count') === 'true' ? { '@odata.count': Math.min(found.count, MOST_ROWS) } : {}),
      ...totals(context, count),
      ...pagingAnnotations(context, found),
      value: found.value,
      ...(view && found.hasMore ? { '@odata.nextLink': view.linkTo(found.cookie ?? pageCookie(query.page + 1)) } : {}),
    },
    preferenceApplied(context.prefer.applied),
  )
}

interface FoundPage {
  readonly value: readonly JsonObject[]
  /** Of the rows on all pages. */
  readonly count: number
  readonly hasMore: boolean
  readonly cookie?: string | undefined
}

function aggregatedPage(context: RequestContext, query: FetchQuery, rows: readonly Joined[]): FoundPage {
  const groups = aggregateJoined(context, query, rows)
  const { start, end, isOpen } = limitsOf(context, query, groups.length, (query.page - 1) * sizeOf(context, query))
  return { value: groups.slice(start, end), count: groups.length, hasMore: isOpen }
}

function rowsPage(context: RequestContext, query: FetchQuery, rows: readonly Joined[]): FoundPage {
  const ordered = orderJoined(context, query, query.isDistinct ? distinct(context, query, rows) : rows)
  const start = startOfPage(query, ordered, sizeOf(context, query))
  const { end, isOpen } = limitsOf(context, query, ordered.length, start)
  const page = ordered.slice(start, end)
  const isByRoot = query.orders.every((order) => order.alias === undefined && order.source === query.root)
  return {
    value: page.map(createJoinedPresenter(context, query)),
    count: ordered.length,
    hasMore: isOpen,
    cookie: isOpen && isByRoot && !query.isDistinct ? fetchCookie(query, page) : undefined,
  }
}

function sizeOf({ prefer }: RequestContext, { top, count }: FetchQuery): number {
  return Math.min(top ?? (count || (prefer.maxPageSize ?? MOST_ROWS)), MOST_ROWS)
}

/** `top` alone ends where it ends; pages go on. Throws a refusal for a page that is far out and has no cookie. */
function limitsOf(context: RequestContext, query: FetchQuery, length: number, start: number) {
  const size = sizeOf(context, query)
  if (query.cookie === undefined && query.page * size > MOST_WITHOUT_COOKIE)
    throw new RequestRefused(
      400,
      '0x8004430a',
      'Over upper limit of records that can be requested without a paging cookie. A paging cookie is required when retrieving a high page number.',
    )
  const end = start + size
  return { start, end, isOpen: query.top === undefined && end < length }
}

/** Rows that look alike are shown once. */
function distinct(context: RequestContext, { attributes }: FetchQuery, rows: readonly Joined[]): readonly Joined[] {
  const present = createAttributePresenter(context, attributes)
  const known = new Map<string, Joined>()
  for (const joined of rows) {
    const text = JSON.stringify(present(joined))
    if (!known.has(text)) known.set(text, joined)
  }
  return [...known.values()]
}

const PAGING_COOKIE = 'Microsoft.Dynamics.CRM.fetchxmlpagingcookie'
const MORE_RECORDS = 'Microsoft.Dynamics.CRM.morerecords'

/** Both are absent on the last page: clients go on as long as they find them. */
function pagingAnnotations({ prefer }: RequestContext, { hasMore, cookie }: FoundPage): JsonObject {
  const wants = (name: string) => hasMore && wantsAnnotation(prefer.annotations, name)
  return {
    ...(wants(PAGING_COOKIE) && cookie !== undefined ? { [`@${PAGING_COOKIE}`]: cookie } : {}),
    ...(wants(MORE_RECORDS) ? { [`@${MORE_RECORDS}`]: true } : {}),
  }
}
