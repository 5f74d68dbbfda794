import type { SelectItem } from '../nodes/query.js'

/** The text of `$select`. */
export function printSelect(items: readonly SelectItem[]): string {
  return items.map((item) => item.path.join('/')).join(',')
}
