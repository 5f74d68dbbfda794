import type { TableMetadata } from '../../../domain/dataverse/metadata.js'
import { encodePart } from '../../../http/query-string.js'
import { DomainError } from '../../../kernel/errors.js'
import { compileFilter } from '../../../odata/evaluate/filter.js'
import type { OrderItem } from '../../../odata/nodes/query.js'
import type { QueryOptions } from '../../../odata/query-options.js'
import type { Answer } from '../answer.js'
import type { RequestContext } from '../context.js'
import { dataverseDialect } from '../dataverse-dialect.js'
import { entityTypeOf } from '../entity-types.js'
import { nextLink } from '../paging-cookie.js'
import { readViewOptions } from '../read-options.js'
import type { Related } from '../resource.js'
import { columnNamed, unknownProperty } from '../selection.js'
import { answerQuery } from './answer-fetch.js'
import { readPageCookie } from './fetch-cookie.js'
import type { FetchOrder, FetchQuery } from './fetch-query.js'
import { readFetch } from './read-fetch.js'

/**
 * `GET accounts?savedQuery=…`: the rows of a view, page by page along `@odata.nextLink`. `$filter` leaves some out,
 * `$orderby` takes the place of the view's order, `$top` cuts: not documented, but seen in the service.
 */
export function answerView(
  context: RequestContext,
  table: TableMetadata,
  related: Related | undefined,
  text: string,
): Answer {
  const options = readViewOptions(context)
  const { filter, aliases, skipToken } = options
  const setting = { type: entityTypeOf(context, table), dialect: dataverseDialect, aliases, now: context.now, context }
  const query = {
    ...narrowed(table, readFetch(context, text, table), options),
    ...(skipToken === undefined ? {} : readPageCookie(skipToken)),
  }
  return answerQuery(context, table, related, query, {
    keeps: filter && compileFilter(filter, setting),
    linkTo: (cookie) => nextLink(context, encodePart(cookie)),
  })
}

function narrowed(table: TableMetadata, query: FetchQuery, { orderBy, top }: QueryOptions): FetchQuery {
  return {
    ...query,
    ...(orderBy ? { orders: orderBy.map((item) => orderOf(table, query, item)) } : {}),
    ...(top === undefined ? {} : { top: Math.min(top, query.top ?? top) }),
  }
}

function orderOf(table: TableMetadata, { root }: FetchQuery, { expression, descending }: OrderItem): FetchOrder {
  const [segment, ...rest] = expression.kind === 'path' ? expression.segments : []
  if (!segment || rest.length > 0) throw new DomainError('notImplemented')
  const column = columnNamed(table, segment.name)
  if (!column) throw unknownProperty(table, segment.name, segment.position)
  return { source: root, column, descending }
}
