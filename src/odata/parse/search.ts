import type { Search } from '../nodes/search.js'
import { parseSearchExpression } from './search-expression.js'
import { type ParseOptions, TokenReader } from './token-reader.js'

/** Reads a `$search`: `"displayName:anna" OR "mail:anna"`. Throws `ODataProblem`. */
export function parseSearch(text: string, options: ParseOptions = {}): Search {
  return parseSearchExpression(new TokenReader(text, options), text.length)
}
