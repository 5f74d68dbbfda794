import type { Expression, Logical, Not } from '../nodes/expression.js'
import { type Compiled, computed, type Evaluate, typeName } from './compiled.js'
import { and } from './operators/and.js'
import { not } from './operators/not.js'
import { or } from './operators/or.js'
import { refuse, requireOperator, type Scope } from './scope.js'
import { classOf } from './type-class.js'

/** How a part is compiled: handed in, because every operator holds whole expressions. */
export type Compile = (node: Expression, scope: Scope) => Compiled

/** Compiles `and` and `or`, with null as the third value of logic. */
export function compileLogical(node: Logical, scope: Scope, compile: Compile): Compiled {
  const { operator, position } = node
  requireOperator(operator, scope, position)
  const operands = node.operands.map((operand) => yesOrNo(compile(operand, scope)))
  return computed('Edm.Boolean', operator === 'and' ? and(operands) : or(operands), operator, position)
}

/** Compiles `not`; the opposite of null is null. */
export function compileNot(node: Not, scope: Scope, compile: Compile): Compiled {
  const { position } = node
  requireOperator('not', scope, position)
  const operand = compile(node.operand, scope)
  if (!isYesOrNo(operand)) refuse({ reason: 'incompatibleOperand', operand: typeName(operand), kind: 'Not' }, position)
  return computed('Edm.Boolean', not(yesOrNo(operand)), 'not', position)
}

/** The evaluation of a part that must be true, false or null; refuses others. */
export function yesOrNo(part: Compiled): Evaluate {
  if (!isYesOrNo(part)) refuse({ reason: 'notBoolean', type: typeName(part) }, part.position)
  if (part.type === 'Edm.Boolean') return part.evaluate
  return (row, variables) => {
    const value = part.evaluate(row, variables)
    return typeof value === 'boolean' ? value : null
  }
}

function isYesOrNo(part: Compiled): boolean {
  return !part.collection && ['boolean', 'null', 'untyped'].includes(classOf(part.type))
}
