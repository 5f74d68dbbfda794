import type { Expression } from '../nodes/expression.js'

export function printFilter(_node: Expression): string {
  throw new Error('stub')
}
