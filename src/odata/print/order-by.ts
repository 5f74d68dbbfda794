import type { OrderItem } from '../nodes/query.js'

export function printOrderBy(_node: readonly OrderItem[]): string {
  throw new Error('stub')
}
