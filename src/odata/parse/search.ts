import type { Search } from '../nodes/search.js'
import type { ParseOptions } from './filter.js'

/** Throws `ODataProblem`. */
export function parseSearch(_text: string, _options: ParseOptions = {}): Search {
  throw new Error('stub')
}
