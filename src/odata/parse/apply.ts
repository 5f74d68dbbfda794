import type { Aggregate, AggregateItem, AggregateMethod, Apply, GroupBy, Transformation } from '../nodes/apply.js'
import type { Path } from '../nodes/expression.js'
import { parseExpression } from './expression.js'
import { parseItems } from './primary.js'
import { rememberText } from './source-text.js'
import { type ParseOptions, TokenReader } from './token-reader.js'

const METHODS: ReadonlySet<string> = new Set<AggregateMethod>(['sum', 'average', 'min', 'max', 'countdistinct'])

/** Reads a `$apply`: `filter(…)/groupby((statuscode),aggregate($count as count))`. Throws `ODataProblem`. */
export function parseApply(text: string, options: ParseOptions = {}): Apply {
  const reader = new TokenReader(text, options)
  const apply = parseTransformations(reader)
  reader.expectEnd()
  return apply
}

/**
 * ```
 * apply          = transformation *( "/" transformation )
 * transformation = "filter" "(" expression ")" / "aggregate" "(" item *( "," item ) ")"
 *                / "groupby" "(" "(" path *( "," path ) ")" [ "," apply ] ")"
 * item           = "$count" "as" name / expression "with" method "as" name
 * ```
 */
export function parseTransformations(reader: TokenReader): Apply {
  const transformations: Transformation[] = []
  do transformations.push(reader.nest(() => parseTransformation(reader)))
  while (reader.takeSymbol('/'))
  return Object.freeze(transformations)
}

function parseTransformation(reader: TokenReader): Transformation {
  const token = reader.peek()
  switch (reader.spelling(token)) {
    case 'filter':
      reader.take()
      return parseFilterTransformation(reader, token.position)
    case 'groupby':
      reader.take()
      return parseGroupBy(reader, token.position)
    case 'aggregate':
      reader.take()
      return parseAggregate(reader, token.position)
    default:
      return reader.unexpected('transformation')
  }
}

function parseFilterTransformation(reader: TokenReader, position: number): Transformation {
  reader.expectSymbol('(')
  const filter = rememberText(parseExpression(reader), reader.text)
  reader.expectSymbol(')')
  return Object.freeze({ kind: 'filter', filter, position })
}

function parseGroupBy(reader: TokenReader, position: number): GroupBy {
  const paths: Path[] = []
  reader.expectSymbol('(')
  parseItems(reader, () => {
    const at = reader.peek().position
    const path = parseExpression(reader)
    if (path.kind !== 'path') reader.fail({ reason: 'syntaxError', found: '', expected: 'path' }, at)
    else paths.push(path)
  })
  const apply: Apply = reader.takeSymbol(',') ? parseTransformations(reader) : Object.freeze([])
  reader.expectSymbol(')')
  return Object.freeze({ kind: 'groupby', paths: Object.freeze(paths), apply, position })
}

function parseAggregate(reader: TokenReader, position: number): Aggregate {
  const items: AggregateItem[] = []
  parseItems(reader, () => items.push(parseAggregateItem(reader)))
  return Object.freeze({ kind: 'aggregate', items: Object.freeze(items), position })
}

function parseAggregateItem(reader: TokenReader): AggregateItem {
  const { position } = reader.peek()
  const isCount = reader.spelling(reader.peek()) === '$count'
  if (isCount) reader.take()
  const expression = isCount ? undefined : parseExpression(reader)
  const method = isCount ? 'count' : parseMethod(reader)
  expectKeyword(reader, 'as')
  const alias = reader.expectWord('name').text
  return Object.freeze({ method, expression, alias, position })
}

function parseMethod(reader: TokenReader): AggregateMethod {
  expectKeyword(reader, 'with')
  const method = reader.spelling(reader.peek())
  if (!METHODS.has(method)) reader.unexpected('method')
  reader.take()
  return method as AggregateMethod
}

function expectKeyword(reader: TokenReader, word: string): void {
  if (reader.spelling(reader.peek()) !== word) reader.unexpected(word)
  reader.take()
}
