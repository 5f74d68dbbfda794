import type { EdmType } from './nodes/literal.js'

/** Why an expression was refused, with the values that a message about it needs. */
export type ProblemDetails =
  /** The text cannot go on like this. `found` is the offending piece, empty at the end of the text. */
  | { readonly reason: 'syntaxError'; readonly found: string; readonly expected: string }
  | { readonly reason: 'invalidCharacter'; readonly character: string }
  | { readonly reason: 'unterminatedLiteral' }
  /** A literal of no known form, such as `guid'…'` of older versions; `type` is the type it was read as. */
  | { readonly reason: 'unrecognizedLiteral'; readonly literal: string; readonly type: EdmType }
  | { readonly reason: 'invalidJson'; readonly expected: string; readonly scope: 'Array' | 'Object' | 'Value' }
  | { readonly reason: 'tooLong'; readonly limit: number }
  | { readonly reason: 'tooDeep'; readonly limit: number }
  | { readonly reason: 'tooManyConditions'; readonly count: number; readonly limit: number }
  | { readonly reason: 'unknownProperty'; readonly property: string; readonly type: string }
  | { readonly reason: 'unknownFunction'; readonly function: string }
  | { readonly reason: 'unknownType'; readonly type: string }
  | { readonly reason: 'unknownAlias'; readonly alias: string }
  | { readonly reason: 'unsupportedFunction'; readonly function: string }
  /** `kind` is the name of the operator in messages: `Equal`, `NotEqual`, `And` … */
  | { readonly reason: 'unsupportedOperator'; readonly operator: string; readonly kind: string }
  | { readonly reason: 'unsupportedLambda'; readonly quantifier: string }
  | { readonly reason: 'unsupportedOption'; readonly name: string }
  /** The value of `$top`, `$skip`, `$count` … is none. */
  | { readonly reason: 'invalidOption'; readonly name: string; readonly value: string }
  | { readonly reason: 'incompatibleOperands'; readonly left: string; readonly right: string; readonly kind: string }
  | { readonly reason: 'incompatibleOperand'; readonly operand: string; readonly kind: string }
  /** Number or types of a function's arguments; for a named function `expected` tells what it takes. */
  | {
      readonly reason: 'wrongArguments'
      readonly function: string
      readonly found: readonly string[]
      readonly expected: string
    }
  /** `$filter`, or an operand of `and`, `or`, `not`, is not a yes or no. */
  | { readonly reason: 'notBoolean'; readonly type: string }
  /** A lambda, `$count` or `in` wants a collection and `property` is none. */
  | { readonly reason: 'notCollection'; readonly property: string }
  /** `property` is a collection, a complex value or an entity where one plain value is wanted. */
  | { readonly reason: 'notSingle'; readonly property: string; readonly type: string }
  /** The page position does not belong to this query. */
  | { readonly reason: 'invalidPosition' }

export type ProblemReason = ProblemDetails['reason']

/** The one error this engine throws for what a caller wrote. Each surface words its own message from it. */
export class ODataProblem extends Error {
  readonly details: ProblemDetails
  /** Offset in `text`. */
  readonly position: number
  /** The whole text that was read. */
  readonly text: string
  /** The query option it stood in, such as `$filter`; empty when read outside of a query. */
  readonly option: string

  constructor(details: ProblemDetails, position: number, text = '', option = '') {
    super(`${details.reason} at ${position}${text === '' ? '' : ` in '${text.slice(0, 200)}'`}`)
    this.name = 'ODataProblem'
    this.details = details
    this.position = position
    this.text = text
    this.option = option
  }

  get reason(): ProblemReason {
    return this.details.reason
  }

  /** The same problem, told where it stood; what is known already stays. */
  in(option: string, text = ''): ODataProblem {
    return new ODataProblem(this.details, this.position, this.text || text, this.option || option)
  }
}
