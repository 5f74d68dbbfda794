import type { Expression } from '../nodes/expression.js'
import type { KeyPart, KeyPredicate } from '../nodes/query.js'
import { parseJson } from './json.js'
import { parseLiteral } from './literal.js'
import { parseItems } from './primary.js'
import { type ParseOptions, TokenReader } from './token-reader.js'

/**
 * Reads a key predicate with its parentheses, `(42)` or `(a=1,b='x')`; the named form is that of function arguments in a
 * path as well, `(P1=@p1,P2=5)`. A colon may stand for the equals sign, as Dataverse bindings are written. Throws
 * `ODataProblem`.
 */
export function parseKey(text: string, options: ParseOptions = {}): KeyPredicate {
  const reader = new TokenReader(text, options)
  const names: KeyPart[] = []
  let value: Expression | undefined
  parseItems(reader, () => {
    value = names.length === 0 ? parseKeyValue(reader) : undefined
    if (!value) names.push(parseKeyPart(reader))
    else if (reader.isSymbol(',')) reader.unexpected(')')
  })
  reader.expectEnd()
  return Object.freeze({ value, names: Object.freeze(names) })
}

function parseKeyPart(reader: TokenReader): KeyPart {
  const { text: name, position } = reader.expectWord('name')
  if (!reader.takeSymbol(':')) reader.expectSymbol('=')
  return Object.freeze({ name, value: parseKeyValue(reader) ?? reader.unexpected('value'), position })
}

function parseKeyValue(reader: TokenReader): Expression | undefined {
  const { kind, position } = reader.peek()
  if (kind === 'alias') return Object.freeze({ kind: 'alias', name: reader.take().text, position })
  if (reader.isSymbol('[') || reader.isSymbol('{')) return parseJson(reader)
  return parseLiteral(reader)
}
