import type { Alias, Json, Literal } from './literal.js'

/**
 * What stands in `$filter`, `$orderby` and arguments, following "OData Version 4.01, Part 2: URL Conventions", section 5.1.
 * Every node is frozen and knows its `position`: the offset of its first character in the text it was parsed from
 * (of an operator: of the operator word).
 */
export type Expression =
  | Literal
  | Json
  | Alias
  | Path
  | Comparison
  | In
  | List
  | Logical
  | Not
  | Arithmetic
  | Negation
  | Call
  | NamedCall
  | Lambda

/** Values of parameter aliases by name, the `@` included. */
export type Aliases = ReadonlyMap<string, Expression>

/** `a/b/Ns.Type/c/$count`, or with `variable` a path from a lambda variable or `$it`. At least one of both is there. */
export interface Path {
  readonly kind: 'path'
  readonly variable: string | undefined
  readonly segments: readonly PathSegment[]
  readonly position: number
}

/** A property or navigation name, a type cast (its name has a dot), or `$count` at the end. */
export interface PathSegment {
  readonly kind: 'member' | 'cast' | 'count'
  readonly name: string
  readonly position: number
}

export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'has'
export type ArithmeticOperator = 'add' | 'sub' | 'mul' | 'div' | 'divby' | 'mod'
export type Operator = ComparisonOperator | ArithmeticOperator | 'in' | 'and' | 'or' | 'not' | 'negate'

export interface Comparison {
  readonly kind: 'comparison'
  readonly operator: ComparisonOperator
  readonly left: Expression
  readonly right: Expression
  readonly position: number
}

/** `operand in list`; the list is a `List`, an alias, a JSON array or a path to a collection. */
export interface In {
  readonly kind: 'in'
  readonly operand: Expression
  readonly list: Expression
  readonly position: number
}

/** `('a','b')` behind `in`. */
export interface List {
  readonly kind: 'list'
  readonly items: readonly Expression[]
  readonly position: number
}

/** A chain of two or more operands: `a and b and c` is one node, so that long chains stay flat. */
export interface Logical {
  readonly kind: 'logical'
  readonly operator: 'and' | 'or'
  readonly operands: readonly Expression[]
  readonly position: number
}

export interface Not {
  readonly kind: 'not'
  readonly operand: Expression
  readonly position: number
}

export interface Arithmetic {
  readonly kind: 'arithmetic'
  readonly operator: ArithmeticOperator
  readonly left: Expression
  readonly right: Expression
  readonly position: number
}

/** `-operand`. A minus before a digit belongs to the number. */
export interface Negation {
  readonly kind: 'negation'
  readonly operand: Expression
  readonly position: number
}

/** A function of the language, `startswith(mail,'a')`. The name is as written, in lower case where case does not matter. */
export interface Call {
  readonly kind: 'call'
  readonly name: string
  readonly arguments: readonly Expression[]
  readonly position: number
}

/** A function of a service, `Ns.In(PropertyName='x',PropertyValues=["a"])`. */
export interface NamedCall {
  readonly kind: 'namedCall'
  readonly name: string
  readonly arguments: readonly NamedArgument[]
  readonly position: number
}

export interface NamedArgument {
  readonly name: string
  readonly value: Expression
  readonly position: number
}

/** `path/any(x:predicate)`, `path/all(x:predicate)`, or `path/any()` without variable and predicate. */
export interface Lambda {
  readonly kind: 'lambda'
  readonly quantifier: 'any' | 'all'
  readonly path: Path
  readonly variable: string | undefined
  readonly predicate: Expression | undefined
  readonly position: number
}
