import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileFilter } from '../evaluate/filter.js'
import { parseFilter } from '../parse/filter.js'
import { parseOrderBy } from '../parse/order-by.js'
import { looseDialect, type People, type Person, people, personType } from '../testing/people.js'
import { planQuery } from './plan-query.js'
import { type Position, parsePosition } from './position.js'
import { type Query, runQuery } from './run-query.js'

const skus = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const word = fc.constantFrom('a', 'A', 'ab', 'Abc', 'b', 'ba', 'c', '', 'ä', '\uffff', 'a\uffff')
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 5 })

const row: fc.Arbitrary<Partial<Person>> = fc.record({
  name: maybe(word),
  age: maybe(fc.nat({ max: 4 })),
  active: maybe(fc.boolean()),
  tags: fc.array(word, { maxLength: 2 }),
  plans: fc.array(fc.record({ skuId: fc.constantFrom(...skus), state: word }), { maxLength: 2 }),
  org: maybe(fc.record({ division: maybe(word) })),
})

const quoted = word.map((text) => `'${text}'`)
const condition: fc.Arbitrary<string> = fc.oneof(
  quoted.map((text) => `name eq ${text}`),
  quoted.map((text) => `startswith(name,${text})`),
  quoted.map((text) => `startswith(org/division,${text})`),
  quoted.map((text) => `org/division eq ${text}`),
  fc.array(quoted, { minLength: 1, maxLength: 3 }).map((texts) => `name in (${texts.join(',')})`),
  fc.nat({ max: 4 }).map((age) => `age eq ${age}`),
  fc.nat({ max: 4 }).map((age) => `age gt ${age}`),
  fc.constantFrom('name eq null', 'age ne null', 'active', 'tags/any()', "name ne 'a'", "id eq 'P3'", "mail eq 'm5'"),
  quoted.map((text) => `tags/any(t:t eq ${text})`),
  quoted.map((text) => `tags/all(t:t eq ${text})`),
  fc
    .tuple(fc.constantFrom(...skus), quoted)
    .map(([sku, text]) => `plans/any(p:p/skuId eq ${sku} and p/state eq ${text})`),
)
const filter: fc.Arbitrary<string> = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2 },
    condition,
    tie('filter').map((inner) => `not (${inner})`),
    fc
      .tuple(fc.array(tie('filter'), { minLength: 2, maxLength: 3 }), fc.constantFrom('and', 'or'))
      .map(([parts, operator]) => `(${parts.join(` ${operator} `)})`),
  ),
})).filter
const orderBy = fc.constantFrom('', 'name', 'name desc', 'age', 'age desc,name', 'org/division', 'active,age desc')

const asked = fc.record({
  rows: fc.array(row, { maxLength: 90 }),
  filter: fc.option(filter, { nil: '' }),
  orderBy,
  top: fc.integer({ min: 1, max: 7 }),
})

function makeQuery(source: People, filterText: string, order: string, top: number): Query<Person> {
  return {
    source,
    type: personType(source),
    dialect: looseDialect,
    top,
    ...(filterText !== '' && { filter: parseFilter(filterText) }),
    ...(order !== '' && { orderBy: parseOrderBy(order) }),
  }
}

function numbered(rows: readonly Partial<Person>[]): People {
  return people(rows.map((values, at) => ({ ...values, mail: at % 2 === 0 ? `M${at}` : null })))
}

function matchesOf(query: Query<Person>): string[] {
  const test = query.filter ? compileFilter(query.filter, query) : () => true
  return Array.from(query.source.scan(), (entry) => entry.row)
    .filter(test)
    .map(({ id }) => id)
}

/** All pages, one after the other; `between` runs behind each. */
function walkPages(query: Query<Person>, between: (seen: readonly string[]) => void = () => undefined): string[] {
  const seen: string[] = []
  let after: Position | undefined
  do {
    const page = runQuery({ ...query, after })
    seen.push(...page.rows.map(({ id }) => id))
    expect(page.rows.length).toBeLessThanOrEqual(query.top ?? 0)
    expect(seen.length).toBeLessThan(500)
    after = page.next && parsePosition(JSON.parse(JSON.stringify(page.next)))
    expect(after === undefined).toBe(page.next === undefined)
    between(seen)
  } while (after)
  return seen
}

describe('planned queries', () => {
  it('find what a scan finds, in the same order whatever the page', () => {
    fc.assert(
      fc.property(asked, ({ rows, filter: text, orderBy: order, top }) => {
        const source = numbered(rows)
        const query = makeQuery(source, text, order, top)
        const expected = matchesOf(query)
        const pages = walkPages(query)
        expect([...pages].sort()).toEqual([...expected].sort())
        expect(runQuery({ ...query, top: undefined }).rows.map(({ id }) => id)).toEqual(pages)
        expect(runQuery({ ...query, count: true }).count).toBe(expected.length)
        if (order === '' && planQuery(query).access.kind !== 'walk') expect(pages).toEqual(expected)
      }),
      { numRuns: 150 },
    )
  })

  it('stand in the same order with and without an index', () => {
    fc.assert(
      fc.property(asked, ({ rows, filter: text, top }) => {
        const source = numbered(rows)
        const byIndex = walkPages(makeQuery(source, text, 'name', top))
        const folded = (id: string) => `${(source.get(id)?.name ?? '').toLowerCase()}\u0000${id}`
        const sorted = [...byIndex].sort((left, right) => (folded(left) < folded(right) ? -1 : 1))
        expect(byIndex).toEqual(sorted)
        expect(walkPages(makeQuery(source, text, 'name desc', top))).toEqual(sorted.reverse())
      }),
      { numRuns: 150 },
    )
  })

  it('neither repeat nor skip a row that stays while others come and go between pages', () => {
    const changes = fc.array(fc.record({ remove: fc.nat(), insert: fc.option(row, { nil: undefined }) }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(asked, changes, ({ rows, filter: text, orderBy: order, top }, steps) => {
        const source = numbered(rows)
        const query = makeQuery(source, text, order, top)
        const before = matchesOf(query)
        let step = 0
        const seen = walkPages(query, () => {
          const { remove, insert } = steps[step] ?? {}
          const all = Array.from(source.scan(), (entry) => entry.row)
          const victim = remove === undefined ? undefined : all[remove % Math.max(1, all.length)]
          if (victim) source.remove(victim.id)
          if (insert) source.insert({ ...people([insert]).get('p1'), id: `new${step}` } as Person)
          step++
        })
        expect(new Set(seen).size).toBe(seen.length)
        const surviving = before.filter((id) => source.get(id))
        expect(surviving.filter((id) => !seen.includes(id))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})
