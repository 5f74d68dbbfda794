import type { Apply, GroupBy } from '../nodes/apply.js'
import { ODataProblem } from '../problem.js'
import { type Aggregator, compileAggregate } from './aggregate.js'
import { keyFormOf, keyOf } from './compare-key.js'
import { compile } from './compile.js'
import { typeName } from './compiled.js'
import { compileFilter } from './filter.js'
import { presentValue } from './present-value.js'
import { refuse, rootScope, type Setting } from './scope.js'
import { classOf } from './type-class.js'

/** A row that `$apply` makes: its group keys by path, in order, and its aggregates by alias. Values are as JSON shows them. */
export interface AppliedRow {
  readonly keys: readonly GroupKey[]
  readonly aggregates: Readonly<Record<string, unknown>>
}

export interface GroupKey {
  readonly path: readonly string[]
  readonly value: unknown
}

/**
 * Runs `$apply` over rows: filters, then `groupby` or `aggregate` as the last step ("OData Extension for Data Aggregation
 * Version 4.0"). Groups come in the order in which their first rows do. Throws `ODataProblem`.
 */
export function runApply<Row>(rows: Iterable<Row>, apply: Apply, setting: Setting<Row>): readonly AppliedRow[] {
  let source = rows
  for (const [at, step] of apply.entries()) {
    if (step.kind === 'filter') {
      const test = compileFilter(step.filter, setting)
      source = Array.from(source).filter(test)
      continue
    }
    const following = apply[at + 1]
    if (following) {
      throw new ODataProblem({ reason: 'syntaxError', found: following.kind, expected: 'end' }, following.position)
    }
    if (step.kind === 'groupby') return runGroupBy(source, step, setting)
    const aggregator = compileAggregate(step, rootScope(setting))
    return [{ keys: [], aggregates: aggregator.over(Array.from(source)) }]
  }
  return Array.from(source, () => ({ keys: [], aggregates: {} }))
}

interface Group {
  readonly keys: readonly GroupKey[]
  readonly rows: unknown[]
}

function runGroupBy<Row>(rows: Iterable<Row>, step: GroupBy, setting: Setting<Row>): readonly AppliedRow[] {
  const keysOf = compileGroupKeys(step, setting)
  const aggregator = aggregatorOf(step, setting)
  const groups = new Map<string, Group>()
  for (const row of rows) {
    const { text, keys } = keysOf(row)
    const group = groups.get(text)
    if (group) group.rows.push(row)
    else groups.set(text, { keys, rows: [row] })
  }
  return Array.from(groups.values(), (group) => ({ keys: group.keys, aggregates: aggregator?.over(group.rows) ?? {} }))
}

function aggregatorOf<Row>({ apply }: GroupBy, setting: Setting<Row>): Aggregator | undefined {
  const [step, following] = apply
  if (!step) return undefined
  if (step.kind !== 'aggregate' || following) {
    const wrong = following ?? step
    return refuse({ reason: 'syntaxError', found: wrong.kind, expected: 'aggregate' }, wrong.position)
  }
  return compileAggregate(step, rootScope(setting))
}

/** Rows with equal keys are of one group; the first one's values are shown. */
function compileGroupKeys<Row>(step: GroupBy, setting: Setting<Row>) {
  const scope = rootScope(setting)
  const parts = step.paths.map((path) => {
    const part = compile(path, scope)
    const type = classOf(part.type)
    if (part.collection || type === 'structured') {
      refuse({ reason: 'notSingle', property: part.name, type: typeName(part) }, path.position)
    }
    const key = keyOf(part, keyFormOf(type, type, scope.dialect) ?? 'plain', scope.dialect)
    const names = path.segments.map((segment) => segment.name)
    return { part, key, names }
  })
  return (row: Row): { text: string; keys: readonly GroupKey[] } => ({
    text: JSON.stringify(parts.map(({ key }) => key(row, []))),
    keys: parts.map(({ part, names }) => ({
      path: names,
      value: presentValue(part.type, part.evaluate(row, [])),
    })),
  })
}
