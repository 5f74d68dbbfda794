import type { Dialect } from '../dialect.js'
import type { EntityType } from '../model.js'
import type { Expression } from '../nodes/expression.js'
import type { Aliases } from '../query-options.js'

/** What an expression is checked against and compiled for. */
export interface Setting<Row> {
  readonly type: EntityType<Row>
  readonly dialect: Dialect
  readonly aliases?: Aliases
  /** Milliseconds since the epoch: what `now()` means. */
  readonly now?: number
  /** Handed on to named functions. */
  readonly context?: unknown
}

/**
 * Checks a filter against the type and the dialect and makes a test of it, true only where the filter is true (not where
 * it is null). Throws `ODataProblem`.
 */
export function compileFilter<Row>(_filter: Expression, _setting: Setting<Row>): (row: Row) => boolean {
  throw new Error('stub')
}
