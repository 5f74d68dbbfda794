import type { ExpandItem, ExpandOptions } from '../nodes/query.js'
import { parseExpandOption } from './expand-option.js'
import { type ParseOptions, TokenReader } from './token-reader.js'

/** Reads a `$expand`: `manager($levels=max;$select=id),members/$ref`. Throws `ODataProblem`. */
export function parseExpand(text: string, options: ParseOptions = {}): readonly ExpandItem[] {
  const reader = new TokenReader(text, options)
  const items = parseExpandItems(reader)
  reader.expectEnd()
  return items
}

/**
 * ```
 * expand  = item *( "," item )
 * item    = ( "*" / name *( "/" name ) ) [ "/$ref" / "/$count" ] [ "(" option *( ";" option ) ")" ]
 * ```
 */
function parseExpandItems(reader: TokenReader): readonly ExpandItem[] {
  const items: ExpandItem[] = []
  do items.push(reader.nest(() => parseExpandItem(reader)))
  while (reader.takeSymbol(','))
  return Object.freeze(items)
}

function parseExpandItem(reader: TokenReader): ExpandItem {
  const { position } = reader.peek()
  const path = [reader.takeSymbol('*') ? '*' : reader.expectWord('name').text]
  let suffix: ExpandItem['suffix']
  while (suffix === undefined && reader.takeSymbol('/')) {
    const { text } = reader.expectWord('name')
    if (text === '$ref' || text === '$count') suffix = text
    else path.push(text)
  }
  const options = parseExpandOptions(reader)
  return Object.freeze({ path: Object.freeze(path), suffix, options, position })
}

function parseExpandOptions(reader: TokenReader): ExpandOptions {
  const options: ExpandOptions = {}
  if (!reader.takeSymbol('(') || reader.takeSymbol(')')) return Object.freeze(options)
  do Object.assign(options, parseExpandOption(reader, parseExpandItems))
  while (reader.takeSymbol(';'))
  reader.expectSymbol(')', ') or ;')
  return Object.freeze(options)
}
