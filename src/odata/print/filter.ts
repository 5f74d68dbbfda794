import type { Expression } from '../nodes/expression.js'
import { printExpression } from './expression.js'

/** Writes a `$filter` that parses to the same node. */
export function printFilter(filter: Expression): string {
  return printExpression(filter)
}
