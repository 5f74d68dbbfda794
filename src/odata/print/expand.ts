import type { ExpandItem } from '../nodes/query.js'

export function printExpand(_node: readonly ExpandItem[]): string {
  throw new Error('stub')
}
