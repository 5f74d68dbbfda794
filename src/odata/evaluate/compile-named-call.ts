import type { NamedTest } from '../dialect.js'
import type { Expression, NamedCall } from '../nodes/expression.js'
import type { JsonValue, Literal } from '../nodes/literal.js'
import { type Compiled, computed } from './compiled.js'
import { refuse, resolveAlias, type Scope } from './scope.js'

/** Compiles a call of a function that the dialect brings. */
export function compileNamedCall(node: NamedCall, scope: Scope): Compiled {
  const { test } = namedTest(node, scope)
  return computed('Edm.Boolean', (row) => test(row), node.name, node.position)
}

/** Asks the service for the test of its function. */
export function namedTest(node: NamedCall, scope: Scope): NamedTest {
  const { name, position } = node
  const { dialect, type, context, now = 0 } = scope
  const definition = dialect.namedFunctions.get(name)
  if (!definition) return refuse({ reason: 'unknownFunction', function: name }, position)
  const given = new Map(node.arguments.map((argument) => [argument.name, constantOf(argument.value, scope, node)]))
  const expected = definition.parameters.map((parameter) => parameter.name)
  const isMissing = definition.parameters.some((parameter) => !parameter.optional && !given.has(parameter.name))
  if (isMissing || [...given.keys()].some((parameter) => !expected.includes(parameter))) {
    const found = [...given.keys()]
    refuse({ reason: 'wrongArguments', function: name, found, expected: `${name}(${expected.join(', ')})` }, position)
  }
  return definition.compile({ name, type, arguments: given, dialect, now, context, position })
}

function constantOf(argument: Expression, scope: Scope, call: NamedCall): JsonValue {
  const node = resolveAlias(argument, scope)
  if (node.kind === 'json') return node.value
  if (node.kind === 'literal') return plainValue(node)
  const details = { reason: 'wrongArguments', function: call.name, found: [node.kind], expected: 'constants' } as const
  return refuse(details, argument.position)
}

/** Dates and times keep the text they were written with. */
function plainValue(literal: Literal): JsonValue {
  const isText = ['Edm.Date', 'Edm.DateTimeOffset', 'Edm.TimeOfDay', 'Edm.Duration'].includes(literal.type)
  return isText ? literal.text : literal.value
}
