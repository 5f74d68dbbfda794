import type { EntityType } from './model.js'
import type { Operator } from './nodes/expression.js'
import type { JsonValue } from './nodes/literal.js'

/** The system query options this engine reads, without their `$`. */
export type OptionName =
  | 'select'
  | 'expand'
  | 'filter'
  | 'orderby'
  | 'top'
  | 'skip'
  | 'count'
  | 'search'
  | 'apply'
  | 'format'
  | 'skiptoken'
  | 'deltatoken'

/** What one service allows and how it compares. Surfaces start from `standardDialect` and take away. */
export interface Dialect {
  /** Operator, function and option words may be written in any case. Names of properties are the model's affair. */
  readonly ignoreCase: boolean
  /** `select=…` is understood as `$select=…`. */
  readonly optionalDollar: boolean
  readonly options: ReadonlySet<OptionName>
  readonly operators: ReadonlySet<Operator>
  /** Functions of the language, in lower case: `startswith`, `isof` … */
  readonly functions: ReadonlySet<string>
  readonly lambdas: ReadonlySet<'any' | 'all'>
  /** Functions of the service by their qualified name. */
  readonly namedFunctions: ReadonlyMap<string, NamedFunction>
  /** How many comparisons, `in` items and predicate functions one filter may hold. */
  readonly maxConditions: number
  /** The form under which two strings are compared. */
  fold(text: string): string
  /** `%`, `_`, `[a-z]` and `[^a]` in `contains`, `startswith` and `endswith` act as in SQL's LIKE. */
  readonly likeWildcards: boolean
  /** A quoted guid may stand for a guid, and a bare one for a string. */
  readonly looseGuids: boolean
  /** What an alias means that nobody gave a value. */
  readonly missingAlias: 'null' | 'refuse'
}

/** A function of a service in `$filter`, such as one that compares with the caller. */
export interface NamedFunction {
  readonly parameters: readonly { readonly name: string; readonly optional?: boolean }[]
  /** Made once per query; throws `ODataProblem` (see `NamedFunctionCall.refuse`) when the arguments will not do. */
  compile(call: NamedFunctionCall): NamedTest
}

export interface NamedFunctionCall {
  readonly name: string
  /** The type of the rows the test will get. */
  readonly type: EntityType
  /** Constants by parameter name; a missing optional one is absent. Dates and guids come as their text. */
  readonly arguments: ReadonlyMap<string, JsonValue>
  readonly dialect: Dialect
  /** Milliseconds since the epoch. */
  readonly now: number
  /** What the surface handed to the query: the caller, the environment. */
  readonly context: unknown
  readonly position: number
}

export interface NamedTest {
  test(row: unknown): boolean | null
  /** True only for rows where this property equals one of these values: lets the planner use its index. */
  readonly only?: { readonly property: string; readonly values: readonly JsonValue[] }
}
