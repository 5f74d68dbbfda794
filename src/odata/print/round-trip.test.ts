import fc, { type Arbitrary } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Apply } from '../nodes/apply.js'
import type { Expression, Path } from '../nodes/expression.js'
import type { ExpandItem, ExpandOptions, KeyPredicate, OrderItem, SelectItem } from '../nodes/query.js'
import type { Search } from '../nodes/search.js'
import { parseApply } from '../parse/apply.js'
import { parseExpand } from '../parse/expand.js'
import { parseFilter } from '../parse/filter.js'
import { parseKey } from '../parse/key.js'
import { parseOrderBy } from '../parse/order-by.js'
import { parseSearch } from '../parse/search.js'
import { parseSelect } from '../parse/select.js'
import { arbitraryExpression, arbitraryLiteral, withoutPositions } from '../testing/arbitrary-expression.js'
import { printApply } from './apply.js'
import { printExpand } from './expand.js'
import { printFilter } from './filter.js'
import { printKey } from './key.js'
import { printOrderBy } from './order-by.js'
import { printSearch } from './search.js'
import { printSelect } from './select.js'

const position = 0
const some = <Value>(value: Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 3 })
const name = fc.constantFrom('id', 'displayName', 'manager', 'a_1')

const orderBy: Arbitrary<OrderItem[]> = some(
  fc.record({ expression: arbitraryExpression(1), descending: fc.boolean(), position: fc.constant(0) }),
)
const select: Arbitrary<SelectItem[]> = some(
  fc.oneof(fc.constant(['*']), some(name)).map((path) => ({ path, position })),
)
const path: Arbitrary<Path> = some(name).map((names) => ({
  kind: 'path',
  variable: undefined,
  segments: names.map((segment) => ({ kind: 'member', name: segment, position })),
  position,
}))
const apply: Arbitrary<Apply> = fc
  .record({ filter: arbitraryExpression(1), paths: some(path), alias: name, expression: arbitraryExpression(1) })
  .map(({ filter, paths, alias, expression }) => {
    const items = [
      { method: 'count', expression: undefined, alias, position } as const,
      { method: 'sum', expression, alias, position } as const,
    ]
    const aggregate = { kind: 'aggregate', items, position } as const
    return [
      { kind: 'filter', filter, position },
      { kind: 'groupby', paths, apply: [aggregate], position },
    ]
  })
const search: Arbitrary<Search> = fc.letrec<{ search: Search }>((tie) => ({
  search: fc.oneof(
    { maxDepth: 3 },
    fc
      .record({ property: fc.option(name, { nil: undefined }), text: fc.string() })
      .map(({ property, text }): Search => {
        const plain = property === undefined ? text.replaceAll(':', '') : text
        return { kind: 'term', property, text: plain, quoted: true, position }
      }),
    fc.constant<Search>({ kind: 'term', property: undefined, text: 'word', quoted: false, position }),
    tie('search').map((operand): Search => ({ kind: 'not', operand, position })),
    fc
      .record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        operands: fc.array(tie('search'), { minLength: 2, maxLength: 3 }),
      })
      .map((node): Search => ({ ...node, position })),
  ),
})).search
const count = fc.nat({ max: 999 })
function arbitraryExpand(depth: number): Arbitrary<ExpandItem[]> {
  const options = {
    select,
    filter: arbitraryExpression(1),
    orderBy,
    top: count,
    skip: count,
    count: fc.boolean(),
    search,
    apply,
    levels: fc.oneof(count, fc.constant('max' as const)),
  }
  const nested = depth > 0 ? { ...options, expand: arbitraryExpand(depth - 1) } : options
  return some(
    fc.record({
      path: some(name),
      suffix: fc.constantFrom(undefined, '$ref' as const, '$count' as const),
      options: fc.record(nested, { requiredKeys: [] }) as Arbitrary<ExpandOptions>,
      position: fc.constant(0),
    }),
  )
}
const key: Arbitrary<KeyPredicate> = fc.oneof(
  arbitraryLiteral.map((value) => ({ value, names: [] })),
  fc
    .array(fc.record({ name, value: arbitraryLiteral as Arbitrary<Expression>, position: fc.constant(0) }), {
      maxLength: 3,
    })
    .map((names) => ({ value: undefined, names })),
)

function comesBack<Node>(
  nodes: Arbitrary<Node>,
  print: (node: Node) => string,
  parse: (text: string) => Node,
  runs = 60,
) {
  fc.assert(
    fc.property(nodes, (node) => {
      expect(withoutPositions(parse(print(node)))).toEqual(withoutPositions(node))
    }),
    { numRuns: runs },
  )
}

describe('what is printed parses to the same nodes', () => {
  it('$filter', () => comesBack(arbitraryExpression(), printFilter, parseFilter, 300))
  it('$orderby', () => comesBack(orderBy, printOrderBy, parseOrderBy))
  it('$select', () => comesBack(select, printSelect, parseSelect))
  it('$search', () => comesBack(search, printSearch, parseSearch, 300))
  it('$apply', () => comesBack(apply, printApply, parseApply))
  it('$expand', () => comesBack(arbitraryExpand(1), printExpand, parseExpand))
  it('keys', () => comesBack(key, printKey, parseKey))
})
