import type { Expression, Lambda, Path } from '../nodes/expression.js'

/** How strongly the parts of a node hold together; a weaker one inside a stronger needs parentheses. */
const STRENGTH = { or: 1, and: 2, comparison: 3, sum: 4, product: 5, unary: 6, primary: 7 } as const

/** Writes a node as text that parses to the same node. */
export function printExpression(node: Expression): string {
  switch (node.kind) {
    case 'literal':
      return node.text
    case 'json':
      return JSON.stringify(node.value)
    case 'alias':
      return node.name
    case 'path':
      return printPath(node)
    case 'list':
      return `(${node.items.map(printExpression).join(',')})`
    case 'comparison':
      return `${within(node.left, STRENGTH.sum)} ${node.operator} ${within(node.right, STRENGTH.sum)}`
    case 'in':
      return `${within(node.operand, STRENGTH.sum)} in ${within(node.list, STRENGTH.primary)}`
    case 'logical':
      return node.operands.map((operand) => within(operand, strengthOf(node) + 1)).join(` ${node.operator} `)
    case 'arithmetic':
      return `${within(node.left, strengthOf(node))} ${node.operator} ${within(node.right, strengthOf(node) + 1)}`
    case 'not':
      return `not ${within(node.operand, STRENGTH.unary)}`
    case 'negation':
      // A literal behind a minus would be read as a negative number.
      return node.operand.kind === 'literal' ? `-(${node.operand.text})` : `-${within(node.operand, STRENGTH.unary)}`
    case 'call':
      return `${node.name}(${node.arguments.map(printExpression).join(',')})`
    case 'namedCall':
      return `${node.name}(${node.arguments.map(({ name, value }) => `${name}=${printExpression(value)}`).join(',')})`
    case 'lambda':
      return printLambda(node)
  }
}

/** A path as it is written. */
export function printPath(path: Path): string {
  const names = path.segments.map((segment) => segment.name)
  return (path.variable === undefined ? names : [path.variable, ...names]).join('/')
}

function printLambda(node: Lambda): string {
  const predicate = node.predicate ? `${node.variable}:${printExpression(node.predicate)}` : ''
  return `${printPath(node.path)}/${node.quantifier}(${predicate})`
}

function within(node: Expression, strength: number): string {
  const text = printExpression(node)
  return strengthOf(node) < strength ? `(${text})` : text
}

function strengthOf(node: Expression): number {
  switch (node.kind) {
    case 'logical':
      return STRENGTH[node.operator]
    case 'comparison':
    case 'in':
      return STRENGTH.comparison
    case 'arithmetic':
      return node.operator === 'add' || node.operator === 'sub' ? STRENGTH.sum : STRENGTH.product
    case 'not':
    case 'negation':
      return STRENGTH.unary
    default:
      return STRENGTH.primary
  }
}
