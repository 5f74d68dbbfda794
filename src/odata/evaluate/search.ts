import type { Search, SearchTerm } from '../nodes/search.js'

/** Makes a test of a search; what a single term means is told by `compileTerm`, once per term. */
export function compileSearch<Row>(
  search: Search,
  compileTerm: (term: SearchTerm) => (row: Row) => boolean,
): (row: Row) => boolean {
  if (search.kind === 'term') return compileTerm(search)
  if (search.kind === 'not') {
    const operand = compileSearch(search.operand, compileTerm)
    return (row) => !operand(row)
  }
  const operands = search.operands.map((operand) => compileSearch(operand, compileTerm))
  return search.kind === 'and'
    ? (row) => operands.every((operand) => operand(row))
    : (row) => operands.some((operand) => operand(row))
}
