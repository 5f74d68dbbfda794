import type { Expression } from '../nodes/expression.js'

const texts = new WeakMap<Expression, string>()

/** Remembers the text an expression was read from, for messages about what is found wrong with it later. */
export function rememberText<Node extends Expression>(node: Node, text: string): Node {
  texts.set(node, text)
  return node
}

/** The text of a whole `$filter` or `$orderby` key, empty for one that was put together by hand. */
export function textOf(node: Expression): string {
  return texts.get(node) ?? ''
}
