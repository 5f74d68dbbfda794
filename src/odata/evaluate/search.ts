import type { Search, SearchTerm } from '../nodes/search.js'

/** Makes a test of a search; what a single term means is told by `compileTerm`, once per term. */
export function compileSearch<Row>(
  _search: Search,
  _compileTerm: (term: SearchTerm) => (row: Row) => boolean,
): (row: Row) => boolean {
  throw new Error('stub')
}
