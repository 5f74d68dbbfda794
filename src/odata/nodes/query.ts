import type { Apply } from './apply.js'
import type { Expression } from './expression.js'
import type { Search } from './search.js'

/** One key of `$orderby`. */
export interface OrderItem {
  readonly expression: Expression
  readonly descending: boolean
  readonly position: number
}

/** One item of `$select`: `['*']`, `['displayName']`, `['employeeOrgData', 'division']`. */
export interface SelectItem {
  readonly path: readonly string[]
  readonly position: number
}

/** One item of `$expand`: a path of names (the last one is the navigation, or `*`) and what is asked of it. */
export interface ExpandItem {
  readonly path: readonly string[]
  /** `nav/$ref` asks for references, `nav/$count` for the number alone. */
  readonly suffix: '$ref' | '$count' | undefined
  readonly options: ExpandOptions
  readonly position: number
}

/** Options of a query, as they also stand inside the parentheses of `$expand`; what was not given is absent. */
export interface ExpandOptions {
  readonly select?: readonly SelectItem[]
  readonly expand?: readonly ExpandItem[]
  readonly filter?: Expression
  readonly orderBy?: readonly OrderItem[]
  readonly top?: number
  readonly skip?: number
  readonly count?: boolean
  readonly search?: Search
  readonly apply?: Apply
  readonly levels?: number | 'max'
}

/** `(42)` has a `value`; `(a=1,b='x')` has `names`. Values are literals, aliases or JSON. `()` has neither. */
export interface KeyPredicate {
  readonly value: Expression | undefined
  readonly names: readonly KeyPart[]
}

export interface KeyPart {
  readonly name: string
  readonly value: Expression
  readonly position: number
}
