import type { ExpandItem } from '../nodes/query.js'
import type { ParseOptions } from './filter.js'

/** Throws `ODataProblem`. */
export function parseExpand(_text: string, _options: ParseOptions = {}): readonly ExpandItem[] {
  throw new Error('stub')
}
