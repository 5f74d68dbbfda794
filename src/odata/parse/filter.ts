import type { Expression } from '../nodes/expression.js'

/** How words are read; a `Dialect` will do. */
export interface ParseOptions {
  readonly ignoreCase?: boolean
}

/** Reads a `$filter`. Throws `ODataProblem`. */
export function parseFilter(_text: string, _options: ParseOptions = {}): Expression {
  throw new Error('stub')
}
