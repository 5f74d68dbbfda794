import type { Search, SearchTerm } from '../nodes/search.js'

const STRENGTH = { or: 1, and: 2, not: 3, term: 4 } as const

/** Writes a `$search` that parses to the same node. */
export function printSearch(search: Search): string {
  switch (search.kind) {
    case 'term':
      return printTerm(search)
    case 'not':
      return `NOT ${within(search.operand, STRENGTH.not)}`
    default:
      return search.operands
        .map((operand) => within(operand, STRENGTH[search.kind] + 1))
        .join(` ${search.kind.toUpperCase()} `)
  }
}

function within(search: Search, strength: number): string {
  const text = printSearch(search)
  return STRENGTH[search.kind] < strength ? `(${text})` : text
}

function printTerm({ property, text, quoted }: SearchTerm): string {
  if (!quoted) return text
  const phrase = property === undefined ? text : `${property}:${text}`
  return `"${phrase.replace(/["\\]/g, '\\$&')}"`
}
