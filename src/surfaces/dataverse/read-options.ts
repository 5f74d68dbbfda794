import { DomainError } from '../../kernel/errors.js'
import type { Expression } from '../../odata/nodes/expression.js'
import type { ExpandItem, OrderItem } from '../../odata/nodes/query.js'
import { ODataProblem } from '../../odata/problem.js'
import { parseQueryOptions, type QueryOptions } from '../../odata/query-options.js'
import { collectUses } from '../../odata/uses.js'
import type { RequestContext } from './context.js'
import { dataverseDialect } from './dataverse-dialect.js'
import { RequestRefused } from './errors.js'
import { fetchOptions } from './fetch/saved-query.js'

const GENERAL = '0x80060888'

/** The query options of a request. Throws `ODataProblem` and refusals for what the service does not take. */
export function readOptions(context: RequestContext): QueryOptions {
  refuseUnserved(context.query, [...fetchOptions, '$deltatoken'])
  return checkedOptions(context)
}

/** What a view decides alone, and what has no place beside one. */
const ownedByViews = ['$select', '$expand', '$apply', '$deltatoken']

/** The query options beside a view: they narrow and order its rows. Throws as `readOptions`. */
export function readViewOptions(context: RequestContext): QueryOptions {
  refuseUnserved(context.query, ownedByViews)
  return checkedOptions(context)
}

/** What may not be combined with change tracking. */
const untrackable = ['$filter', '$orderby', '$expand', '$top', '$apply']

/** The query options of a request for changes, or for a first round after which they will be asked for. Throws as `readOptions`. */
export function readTrackedOptions(context: RequestContext): QueryOptions {
  refuseUnserved(context.query, fetchOptions)
  const refused = untrackable.find((name) => context.query.has(name))
  if (refused) {
    const message = `The "${refused}" query parameter isn't supported when Change Tracking is enabled.`
    throw new RequestRefused(400, GENERAL, message)
  }
  return checkedOptions(context)
}

function checkedOptions(context: RequestContext): QueryOptions {
  const options = parseQueryOptions(context.query, dataverseDialect)
  const unknown = options.unknown[0]
  if (unknown !== undefined) throw new ODataProblem({ reason: 'unsupportedOption', name: unknown }, 0, unknown, unknown)
  if (options.filter) refuseNegatedFunctions(options.filter)
  if (options.orderBy) refuseRepeatedOrder(options.orderBy)
  if (options.expand) refuseExpands(options.expand)
  return options
}

/** Ways of querying that this service does not offer here: better refused than taken for something else. */
function refuseUnserved(query: ReadonlyMap<string, string>, names: readonly string[]): void {
  if (names.some((name) => query.has(name))) throw new DomainError('notImplemented')
}

function refuseNegatedFunctions(filter: Expression): void {
  if (collectUses(filter).some((use) => use.negated && use.operator.startsWith('Microsoft.Dynamics.CRM.')))
    throw new RequestRefused(
      400,
      GENERAL,
      'Not operator along with the Custom Named Condition operators is not allowed',
    )
}

function refuseRepeatedOrder(orderBy: readonly OrderItem[]): void {
  const names = orderBy.map(({ expression }) =>
    expression.kind === 'path' ? expression.segments.map((segment) => segment.name).join('/') : '',
  )
  if (new Set(names).size !== names.length)
    throw new RequestRefused(
      400,
      '0x80048d16',
      'A column has been specified more than once in the order by list. Columns in the order by list must be unique.',
    )
}

const MOST_EXPANDS = 15

function refuseExpands(expand: readonly ExpandItem[]): void {
  if (countExpands(expand) > MOST_EXPANDS) throw new DomainError('tooManyLinks')
  const nested = expand.some((item) => item.options.expand !== undefined)
  if (nested && expand.some((item) => item.options.top !== undefined || item.options.orderBy !== undefined))
    throw new RequestRefused(
      400,
      GENERAL,
      'Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.',
    )
}

function countExpands(expand: readonly ExpandItem[]): number {
  return expand.reduce((sum, item) => sum + 1 + countExpands(item.options.expand ?? []), 0)
}

/** True when an expanded row is to be expanded in turn: other rules hold then. */
export function isNested(expand: readonly ExpandItem[] | undefined): boolean {
  return expand?.some((item) => item.options.expand !== undefined) ?? false
}
