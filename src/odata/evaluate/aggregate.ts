import type { Aggregate, AggregateItem, AggregateMethod } from '../nodes/apply.js'
import { keyFormOf, keyMaker } from './compare-key.js'
import { compile } from './compile.js'
import { type Compiled, typeName } from './compiled.js'
import { presentValue } from './present-value.js'
import { refuse, type Scope } from './scope.js'
import { classOf } from './type-class.js'

export interface Aggregator {
  /** The aggregates of some rows by their aliases. */
  over(rows: readonly unknown[]): Readonly<Record<string, unknown>>
}

/** Checks the items of an `aggregate` and makes them ready to run. Nulls do not take part. */
export function compileAggregate(step: Aggregate, scope: Scope): Aggregator {
  const items = step.items.map((item) => ({ alias: item.alias, compute: compileItem(item, scope) }))
  return { over: (rows) => Object.fromEntries(items.map(({ alias, compute }) => [alias, compute(rows)])) }
}

function compileItem(item: AggregateItem, scope: Scope): (rows: readonly unknown[]) => unknown {
  const { expression, method, position } = item
  if (!expression) return (rows) => rows.length
  const part = compile(expression, scope)
  const type = classOf(part.type)
  const needsNumbers = method === 'sum' || method === 'average'
  if (part.collection || type === 'structured' || (needsNumbers && type !== 'number' && type !== 'untyped')) {
    const expected = needsNumbers ? 'a number' : 'one value'
    refuse({ reason: 'wrongArguments', function: method, found: [typeName(part)], expected }, position)
  }
  const toKey = keyMaker(keyFormOf(type, type, scope.dialect) ?? 'plain', scope.dialect)
  return (rows) => aggregate(method, valuesOf(part, rows), toKey, part)
}

function valuesOf(part: Compiled, rows: readonly unknown[]): readonly unknown[] {
  return rows.map((row) => part.evaluate(row, [])).filter((value) => value !== null && value !== undefined)
}

function aggregate(
  method: AggregateMethod,
  values: readonly unknown[],
  toKey: (value: unknown) => unknown,
  part: Compiled,
): unknown {
  switch (method) {
    case 'sum':
      return values.length === 0 ? null : sum(values)
    case 'average':
      return values.length === 0 ? null : sum(values) / values.length
    case 'min':
      return presentValue(
        part.type,
        extreme(values, toKey, (left, right) => left < right),
      )
    case 'max':
      return presentValue(
        part.type,
        extreme(values, toKey, (left, right) => left > right),
      )
    case 'countdistinct':
      return new Set(values.map(toKey)).size
    case 'count':
      return values.length
  }
}

function sum(values: readonly unknown[]): number {
  return values.reduce<number>((total, value) => total + Number(value), 0)
}

function extreme(
  values: readonly unknown[],
  toKey: (value: unknown) => unknown,
  beats: (left: string, right: string) => boolean,
): unknown {
  let best: unknown = null
  for (const value of values) {
    if (best === null || beats(toKey(value) as string, toKey(best) as string)) best = value
  }
  return best
}
