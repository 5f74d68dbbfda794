import type { OrderItem } from '../nodes/query.js'
import { parseExpression } from './expression.js'
import { rememberText } from './source-text.js'
import { type ParseOptions, TokenReader } from './token-reader.js'

/** Reads a `$orderby`: `displayName desc,createdDateTime`. Throws `ODataProblem`. */
export function parseOrderBy(text: string, options: ParseOptions = {}): readonly OrderItem[] {
  const reader = new TokenReader(text, options)
  const items = parseOrderItems(reader)
  reader.expectEnd()
  return items
}

/** `expression [ "asc" / "desc" ] *( "," … )` */
export function parseOrderItems(reader: TokenReader): readonly OrderItem[] {
  const items: OrderItem[] = []
  do {
    const { position } = reader.peek()
    const expression = rememberText(parseExpression(reader), reader.text)
    const direction = reader.spelling(reader.peek())
    if (direction === 'asc' || direction === 'desc') reader.take()
    items.push(Object.freeze({ expression, descending: direction === 'desc', position }))
  } while (reader.takeSymbol(','))
  return Object.freeze(items)
}
