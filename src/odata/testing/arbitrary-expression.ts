import fc, { type Arbitrary } from 'fast-check'
import type { Expression, NamedArgument, Path, PathSegment } from '../nodes/expression.js'
import type { JsonValue, Literal } from '../nodes/literal.js'
import { guidLiteral, literalOf, makeLiteral, meaningOf } from '../nodes/make-literal.js'

const position = 0
const name = fc.constantFrom('name', 'mail', 'a', 'b_1', 'Übung', 'extension_1f_x', 'x')
const typeName = fc.constantFrom('Ns.Type', 'microsoft.graph.user')
const variableName = fc.constantFrom('v', 'w')

function typed(type: 'Edm.Date' | 'Edm.DateTimeOffset' | 'Edm.TimeOfDay', ...texts: string[]): Arbitrary<Literal> {
  return fc.constantFrom(...texts).map((text) => makeLiteral(type, meaningOf(type, text) ?? null, text))
}

export const arbitraryLiteral: Arbitrary<Literal> = fc.oneof(
  fc.oneof(fc.string(), fc.constantFrom("O'Brien", "''", '')).map((text) => literalOf(text)),
  fc.oneof(fc.integer(), fc.double()).map((value) => literalOf(Object.is(value, -0) ? 0 : value)),
  fc.constantFrom(null, true, false).map((value) => literalOf(value)),
  fc.uuid().map((text) => guidLiteral(text)),
  typed('Edm.Date', '2024-02-29', '1999-12-31'),
  typed('Edm.DateTimeOffset', '2024-01-01T00:00:00Z', '2024-01-01T10:00:00.123+02:00'),
  typed('Edm.TimeOfDay', '08:30', '23:59:59.5'),
  fc.constant(makeLiteral('Edm.Duration', 300_000, "duration'PT5M'")),
  fc.constant(makeLiteral('enum', "Re'd", "Ns.Color'Re''d'")),
)

const segment: Arbitrary<PathSegment> = fc.oneof(
  { weight: 4, arbitrary: name.map((text) => ({ kind: 'member', name: text, position }) as const) },
  typeName.map((text) => ({ kind: 'cast', name: text, position }) as const),
)
const count: PathSegment = { kind: 'count', name: '$count', position }

/** Paths from the row, from `$it`, or from a variable in scope. */
function arbitraryPath(variables: readonly string[]): Arbitrary<Path> {
  return fc
    .record({
      variable: fc.constantFrom(undefined, '$it', ...variables),
      segments: fc.array(segment, { minLength: 1, maxLength: 3 }),
      counts: fc.boolean(),
      bare: fc.boolean(),
    })
    .map(({ variable, segments, counts, bare }) => {
      if (variable !== undefined && bare) return { kind: 'path', variable, segments: [], position }
      return { kind: 'path', variable, segments: counts ? [...segments, count] : segments, position }
    })
}

const json: Arbitrary<Expression> = fc
  .oneof(
    fc.array(fc.jsonValue({ maxDepth: 2 })),
    fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true }),
  )
  // What JSON cannot tell apart is made one: -0 is 0.
  .map((value) => ({ kind: 'json', value: JSON.parse(JSON.stringify(value)) as JsonValue, position }))

/** Any expression that can be written down, of any types. */
export function arbitraryExpression(depth = 3, variables: readonly string[] = []): Arbitrary<Expression> {
  const leaf = fc.oneof(
    arbitraryLiteral,
    arbitraryPath(variables),
    json,
    fc.constant<Expression>({ kind: 'alias', name: '@p1', position }),
  )
  if (depth === 0) return leaf
  const inner = arbitraryExpression(depth - 1, variables)
  const pair = { left: inner, right: inner }
  const list = fc
    .array(inner, { minLength: 1, maxLength: 3 })
    .map((items): Expression => ({ kind: 'list', items, position }))
  const argument: Arbitrary<NamedArgument> = fc.record({ name, value: inner, position: fc.constant(0) })
  return fc.oneof(
    leaf,
    fc
      .record({ operator: fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le', 'has'), ...pair })
      .map((node): Expression => ({ kind: 'comparison', ...node, position }) as Expression),
    fc
      .record({ operator: fc.constantFrom('add', 'sub', 'mul', 'div', 'divby', 'mod'), ...pair })
      .map((node): Expression => ({ kind: 'arithmetic', ...node, position }) as Expression),
    fc
      .record({ operator: fc.constantFrom('and', 'or'), operands: fc.array(inner, { minLength: 2, maxLength: 4 }) })
      .map((node): Expression => ({ kind: 'logical', ...node, position }) as Expression),
    fc
      .record({ operand: inner, list: fc.oneof(list, json, arbitraryPath(variables)) })
      .map((node): Expression => ({ kind: 'in', ...node, position })),
    inner.map((operand): Expression => ({ kind: 'not', operand, position })),
    inner.map((operand): Expression => ({ kind: 'negation', operand, position })),
    fc
      .record({ name: fc.constantFrom('contains', 'length', 'made_up'), arguments: fc.array(inner, { maxLength: 3 }) })
      .map((node): Expression => ({ kind: 'call', ...node, position })),
    fc
      .record({ name: typeName, arguments: fc.array(argument, { maxLength: 2 }) })
      .map((node): Expression => ({ kind: 'namedCall', ...node, position })),
    arbitraryLambda(depth, variables),
  )
}

function arbitraryLambda(depth: number, variables: readonly string[]): Arbitrary<Expression> {
  const path = arbitraryPath(variables).map((found) => ({
    ...found,
    segments: found.segments.filter((part) => part !== count),
  }))
  const empty = { variable: fc.constant(undefined), predicate: fc.constant(undefined) }
  const quantifier = fc.constantFrom('any' as const, 'all' as const)
  const filled = variableName.chain((variable) =>
    fc.record({
      quantifier,
      path,
      variable: fc.constant(variable),
      predicate: arbitraryExpression(depth - 1, [...variables, variable]),
    }),
  )
  return fc
    .oneof(fc.record({ quantifier, path, ...empty }), filled)
    .map((node): Expression => ({ kind: 'lambda', ...node, position }))
}

/** A node, or anything made of nodes, as if everything stood at 0. */
export function withoutPositions<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (key, inner) => (key === 'position' ? 0 : replaceUnspeakable(inner))),
  ) as Value
}

/** JSON has no infinities; as texts they still compare. */
function replaceUnspeakable(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
