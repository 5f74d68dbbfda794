import { formatInstant } from '../../kernel/instant.js'
import type { Call, Expression } from '../nodes/expression.js'
import type { EdmType } from '../nodes/literal.js'
import { meaningOf } from '../nodes/make-literal.js'
import type { Compile } from './compile-logical.js'
import { type Compiled, computed, type Evaluate, typeName } from './compiled.js'
import { refuse, type Scope } from './scope.js'
import { classOf, isEdmType } from './type-class.js'

/** `isof(Ns.Type)`, `isof(value,Ns.Type)`: the value (or the row) is of that type. */
export function compileIsof(node: Call, scope: Scope, compile: Compile): Compiled {
  const { operand, type } = operands(node, scope, compile)
  const { position } = node
  if (isEdmType(type)) {
    const matches = classOf(type) === classOf(operand.type)
    const evaluate: Evaluate = (row, variables) => matches && operand.evaluate(row, variables) !== null
    return computed('Edm.Boolean', evaluate, 'isof', position)
  }
  const cast = operand.structure?.cast?.(type)
  const isSame = operand.structure?.name === type
  if (!cast && !isSame) refuse({ reason: 'unknownType', type }, position)
  const evaluate: Evaluate = (row, variables) => {
    const value = operand.evaluate(row, variables)
    return value !== null && (cast?.is(value) ?? true)
  }
  return computed('Edm.Boolean', evaluate, 'isof', position)
}

/** `cast(value,Edm.Type)`: the value as that type, null where that cannot be. */
export function compileCast(node: Call, scope: Scope, compile: Compile): Compiled {
  const { operand, type } = operands(node, scope, compile)
  const { position } = node
  if (!isEdmType(type)) refuse({ reason: 'unknownType', type }, position)
  const convert = converterTo(type, operand.type)
  const evaluate: Evaluate = (row, variables) => {
    const value = operand.evaluate(row, variables)
    return value === null ? null : convert(value)
  }
  return computed(type, evaluate, 'cast', position)
}

function operands(node: Call, scope: Scope, compile: Compile): { operand: Compiled; type: string } {
  const given = node.arguments
  const type = typeNameOf(given.at(-1))
  if (type === undefined || given.length > 2) {
    const found = given.map((argument) => argument.kind)
    return refuse(
      { reason: 'wrongArguments', function: node.name, found, expected: `${node.name}(value, type)` },
      node.position,
    )
  }
  const row: Expression = { kind: 'path', variable: '$it', segments: [], position: node.position }
  const operand = compile(given.length === 2 ? (given[0] ?? row) : row, scope)
  if (operand.collection)
    refuse({ reason: 'notSingle', property: operand.name, type: typeName(operand) }, operand.position)
  return { operand, type }
}

/** A type's name stands bare or, in older clients, in quotes. */
function typeNameOf(node: Expression | undefined): string | undefined {
  if (node?.kind === 'literal' && typeof node.value === 'string') return node.value
  const [segment, ...more] = node?.kind === 'path' ? node.segments : []
  return segment?.kind === 'cast' && more.length === 0 ? segment.name : undefined
}

function converterTo(type: EdmType, from: EdmType): (value: unknown) => unknown {
  switch (classOf(type)) {
    case 'string':
      return classOf(from) === 'instant' ? (value) => formatInstant(Number(value)) : String
    case 'number':
      return (value) => (Number.isNaN(Number(value)) ? null : Number(value))
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : null)
    default:
      return (value) => (classOf(type) === classOf(from) ? value : (meaningOf(type, String(value)) ?? null))
  }
}
