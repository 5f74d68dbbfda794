import type { ExpandItem, ExpandOptions } from '../nodes/query.js'
import { parseTransformations } from './apply.js'
import { parseExpression } from './expression.js'
import { parseOrderItems } from './order-by.js'
import { parseSearchExpression } from './search-expression.js'
import { parseSelectItems } from './select.js'
import { rememberText } from './source-text.js'
import type { TokenReader } from './token-reader.js'

/** One `$name=value` inside the parentheses of `$expand`; the `$` may be missing. */
export function parseExpandOption(
  reader: TokenReader,
  parseExpandItems: (reader: TokenReader) => readonly ExpandItem[],
): ExpandOptions {
  const token = reader.expectWord('option')
  const name = reader.spelling(token).replace('$', '')
  reader.expectSymbol('=')
  switch (name) {
    case 'select':
      return { select: parseSelectItems(reader) }
    case 'expand':
      return { expand: parseExpandItems(reader) }
    case 'filter':
      return { filter: rememberText(parseExpression(reader), reader.text) }
    case 'orderby':
      return { orderBy: parseOrderItems(reader) }
    case 'top':
      return { top: parseCount(reader, name) }
    case 'skip':
      return { skip: parseCount(reader, name) }
    case 'levels':
      return { levels: parseLevels(reader) }
    case 'count':
      return { count: parseYesNo(reader) }
    case 'search':
      return { search: parseSearchExpression(reader, searchEnd(reader)) }
    case 'apply':
      return { apply: parseTransformations(reader) }
    default:
      return reader.fail({ reason: 'unsupportedOption', name: token.text }, token.position)
  }
}

function parseCount(reader: TokenReader, name: string): number {
  const { text, position } = reader.take()
  if (!/^\d{1,15}$/.test(text)) reader.fail({ reason: 'invalidOption', name: `$${name}`, value: text }, position)
  return Number(text)
}

function parseLevels(reader: TokenReader): number | 'max' {
  if (reader.spelling(reader.peek()) !== 'max') return parseCount(reader, 'levels')
  reader.take()
  return 'max'
}

function parseYesNo(reader: TokenReader): boolean {
  const token = reader.take()
  const word = reader.spelling(token)
  if (word !== 'true' && word !== 'false') {
    reader.fail({ reason: 'invalidOption', name: '$count', value: token.text }, token.position)
  }
  return word === 'true'
}

/** A search ends at the first `;`, or the parenthesis that closes the options, outside of quotes. */
function searchEnd(reader: TokenReader): number {
  const { text } = reader
  let open = 0
  for (let at = reader.place; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '"') at = phraseEnd(text, at)
    else if (character === '(') open++
    else if (character === ';' || (character === ')' && open-- === 0)) return at
  }
  return text.length
}

function phraseEnd(text: string, open: number): number {
  let at = open + 1
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1
  return at
}
