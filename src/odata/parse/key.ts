import type { KeyPredicate } from '../nodes/query.js'
import type { ParseOptions } from './filter.js'

/** Throws `ODataProblem`. */
export function parseKey(_text: string, _options: ParseOptions = {}): KeyPredicate {
  throw new Error('stub')
}
