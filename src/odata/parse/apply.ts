import type { Apply } from '../nodes/apply.js'
import type { ParseOptions } from './filter.js'

/** Throws `ODataProblem`. */
export function parseApply(_text: string, _options: ParseOptions = {}): Apply {
  throw new Error('stub')
}
