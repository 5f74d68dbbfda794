import type { Expression } from '../nodes/expression.js'
import { parseExpression } from './expression.js'
import { rememberText } from './source-text.js'
import { type ParseOptions, TokenReader } from './token-reader.js'

export type { ParseOptions } from './token-reader.js'

const MOST_KEPT = 512
const LONGEST_KEPT = 1024
const kept = { exact: new Map<string, Expression>(), folded: new Map<string, Expression>() }

/**
 * Reads a `$filter` ("OData Version 4.01, Part 2: URL Conventions", 5.1.1). Clients send the same few texts again and again:
 * the newest short ones are kept, which frozen nodes allow. Throws `ODataProblem`.
 */
export function parseFilter(text: string, options: ParseOptions = {}): Expression {
  const known = options.ignoreCase ? kept.folded : kept.exact
  const filter = known.get(text) ?? readFilter(text, options)
  if (text.length > LONGEST_KEPT) return filter
  known.delete(text)
  known.set(text, filter)
  if (known.size > MOST_KEPT) known.delete(known.keys().next().value ?? text)
  return filter
}

function readFilter(text: string, options: ParseOptions): Expression {
  const reader = new TokenReader(text, options)
  const filter = parseExpression(reader)
  reader.expectEnd()
  return rememberText(filter, text)
}
