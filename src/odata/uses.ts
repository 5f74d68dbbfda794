import type { Expression } from './nodes/expression.js'
import type { Literal } from './nodes/literal.js'

/** One use of a property (or of a function of the service) in a filter. */
export interface Use {
  /**
   * Names from the row to the property, lambda variables resolved: `assignedLicenses/any(l:l/skuId eq 1)` uses
   * `['assignedLicenses', 'skuId']`. Casts are left out. Empty for a named function and for `$it` itself.
   */
  readonly path: readonly string[]
  /** How many names of `path` lead to the collection of the innermost lambda; 0 outside of one. */
  readonly lambdaAt: number
  readonly lambda: 'any' | 'all' | undefined
  /** The path ends in `/$count`. */
  readonly count: boolean
  /** Type names of casts on the way. */
  readonly casts: readonly string[]
  /**
   * What is done with it: a comparison operator, `in`, a function (`startswith`, or the qualified name of a service's
   * function), `any` for a lambda without predicate, or `value` where it stands alone as a yes or no.
   */
  readonly operator: string
  /** Functions and arithmetic between the property and the operator, outermost first: `['tolower']`. */
  readonly through: readonly string[]
  /** The constants it is compared with. */
  readonly operands: readonly Literal[]
  /** It stands under an odd number of `not`. */
  readonly negated: boolean
  readonly position: number
}

/** Every use of a property in a filter, from left to right. A comparison of two properties gives two uses. */
export function collectUses(_filter: Expression): readonly Use[] {
  throw new Error('stub')
}

/** Calls `visit` for a node and everything in it, parents first. */
export function walk(_expression: Expression, _visit: (node: Expression) => void): void {
  throw new Error('stub')
}
