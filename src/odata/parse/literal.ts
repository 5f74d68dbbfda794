import { isInstant } from '../../kernel/instant.js'
import type { EdmType, Literal } from '../nodes/literal.js'
import { guidLiteral, makeLiteral, meaningOf, numberLiteral } from '../nodes/make-literal.js'
import type { Token } from './token.js'
import type { TokenReader } from './token-reader.js'

/** The literal at the reader's place; undefined, with nothing taken, where there is none. */
export function parseLiteral(reader: TokenReader): Literal | undefined {
  const token = reader.peek()
  const literal = readLiteral(reader, token)
  if (literal) reader.take()
  return literal
}

function readLiteral(reader: TokenReader, token: Token): Literal | undefined {
  const { kind, text, position } = token
  switch (kind) {
    case 'string':
      return makeLiteral('Edm.String', unquote(text), text, position)
    case 'number':
      return numberLiteral(text, position)
    case 'guid':
      return guidLiteral(text, position)
    case 'date':
      return readInstant(reader, 'Edm.Date', token)
    case 'dateTime':
      return readInstant(reader, 'Edm.DateTimeOffset', token)
    case 'timeOfDay':
      return readMeaning(reader, 'Edm.TimeOfDay', text, token)
    case 'typed':
      return readTyped(reader, token)
    case 'word':
      return readWord(reader, token)
    default:
      return undefined
  }
}

function readWord(reader: TokenReader, token: Token): Literal | undefined {
  const { position, text } = token
  switch (reader.spelling(token)) {
    case 'null':
      return makeLiteral('Edm.Null', null, text, position)
    case 'true':
      return makeLiteral('Edm.Boolean', true, text, position)
    case 'false':
      return makeLiteral('Edm.Boolean', false, text, position)
    default:
      return text === 'INF' || text === 'NaN' ? numberLiteral(text, position) : undefined
  }
}

/** `duration'…'`, `binary'…'` and `Ns.Enum'Member'`; older forms such as `guid'…'` and `datetime'…'` are no literals. */
function readTyped(reader: TokenReader, token: Token): Literal {
  const { text, position } = token
  const quote = text.indexOf("'")
  const prefix = text.slice(0, quote)
  const content = unquote(text.slice(quote))
  if (prefix.includes('.')) return makeLiteral('enum', content, text, position)
  if (prefix === 'duration') return readMeaning(reader, 'Edm.Duration', content, token)
  if (prefix === 'binary') return makeLiteral('Edm.Binary', content, text, position)
  return unrecognized(reader, 'Edm.String', token)
}

function readInstant(reader: TokenReader, type: EdmType, token: Token): Literal {
  return isInstant(token.text) ? readMeaning(reader, type, token.text, token) : unrecognized(reader, type, token)
}

function readMeaning(reader: TokenReader, type: EdmType, content: string, token: Token): Literal {
  const value = meaningOf(type, content)
  return value === undefined ? unrecognized(reader, type, token) : makeLiteral(type, value, token.text, token.position)
}

function unrecognized(reader: TokenReader, type: EdmType, token: Token): never {
  return reader.fail({ reason: 'unrecognizedLiteral', literal: token.text, type }, token.position)
}

function unquote(text: string): string {
  const inner = text.slice(1, -1)
  return inner.includes("'") ? inner.replaceAll("''", "'") : inner
}
