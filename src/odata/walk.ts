import type { Expression } from './nodes/expression.js'

/** Calls `visit` for a node and everything in it, parents first. */
export function walk(expression: Expression, visit: (node: Expression) => void): void {
  visit(expression)
  for (const child of childrenOf(expression)) walk(child, visit)
}

const NONE: readonly Expression[] = []

/** The nodes directly inside a node, from left to right; the path of a lambda is one of them. */
function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'comparison':
    case 'arithmetic':
      return [node.left, node.right]
    case 'in':
      return [node.operand, node.list]
    case 'list':
      return node.items
    case 'logical':
      return node.operands
    case 'not':
    case 'negation':
      return [node.operand]
    case 'call':
      return node.arguments
    case 'namedCall':
      return node.arguments.map((argument) => argument.value)
    case 'lambda':
      return node.predicate ? [node.path, node.predicate] : [node.path]
    default:
      return NONE
  }
}
