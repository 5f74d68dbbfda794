import type { OrderItem } from '../nodes/query.js'
import { printExpression } from './expression.js'

/** The text of `$orderby`, not encoded for a URL. */
export function printOrderBy(items: readonly OrderItem[]): string {
  return items.map(({ expression, descending }) => printExpression(expression) + (descending ? ' desc' : '')).join(',')
}
