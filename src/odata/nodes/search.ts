/** What stands in `$search`. `and` and `or` are chains of two or more operands. */
export type Search = SearchTerm | SearchChain | SearchNot

/**
 * A word or phrase. In `"displayName:anna"` the property is `displayName` and the text `anna`, escapes undone; a phrase
 * without a colon, and a bare word, have no property.
 */
export interface SearchTerm {
  readonly kind: 'term'
  readonly property: string | undefined
  readonly text: string
  readonly quoted: boolean
  readonly position: number
}

export interface SearchChain {
  readonly kind: 'and' | 'or'
  readonly operands: readonly Search[]
  readonly position: number
}

export interface SearchNot {
  readonly kind: 'not'
  readonly operand: Search
  readonly position: number
}
