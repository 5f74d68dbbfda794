import type { Expression, Lambda, NamedArgument, Path, PathSegment } from '../nodes/expression.js'
import { parseJson } from './json.js'
import { parseLiteral } from './literal.js'
import type { Token } from './token.js'
import type { TokenReader } from './token-reader.js'

/** How an expression is read: handed in, because what stands in parentheses is a whole expression again. */
export type ParseExpression = (reader: TokenReader) => Expression

/**
 * ```
 * primary  = "(" expression ")" / literal / "@" name / json / call / path [ lambda ]
 * call     = function "(" [ expression *( "," expression ) ] ")"
 *          / qualifiedName "(" [ name "=" expression *( "," name "=" expression ) ] ")"
 * ```
 */
export function parsePrimary(reader: TokenReader, parseExpression: ParseExpression): Expression {
  const token = reader.peek()
  if (reader.takeSymbol('(')) {
    const inner = reader.nest(() => parseExpression(reader))
    reader.expectSymbol(')', ') or operator')
    return inner
  }
  if (reader.isSymbol('[') || reader.isSymbol('{')) return parseJson(reader)
  if (token.kind === 'alias')
    return Object.freeze({ kind: 'alias', name: reader.take().text, position: token.position })
  return parseLiteral(reader) ?? parseWord(reader, parseExpression)
}

function parseWord(reader: TokenReader, parseExpression: ParseExpression): Expression {
  const token = reader.expectWord('expression')
  if (!reader.isSymbol('(')) return parsePathFrom(reader, token, parseExpression)
  return token.text.includes('.')
    ? parseNamedCall(reader, token, parseExpression)
    : parseCall(reader, token, parseExpression)
}

function parseCall(reader: TokenReader, token: Token, parseExpression: ParseExpression): Expression {
  const given: Expression[] = []
  parseItems(reader, () => given.push(reader.nest(() => parseExpression(reader))))
  const name = reader.spelling(token)
  return Object.freeze({ kind: 'call', name, arguments: Object.freeze(given), position: token.position })
}

function parseNamedCall(reader: TokenReader, token: Token, parseExpression: ParseExpression): Expression {
  const given: NamedArgument[] = []
  parseItems(reader, () => given.push(parseNamedArgument(reader, parseExpression)))
  return Object.freeze({
    kind: 'namedCall',
    name: token.text,
    arguments: Object.freeze(given),
    position: token.position,
  })
}

function parseNamedArgument(reader: TokenReader, parseExpression: ParseExpression): NamedArgument {
  const { text: name, position } = reader.expectWord('name')
  reader.expectSymbol('=')
  return Object.freeze({ name, value: reader.nest(() => parseExpression(reader)), position })
}

/** `( … , … )`, or `()`. */
export function parseItems(reader: TokenReader, parseItem: () => void): void {
  reader.expectSymbol('(')
  if (reader.takeSymbol(')')) return
  do parseItem()
  while (reader.takeSymbol(','))
  reader.expectSymbol(')', ') or ,')
}

/**
 * ```
 * path     = ( "$it" / variable / segment ) *( "/" segment ) [ "/$count" ]
 * segment  = name / qualifiedName
 * lambda   = path "/" ( "any" / "all" ) "(" [ name ":" expression ] ")"
 * ```
 */
function parsePathFrom(reader: TokenReader, first: Token, parseExpression: ParseExpression): Expression {
  const isVariable = first.text === '$it' || reader.variables.includes(first.text)
  const segments: PathSegment[] = isVariable ? [] : [segmentOf(reader, first)]
  const variable = isVariable ? first.text : undefined
  const path = (): Path =>
    Object.freeze({ kind: 'path', variable, segments: Object.freeze(segments), position: first.position })
  while (segments.at(-1)?.kind !== 'count' && reader.takeSymbol('/')) {
    const token = reader.expectWord('name')
    const word = reader.spelling(token)
    if ((word === 'any' || word === 'all') && reader.isSymbol('(')) {
      return parseLambda(reader, word, path(), token.position, parseExpression)
    }
    segments.push(segmentOf(reader, token))
  }
  return path()
}

function segmentOf(reader: TokenReader, token: Token): PathSegment {
  const { text: name, position } = token
  if (name === '$count') return Object.freeze({ kind: 'count', name, position })
  if (name.startsWith('$')) reader.fail({ reason: 'syntaxError', found: name, expected: 'name' }, position)
  return Object.freeze({ kind: name.includes('.') ? 'cast' : 'member', name, position })
}

function parseLambda(
  reader: TokenReader,
  quantifier: Lambda['quantifier'],
  path: Path,
  position: number,
  parseExpression: ParseExpression,
): Lambda {
  reader.expectSymbol('(')
  if (reader.takeSymbol(')')) {
    return Object.freeze({ kind: 'lambda', quantifier, path, variable: undefined, predicate: undefined, position })
  }
  const { text: variable } = reader.expectWord('variable')
  reader.expectSymbol(':')
  reader.variables.push(variable)
  const predicate = reader.nest(() => parseExpression(reader))
  reader.variables.pop()
  reader.expectSymbol(')', ') or operator')
  return Object.freeze({ kind: 'lambda', quantifier, path, variable, predicate, position })
}
