import type { Dialect } from './dialect.js'
import type { Apply } from './nodes/apply.js'
import type { Expression } from './nodes/expression.js'
import type { ExpandItem, OrderItem, SelectItem } from './nodes/query.js'
import type { Search } from './nodes/search.js'

/** The query options of one request, read and typed; what was not given is absent. */
export interface QueryOptions {
  readonly select?: readonly SelectItem[]
  readonly expand?: readonly ExpandItem[]
  readonly filter?: Expression
  readonly orderBy?: readonly OrderItem[]
  readonly top?: number
  readonly skip?: number
  readonly count?: boolean
  readonly search?: Search
  readonly apply?: Apply
  readonly format?: string
  readonly skipToken?: string
  readonly deltaToken?: string
  /** Values of `@p1`, … by name with the `@`. */
  readonly aliases: Aliases
  /** Names with a `$` that are none of the above. */
  readonly unknown: readonly string[]
}

/** Parameter aliases by name, the `@` included. */
export type Aliases = ReadonlyMap<string, Expression>

/**
 * Reads the query options out of decoded query-string parameters. Throws `ODataProblem` (with `option` set) for an option
 * that the dialect does not know (`unsupportedOption`) or that cannot be read. Ranges of `$top` are the surface's affair.
 */
export function parseQueryOptions(_parameters: ReadonlyMap<string, string>, _dialect: Dialect): QueryOptions {
  throw new Error('stub')
}
