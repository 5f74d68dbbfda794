import type { Search, SearchTerm } from '../nodes/search.js'
import { skipSpace } from './token.js'
import type { TokenReader } from './token-reader.js'

const WORD = /[^\s"()]+/y

/**
 * Reads what stands in `$search` up to the end of `text.slice(0, end)`:
 * ```
 * search      = conjunction *( "OR" conjunction )
 * conjunction = negation *( [ "AND" ] negation )
 * negation    = "NOT" negation / "(" search ")" / phrase / word
 * ```
 * A phrase stands in double quotes, where `\` escapes. A word must not have a colon: `prop:value` needs its quotes.
 */
export function parseSearchExpression(reader: TokenReader, end: number): Search {
  const search = parseChain(reader, end, 'or', parseConjunction)
  if (skipSpace(reader.text, reader.place) < end) unexpected(reader, end, 'end')
  return search
}

type ParsePart = (reader: TokenReader, end: number) => Search

function parseConjunction(reader: TokenReader, end: number): Search {
  return parseChain(reader, end, 'and', parseNegation)
}

function parseChain(reader: TokenReader, end: number, kind: 'and' | 'or', parseOperand: ParsePart): Search {
  const position = skipSpace(reader.text, reader.place)
  const operands = [parseOperand(reader, end)]
  while (continues(reader, end, kind)) operands.push(parseOperand(reader, end))
  if (operands.length === 1 && operands[0]) return operands[0]
  return Object.freeze({ kind, operands: Object.freeze(operands), position })
}

/** Takes the word that joins two operands; between two operands without one `AND` is meant. */
function continues(reader: TokenReader, end: number, kind: 'and' | 'or'): boolean {
  const at = skipSpace(reader.text, reader.place)
  if (at >= end || reader.text.charAt(at) === ')') return false
  const word = wordAt(reader, at, end)
  if (word === kind.toUpperCase()) {
    reader.seek(at + word.length)
    return true
  }
  return kind === 'and' && word !== 'OR'
}

function parseNegation(reader: TokenReader, end: number): Search {
  const position = skipSpace(reader.text, reader.place)
  reader.seek(position)
  if (position >= end) return unexpected(reader, end, 'term')
  const character = reader.text.charAt(position)
  if (character === '"') return parsePhrase(reader, end, position)
  if (character === '(') return parseGroup(reader, end, position)
  const word = wordAt(reader, position, end)
  if (word === '' || word === 'AND' || word === 'OR') return unexpected(reader, end, 'term')
  reader.seek(position + word.length)
  if (word === 'NOT') {
    const operand = reader.nest(() => parseNegation(reader, end))
    return Object.freeze({ kind: 'not', operand, position })
  }
  const colon = word.indexOf(':')
  if (colon !== -1) reader.fail({ reason: 'invalidCharacter', character: ':' }, position + colon)
  return makeTerm(undefined, word, false, position)
}

function parseGroup(reader: TokenReader, end: number, position: number): Search {
  reader.seek(position + 1)
  const group = reader.nest(() => parseChain(reader, end, 'or', parseConjunction))
  const close = skipSpace(reader.text, reader.place)
  if (close >= end || reader.text.charAt(close) !== ')') return unexpected(reader, end, ')')
  reader.seek(close + 1)
  return group
}

function parsePhrase(reader: TokenReader, end: number, position: number): SearchTerm {
  const { text } = reader
  let phrase = ''
  let colon = -1
  for (let at = position + 1; at < end; at++) {
    const character = text.charAt(at)
    if (character === '"') {
      reader.seek(at + 1)
      if (colon <= 0) return makeTerm(undefined, phrase, true, position)
      return makeTerm(phrase.slice(0, colon), phrase.slice(colon + 1), true, position)
    }
    if (character === ':' && colon === -1) colon = phrase.length
    if (character === '\\') at++
    phrase += text.charAt(at)
  }
  return reader.fail({ reason: 'unterminatedLiteral' }, text.length)
}

function makeTerm(property: string | undefined, text: string, quoted: boolean, position: number): SearchTerm {
  return Object.freeze({ kind: 'term', property, text, quoted, position })
}

function wordAt(reader: TokenReader, at: number, end: number): string {
  WORD.lastIndex = at
  return WORD.exec(reader.text)?.[0].slice(0, end - at) ?? ''
}

function unexpected(reader: TokenReader, end: number, expected: string): never {
  const position = Math.min(skipSpace(reader.text, reader.place), end)
  const found = wordAt(reader, position, end) || reader.text.slice(position, Math.min(position + 1, end))
  return reader.fail({ reason: 'syntaxError', found, expected }, position)
}
