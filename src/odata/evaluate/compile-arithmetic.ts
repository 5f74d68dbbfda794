import type { Arithmetic, Negation } from '../nodes/expression.js'
import type { Compile } from './compile-logical.js'
import { type Compiled, computed, type Evaluate, typeName } from './compiled.js'
import { arithmetic, operatorKinds } from './operators/operators.js'
import { refuse, requireOperator, type Scope } from './scope.js'
import { classOf } from './type-class.js'

/** Compiles `a add b` and its like; null in, null out. */
export function compileArithmetic(node: Arithmetic, scope: Scope, compile: Compile): Compiled {
  const { operator, position } = node
  requireOperator(operator, scope, position)
  const left = compile(node.left, scope)
  const right = compile(node.right, scope)
  const { result, compute } = arithmetic[operator]
  const type = left.collection || right.collection ? undefined : result(left.type, right.type)
  if (!type) {
    const kind = operatorKinds[operator]
    return refuse({ reason: 'incompatibleOperands', left: typeName(left), right: typeName(right), kind }, position)
  }
  const evaluate: Evaluate = (row, variables) => {
    const first = left.evaluate(row, variables)
    const second = right.evaluate(row, variables)
    return typeof first === 'number' && typeof second === 'number' ? compute(first, second, type) : null
  }
  return computed(type, evaluate, operator, position)
}

/** Compiles `-a`. */
export function compileNegation(node: Negation, scope: Scope, compile: Compile): Compiled {
  const { position } = node
  requireOperator('negate', scope, position)
  const operand = compile(node.operand, scope)
  if (operand.collection || !['number', 'duration', 'null', 'untyped'].includes(classOf(operand.type))) {
    refuse({ reason: 'incompatibleOperand', operand: typeName(operand), kind: 'Negate' }, position)
  }
  const evaluate: Evaluate = (row, variables) => {
    const value = operand.evaluate(row, variables)
    return typeof value === 'number' ? -value : null
  }
  return computed(operand.type, evaluate, 'negate', position)
}
