import type { SelectItem } from '../nodes/query.js'

export function printSelect(items: readonly SelectItem[]): string {
  return items.map((item) => item.path.join('/')).join(',')
}
