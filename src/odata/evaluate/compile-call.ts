import type { Call } from '../nodes/expression.js'
import { compileCast, compileIsof } from './compile-cast.js'
import type { Compile } from './compile-logical.js'
import { type Compiled, computed, typeName } from './compiled.js'
import type { Signature } from './functions/function-definition.js'
import { functions } from './functions/functions.js'
import { refuse, type Scope } from './scope.js'
import { classOf } from './type-class.js'

/** Compiles a call of a built-in function. Throws `ODataProblem` for an unknown one or wrong arguments. */
export function compileCall(node: Call, scope: Scope, compile: Compile): Compiled {
  const { name, position } = node
  const definition = functions.get(name)
  const isKnown = definition || name === 'cast' || name === 'isof'
  if (!isKnown) refuse({ reason: 'unknownFunction', function: name }, position)
  if (!scope.dialect.functions.has(name)) refuse({ reason: 'unsupportedFunction', function: name }, position)
  if (!definition) return name === 'cast' ? compileCast(node, scope, compile) : compileIsof(node, scope, compile)
  const given = node.arguments.map((argument) => compile(argument, scope))
  const signature = definition.signatures.find((candidate) => suits(candidate, given, scope))
  if (!signature) {
    const expected = definition.signatures.map(({ takes }) => `${name}(${takes.join(', ')})`).join('; ')
    return refuse({ reason: 'wrongArguments', function: name, found: given.map(typeName), expected }, position)
  }
  const evaluate = definition.compile(given, { dialect: scope.dialect, now: scope.now ?? 0 })
  return computed(signature.gives, evaluate, name, position)
}

function suits(signature: Signature, given: readonly Compiled[], scope: Scope): boolean {
  const { takes } = signature
  if (takes.length !== given.length) return false
  return given.every((part, at) => {
    const type = classOf(part.type)
    if (part.collection) return false
    if (type === takes[at] || type === 'null' || type === 'untyped') return true
    return scope.dialect.looseGuids && type === 'guid' && takes[at] === 'string'
  })
}
