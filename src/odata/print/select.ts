import type { SelectItem } from '../nodes/query.js'

export function printSelect(_node: readonly SelectItem[]): string {
  throw new Error('stub')
}
