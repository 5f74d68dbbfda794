import type { OrderItem } from '../nodes/query.js'
import { printExpression } from './expression.js'

export function printOrderBy(items: readonly OrderItem[]): string {
  return items.map(({ expression, descending }) => printExpression(expression) + (descending ? ' desc' : '')).join(',')
}
