import type { SelectItem } from '../nodes/query.js'
import type { ParseOptions } from './filter.js'

/** Throws `ODataProblem`. */
export function parseSelect(_text: string, _options: ParseOptions = {}): readonly SelectItem[] {
  throw new Error('stub')
}
