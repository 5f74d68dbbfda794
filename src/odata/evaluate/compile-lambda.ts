import type { Lambda } from '../nodes/expression.js'
import { type Compile, yesOrNo } from './compile-logical.js'
import { type Compiled, computed } from './compiled.js'
import { all } from './operators/all.js'
import { any, anyItem } from './operators/any.js'
import { refuse, type Scope } from './scope.js'

/** Compiles `items/any(i:…)` and `items/all(i:…)`. */
export function compileLambda(node: Lambda, scope: Scope, compile: Compile): Compiled {
  const { quantifier, variable, predicate, position } = node
  if (!scope.dialect.lambdas.has(quantifier)) refuse({ reason: 'unsupportedLambda', quantifier }, position)
  const collection = compile(node.path, scope)
  if (!collection.collection) refuse({ reason: 'notCollection', property: collection.name }, node.path.position)
  if (!predicate || variable === undefined) {
    const evaluate = quantifier === 'any' ? anyItem(collection.evaluate) : () => true
    return computed('Edm.Boolean', evaluate, quantifier, position)
  }
  const test = yesOrNo(compile(predicate, lambdaScope(scope, variable, collection)))
  const quantify = quantifier === 'any' ? any : all
  return computed('Edm.Boolean', quantify(collection.evaluate, scope.slots, test), quantifier, position)
}

/** The scope inside a lambda, where its variable is one item of the collection. */
export function lambdaScope(scope: Scope, variable: string, collection: Compiled): Scope {
  const slot = scope.slots
  const item: Compiled = {
    ...collection,
    collection: false,
    evaluate: (_row, variables) => variables[slot],
    name: variable,
  }
  return { ...scope, slots: slot + 1, variables: new Map(scope.variables).set(variable, item) }
}
