import { DomainError } from '../../../kernel/errors.js'
import { ODataProblem } from '../../../odata/problem.js'
import { parseQueryOptions, type QueryOptions } from '../../../odata/query-options.js'
import type { Call } from '../call.js'
import type { GraphType } from '../model/graph-type.js'
import { checkFilter } from './check-filter.js'
import { checkOrder } from './check-order.js'
import { graphDialect } from './graph-dialect.js'

/** The query options of a request for a list, checked against what the list can do. */
export interface GraphQuery extends QueryOptions {
  /** `ConsistencyLevel: eventual` and `$count=true`: the query that can do more. */
  readonly advanced: boolean
}

/** What a list can do beside `$select`; several lists of Graph can do little. */
export interface ListAbilities {
  readonly largestPage?: number
  /** Relationships of an object: `$filter`, `$search` and `$orderby` need an advanced query. */
  readonly relationship?: boolean
  /** A list that is filtered can also be sorted. */
  readonly ordersFiltered?: boolean
}

const NONE: GraphQuery = { aliases: new Map(), unknown: [], advanced: false }

/** Reads and checks the query options of a list. Throws `ODataProblem` and the words of the protocol. */
export function readListQuery<Row>(call: Call, type: GraphType<Row>, abilities: ListAbilities = {}): GraphQuery {
  if (call.query.size === 0) return NONE
  const options = readOptions(call)
  const advanced = call.eventual && options.count === true
  if (options.skip !== undefined) throw new DomainError('skipUnsupported')
  checkPageSize(options.top, abilities.largestPage ?? 999)
  if (options.search && !call.eventual) throw new DomainError('searchNeedsHeader')
  if (abilities.relationship) checkRelationship(options, advanced)
  if (options.filter) checkFilter(options.filter, type, advanced)
  if (options.orderBy) {
    const filtered = options.filter !== undefined && !abilities.ordersFiltered
    checkOrder(options.orderBy, type, { advanced, filtered })
  }
  if (options.expand) checkExpansion(options, call.eventual, advanced)
  return { ...options, advanced }
}

/** The query options of a request for one object: `$select` and `$expand`. */
export function readEntityQuery(call: Call): GraphQuery {
  if (call.query.size === 0) return NONE
  const options = readOptions(call)
  for (const option of ['filter', 'orderBy', 'top', 'skip', 'search'] as const) {
    if (options[option] !== undefined)
      throw new DomainError('optionUnsupported', { option: `$${option.toLowerCase()}` })
  }
  const advanced = call.eventual && options.count === true
  if (options.expand) checkExpansion(options, call.eventual, advanced)
  return { ...options, advanced }
}

function readOptions(call: Call): QueryOptions {
  const options = parseQueryOptions(call.query, graphDialect)
  refuseUnknownOptions(options)
  return options
}

/** Refuses names with a `$` that mean nothing; those without one are none of Graph's business. Throws `ODataProblem`. */
export function refuseUnknownOptions({ unknown: [name] }: QueryOptions): void {
  if (name !== undefined) throw new ODataProblem({ reason: 'unsupportedOption', name }, 0, '', name)
}

function checkPageSize(top: number | undefined, limit: number): void {
  if (top !== undefined && (top < 1 || top > limit)) throw new DomainError('invalidPageSize', { value: top, limit })
}

function checkRelationship(options: QueryOptions, advanced: boolean): void {
  if (advanced) return
  if (options.filter) throw new DomainError('referenceFilterUnsupported')
  if (options.orderBy) throw new DomainError('sortingUnsupported')
}

/** One relationship, and no advanced query, except for the chain of managers, which asks for one. */
function checkExpansion(options: QueryOptions, eventual: boolean, advanced: boolean): void {
  if ((options.expand?.length ?? 0) > 1) throw new DomainError('expandOne')
  const [item] = options.expand ?? []
  const levels = item?.options.levels
  if (levels !== undefined) checkLevels(levels)
  else if (advanced && eventual) throw new DomainError('expandUnsupported')
}

const MOST_LEVELS = 1000

/** The pages ask for an advanced query here, and show others that work (Microsoft Graph: List manager, Get a user). */
function checkLevels(levels: number | 'max'): void {
  if (levels === 'max' || (levels >= 1 && levels <= MOST_LEVELS)) return
  throw new ODataProblem({ reason: 'invalidOption', name: '$levels', value: String(levels) }, 0, '', '$expand')
}
