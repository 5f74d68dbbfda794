import type { Expression } from '../nodes/expression.js'
import { compileArithmetic, compileNegation } from './compile-arithmetic.js'
import { compileCall } from './compile-call.js'
import { compileComparison, compileIn } from './compile-comparison.js'
import { compileLambda } from './compile-lambda.js'
import { compileLiteral } from './compile-literal.js'
import { compileLogical, compileNot } from './compile-logical.js'
import { compileNamedCall } from './compile-named-call.js'
import { compilePath } from './compile-path.js'
import type { Compiled } from './compiled.js'
import { refuse, resolveAlias, type Scope } from './scope.js'

/** Checks an expression against a type and a dialect and makes it ready to run. Throws `ODataProblem`. */
export function compile(node: Expression, scope: Scope): Compiled {
  switch (node.kind) {
    case 'literal':
      return compileLiteral(node)
    case 'alias':
      return compile(resolveAlias(node, scope), scope)
    case 'path':
      return compilePath(node, scope)
    case 'comparison':
      return compileComparison(node, scope, compile)
    case 'in':
      return compileIn(node, scope, compile)
    case 'logical':
      return compileLogical(node, scope, compile)
    case 'not':
      return compileNot(node, scope, compile)
    case 'arithmetic':
      return compileArithmetic(node, scope, compile)
    case 'negation':
      return compileNegation(node, scope, compile)
    case 'call':
      return compileCall(node, scope, compile)
    case 'namedCall':
      return compileNamedCall(node, scope)
    case 'lambda':
      return compileLambda(node, scope, compile)
    case 'list':
    case 'json':
      return refuse({ reason: 'syntaxError', found: '', expected: 'one value' }, node.position)
  }
}
