import type { Reader } from '../../../domain/access.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import { compileSearch } from '../../../odata/evaluate/search.js'
import type { Search, SearchTerm } from '../../../odata/nodes/search.js'
import type { GraphProperty, GraphType } from '../model/graph-type.js'
import { resourceName } from './check-filter.js'

/**
 * A test for `$search`: display names and descriptions by the beginnings of their words, other strings by their own
 * beginning (Microsoft Graph: Use the $search query parameter). Throws `searchUnsupported`.
 */
export function searchTest<Row>(search: Search, type: GraphType<Row>, reader: Reader): (row: Row) => boolean {
  return compileSearch<Row>(search, (term) => termTest(term, type, reader))
}

function termTest<Row>(term: SearchTerm, type: GraphType<Row>, reader: Reader): (row: Row) => boolean {
  const property = term.property === undefined ? undefined : type.property(term.property)
  if (!property?.data.search) {
    throw new DomainError('searchUnsupported', { property: term.property ?? term.text, resource: resourceName(type) })
  }
  const matches = property.data.search === 'words' ? wordsMatcher(term.text) : startMatcher(term.text)
  return (row) => textsOf(property, row, reader).some(matches)
}

function textsOf<Row>(property: GraphProperty<Row>, row: Row, reader: Reader): readonly string[] {
  const value = property.read(row, reader)
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : []
}

function startMatcher(text: string): (value: string) => boolean {
  const wanted = fold(text)
  return (value) => fold(value).startsWith(wanted)
}

function wordsMatcher(text: string): (value: string) => boolean {
  const wanted = text.split(/\s+/).flatMap(piecesOf)
  return (value) => {
    const words = wordsOf(value)
    return wanted.every((start) => words.some((word) => word.startsWith(start)))
  }
}

const BOUNDARY = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{N})(?=\P{N})|(?<=\P{N})(?=\p{N})/u
const SEPARATORS = /[^\p{L}\p{N}]+/u

/** The words of a text: split at blanks, symbols, digits and inside camelCase; those that a symbol joins count as one, too. */
function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).flatMap((chunk) => {
    const parts = partsOf(chunk)
    return parts.length > 1 ? [...piecesOf(chunk), fold(parts.join(''))] : piecesOf(chunk)
  })
}

function piecesOf(chunk: string): readonly string[] {
  return partsOf(chunk).flatMap((part) => part.split(BOUNDARY).map(fold))
}

function partsOf(chunk: string): readonly string[] {
  return chunk.split(SEPARATORS).filter((part) => part !== '')
}
