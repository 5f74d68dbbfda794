import type { Expression } from '../nodes/expression.js'
import type { ParseOptions } from './filter.js'

/** Throws `ODataProblem`. */
export function parseAliasValue(_text: string, _options: ParseOptions = {}): Expression {
  throw new Error('stub')
}
