import type { Expression } from '../nodes/expression.js'
import { textOf } from '../parse/source-text.js'
import { ODataProblem } from '../problem.js'
import { walk } from '../walk.js'
import { compile } from './compile.js'
import { yesOrNo } from './compile-logical.js'
import { refuse, rootScope, type Setting } from './scope.js'

export type { Setting } from './scope.js'

/**
 * Checks a filter against the type and the dialect and makes a test of it, true only where the filter is true (not where
 * it is null). Throws `ODataProblem`.
 */
export function compileFilter<Row>(filter: Expression, setting: Setting<Row>): (row: Row) => boolean {
  return told('$filter', filter, () => {
    const hasLambda = checkConditions(filter, setting.dialect.maxConditions)
    const evaluate = yesOrNo(compile(filter, rootScope(setting)))
    // Tests may run inside each other, so lambdas get new slots for every row.
    const none: unknown[] = []
    return hasLambda ? (row: Row) => evaluate(row, []) === true : (row: Row) => evaluate(row, none) === true
  })
}

/** Adds to a problem where it was found. */
export function told<Result>(option: string, source: Expression, work: () => Result): Result {
  try {
    return work()
  } catch (problem) {
    throw problem instanceof ODataProblem ? problem.in(option, textOf(source)) : problem
  }
}

/** Refuses more conditions than the dialect allows; tells whether there is a lambda. */
function checkConditions(filter: Expression, limit: number): boolean {
  let count = 0
  let hasLambda = false
  walk(filter, (node) => {
    if (node.kind === 'in') count += node.list.kind === 'list' ? node.list.items.length : 1
    else if (node.kind === 'comparison' || node.kind === 'namedCall' || node.kind === 'call') count++
    hasLambda ||= node.kind === 'lambda'
  })
  if (count > limit) refuse({ reason: 'tooManyConditions', count, limit }, 0)
  return hasLambda
}
