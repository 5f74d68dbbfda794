import type { Search } from '../nodes/search.js'

export function printSearch(_node: Search): string {
  throw new Error('stub')
}
