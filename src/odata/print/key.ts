import type { KeyPredicate } from '../nodes/query.js'
import { printExpression } from './expression.js'

/** Writes a key predicate, parentheses included, that parses to the same node. */
export function printKey(key: KeyPredicate): string {
  if (key.value) return `(${printExpression(key.value)})`
  return `(${key.names.map(({ name, value }) => `${name}=${printExpression(value)}`).join(',')})`
}
