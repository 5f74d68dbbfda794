import type { OrderItem } from '../nodes/query.js'
import type { ParseOptions } from './filter.js'

/** Throws `ODataProblem`. */
export function parseOrderBy(_text: string, _options: ParseOptions = {}): readonly OrderItem[] {
  throw new Error('stub')
}
