import type { Dialect } from '../dialect.js'
import type { EntityType } from '../model.js'
import type { Aliases, Expression, Operator } from '../nodes/expression.js'
import { literalOf } from '../nodes/make-literal.js'
import { ODataProblem, type ProblemDetails } from '../problem.js'
import type { Compiled } from './compiled.js'
import { operatorKinds } from './operators/operators.js'

/** What an expression is checked against and compiled for. */
export interface Setting<Row> {
  readonly type: EntityType<Row>
  readonly dialect: Dialect
  readonly aliases?: Aliases
  /** Milliseconds since the epoch: what `now()` means. */
  readonly now?: number
  /** Handed on to named functions. */
  readonly context?: unknown
}

/** A setting, and the lambda variables in sight; `slots` tells how many lambdas are open. */
export interface Scope extends Setting<unknown> {
  readonly variables: ReadonlyMap<string, Compiled>
  readonly slots: number
}

/** The scope in which an expression begins: no lambda variable is known yet. */
export function rootScope<Row>(setting: Setting<Row>): Scope {
  return { ...setting, type: setting.type as EntityType, variables: new Map(), slots: 0 }
}

/** Throws an `ODataProblem` that points at a place of the text. */
export function refuse(details: ProblemDetails, position: number): never {
  throw new ODataProblem(details, position)
}

/** Throws an `ODataProblem` when the dialect lacks an operator. */
export function requireOperator(operator: Operator, scope: Scope, position: number): void {
  if (!scope.dialect.operators.has(operator)) {
    refuse({ reason: 'unsupportedOperator', operator, kind: operatorKinds[operator] }, position)
  }
}

/** What an alias stands for; any other node stands for itself. The value of an alias may not use a further one. */
export function resolveAlias(node: Expression, scope: Scope): Expression {
  if (node.kind !== 'alias') return node
  const value = scope.aliases?.get(node.name)
  if (value && value.kind !== 'alias') return value
  if (value || scope.dialect.missingAlias === 'refuse')
    refuse({ reason: 'unknownAlias', alias: node.name }, node.position)
  return literalOf(null, node.position)
}
