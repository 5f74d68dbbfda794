import type { ArithmeticOperator, ComparisonOperator, Expression } from '../nodes/expression.js'
import { parseItems, parsePrimary } from './primary.js'
import type { TokenReader } from './token-reader.js'

const COMPARISONS: ReadonlySet<string> = new Set<ComparisonOperator>(['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'has'])
const ADDITIVE: ReadonlySet<string> = new Set<ArithmeticOperator>(['add', 'sub'])
const MULTIPLICATIVE: ReadonlySet<string> = new Set<ArithmeticOperator>(['mul', 'div', 'divby', 'mod'])

/**
 * The operators from weak to strong:
 * ```
 * expression     = conjunction *( "or" conjunction )
 * conjunction    = comparison *( "and" comparison )
 * comparison     = sum [ ( "eq" / "ne" / "gt" / "ge" / "lt" / "le" / "has" ) sum / "in" list ]
 * sum            = product *( ( "add" / "sub" ) product )
 * product        = unary *( ( "mul" / "div" / "divby" / "mod" ) unary )
 * unary          = ( "not" / "-" ) unary / primary
 * list           = "(" expression *( "," expression ) ")" / primary
 * ```
 */
export function parseExpression(reader: TokenReader): Expression {
  return parseChain(reader, 'or', parseConjunction)
}

function parseConjunction(reader: TokenReader): Expression {
  return parseChain(reader, 'and', parseComparison)
}

function parseChain(
  reader: TokenReader,
  operator: 'and' | 'or',
  parseOperand: (reader: TokenReader) => Expression,
): Expression {
  const first = parseOperand(reader)
  const { position } = reader.peek()
  if (reader.spelling(reader.peek()) !== operator) return first
  const operands = [first]
  while (reader.spelling(reader.peek()) === operator) {
    reader.take()
    operands.push(parseOperand(reader))
  }
  return Object.freeze({ kind: 'logical', operator, operands: Object.freeze(operands), position })
}

function parseComparison(reader: TokenReader): Expression {
  const left = parseSum(reader)
  const token = reader.peek()
  const word = reader.spelling(token)
  if (word === 'in') {
    reader.take()
    return Object.freeze({ kind: 'in', operand: left, list: parseList(reader), position: token.position })
  }
  if (!COMPARISONS.has(word)) return left
  reader.take()
  const operator = word as ComparisonOperator
  return Object.freeze({ kind: 'comparison', operator, left, right: parseSum(reader), position: token.position })
}

function parseList(reader: TokenReader): Expression {
  const { position } = reader.peek()
  if (!reader.isSymbol('(')) return parsePrimary(reader, parseExpression)
  const items: Expression[] = []
  parseItems(reader, () => items.push(reader.nest(() => parseExpression(reader))))
  return Object.freeze({ kind: 'list', items: Object.freeze(items), position })
}

function parseSum(reader: TokenReader): Expression {
  return parseArithmetic(reader, ADDITIVE, parseProduct)
}

function parseProduct(reader: TokenReader): Expression {
  return parseArithmetic(reader, MULTIPLICATIVE, parseUnary)
}

function parseArithmetic(
  reader: TokenReader,
  operators: ReadonlySet<string>,
  parseOperand: (reader: TokenReader) => Expression,
): Expression {
  let left = parseOperand(reader)
  for (let token = reader.peek(); operators.has(reader.spelling(token)); token = reader.peek()) {
    const operator = reader.spelling(reader.take()) as ArithmeticOperator
    reader.countArithmetic(token.position)
    const right = parseOperand(reader)
    left = Object.freeze({ kind: 'arithmetic', operator, left, right, position: token.position })
  }
  return left
}

function parseUnary(reader: TokenReader): Expression {
  const token = reader.peek()
  if (reader.spelling(token) === 'not') {
    reader.take()
    const operand = reader.nest(() => parseUnary(reader))
    return Object.freeze({ kind: 'not', operand, position: token.position })
  }
  if (reader.takeSymbol('-')) {
    const operand = reader.nest(() => parseUnary(reader))
    return Object.freeze({ kind: 'negation', operand, position: token.position })
  }
  return parsePrimary(reader, parseExpression)
}
