import type { Expression } from '../nodes/expression.js'
import { parseExpression } from './expression.js'
import { type ParseOptions, TokenReader } from './token-reader.js'

/** Reads the value of a parameter alias: a literal, a JSON array or object, or an expression. Throws `ODataProblem`. */
export function parseAliasValue(text: string, options: ParseOptions = {}): Expression {
  const reader = new TokenReader(text, options)
  const value = parseExpression(reader)
  reader.expectEnd()
  return value
}
