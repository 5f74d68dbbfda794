import type { JsonValue, Literal } from '../nodes/literal.js'
import { literalOf } from '../nodes/make-literal.js'
import { type Compiled, constant } from './compiled.js'
import { refuse } from './scope.js'

/** Compiles a literal: the same value for every row. */
export function compileLiteral(node: Literal): Compiled {
  return constant(node.type, node.value, node.position)
}

/** A plain value out of a JSON array; arrays and objects in it have no place in a comparison. */
export function compileConstant(value: JsonValue, position: number): Compiled {
  if (typeof value === 'object' && value !== null) {
    refuse({ reason: 'syntaxError', found: JSON.stringify(value).slice(0, 40), expected: 'literal' }, position)
  }
  return compileLiteral(literalOf(value, position))
}
