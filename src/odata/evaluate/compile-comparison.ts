import type { Comparison, In } from '../nodes/expression.js'
import type { JsonValue } from '../nodes/literal.js'
import { type KeyForm, keyFormOf, keyMaker, keyOf } from './compare-key.js'
import { compileConstant } from './compile-literal.js'
import type { Compile } from './compile-logical.js'
import { type Compiled, computed, typeName } from './compiled.js'
import { isIn, isInCollection } from './operators/in.js'
import { comparisons, operatorKinds } from './operators/operators.js'
import { refuse, requireOperator, resolveAlias, type Scope } from './scope.js'
import { classOf } from './type-class.js'

/** Compiles `a eq b` and its like. */
export function compileComparison(node: Comparison, scope: Scope, compile: Compile): Compiled {
  const { operator, position } = node
  requireOperator(operator, scope, position)
  const left = compile(node.left, scope)
  const right = compile(node.right, scope)
  const form = formOf(left, right, operator, scope, position)
  const { dialect } = scope
  const evaluate = comparisons[operator](keyOf(left, form, dialect), keyOf(right, form, dialect))
  return computed('Edm.Boolean', evaluate, operator, position)
}

/** Compiles `a in (1,2)` and `a in collection`. */
export function compileIn(node: In, scope: Scope, compile: Compile): Compiled {
  const { position } = node
  requireOperator('in', scope, position)
  const operand = compile(node.operand, scope)
  const list = resolveAlias(node.list, scope)
  const { dialect } = scope
  if (list.kind === 'list' || (list.kind === 'json' && Array.isArray(list.value))) {
    const items =
      list.kind === 'list'
        ? list.items.map((item) => compile(item, scope))
        : (list.value as readonly JsonValue[]).map((item) => compileConstant(item, list.position))
    const forms = items.map((item) => formOf(operand, item, 'in', scope, position))
    const form = forms.find((found) => found !== 'plain') ?? 'plain'
    const keys = items.map((item) => keyOf(item, form, dialect))
    return computed('Edm.Boolean', isIn(keyOf(operand, form, dialect), keys), 'in', position)
  }
  const collection = compile(list, scope)
  if (!collection.collection) refuse({ reason: 'notCollection', property: collection.name }, list.position)
  const form = formOf(operand, { ...collection, collection: false }, 'in', scope, position)
  const evaluate = isInCollection(keyOf(operand, form, dialect), collection.evaluate, keyMaker(form, dialect))
  return computed('Edm.Boolean', evaluate, 'in', position)
}

/** The form in which both sides compare; refuses collections and sides that do not compare. */
function formOf(
  left: Compiled,
  right: Compiled,
  operator: Comparison['operator'] | 'in',
  scope: Scope,
  position: number,
): KeyForm {
  for (const part of [left, right]) {
    if (part.collection) refuse({ reason: 'notSingle', property: part.name, type: typeName(part) }, part.position)
  }
  const form = keyFormOf(classOf(left.type), classOf(right.type), scope.dialect)
  const kind = operatorKinds[operator === 'in' ? 'eq' : operator]
  return (
    form ?? refuse({ reason: 'incompatibleOperands', left: typeName(left), right: typeName(right), kind }, position)
  )
}
