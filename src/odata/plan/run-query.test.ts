import { describe, expect, it } from 'vitest'
import { listSource } from '../list-source.js'
import { primaryKey } from '../model.js'
import { parseAliasValue } from '../parse/alias.js'
import { parseFilter } from '../parse/filter.js'
import { parseOrderBy } from '../parse/order-by.js'
import { looseDialect, type People, type Person, people, personType } from '../testing/people.js'
import { problemOf } from '../testing/problem-of.js'
import { planQuery } from './plan-query.js'
import { countRows, type Query, runQuery } from './run-query.js'

const sku = '8e881353-1735-45af-af21-ee1344582a4d'

const crowd = people(
  Array.from({ length: 1000 }, (_, at) => ({
    name: `Person ${String(at).padStart(4, '0')}`,
    mail: `p${at}@example.com`,
    age: at % 50,
    tags: at % 100 === 0 ? ['hundred', 'even'] : [],
    plans: at % 200 === 0 ? [{ skuId: sku, state: 'on' }] : [],
    org: at % 3 === 0 ? { division: `D${at % 9}` } : null,
  })),
)

interface Asked extends Partial<Omit<Query<Person>, 'filter' | 'orderBy'>> {
  readonly filter?: string
  readonly orderBy?: string
}

function query({ filter, orderBy, ...more }: Asked, source: People = crowd): Query<Person> {
  return {
    source,
    type: personType(source),
    dialect: looseDialect,
    filter: filter === undefined ? undefined : parseFilter(filter),
    orderBy: orderBy === undefined ? undefined : parseOrderBy(orderBy),
    ...more,
  }
}

function touchedBy(work: () => unknown): number {
  crowd.touched = 0
  work()
  return crowd.touched
}

describe('what a query touches', () => {
  it.each<[Asked, string, number]>([
    [{ top: 100 }, 'scan', 101],
    [{ top: 100, filter: 'age ge 0' }, 'scan', 101],
    [{ top: 100, filter: "mail eq 'P7@EXAMPLE.COM'" }, 'lookup', 1],
    [{ top: 100, filter: "'p7@example.com' eq mail and age ge 0" }, 'lookup', 1],
    [{ top: 100, filter: "id eq 'P7'" }, 'lookup', 0],
    [{ top: 100, filter: "mail in ('p7@example.com','p8@example.com','p7@example.com')" }, 'lookup', 2],
    [{ top: 100, filter: "mail eq 'p7@example.com' or mail eq 'p8@example.com' or age eq 3" }, 'lookup', 22],
    [{ top: 100, filter: "age eq 3 and mail eq 'p3@example.com'" }, 'lookup', 1],
    [{ top: 100, filter: "tags/any(t:t eq 'Hundred')" }, 'lookup', 10],
    [{ top: 100, filter: `plans/any(p:p/state eq 'on' and p/skuId eq ${sku})` }, 'lookup', 5],
    [{ top: 100, filter: "org/division eq 'D0'" }, 'lookup', 112],
    [{ top: 10, filter: "startswith(name,'PERSON 00')" }, 'walk', 11],
    [{ top: 200, filter: "startswith(name,'Person 00')" }, 'walk', 101],
    [{ top: 10, filter: "startswith(name,'Person 00') and age eq 3" }, 'lookup', 20],
    [{ top: 10, orderBy: 'name' }, 'walk', 11],
    [{ top: 10, orderBy: 'name desc' }, 'walk', 11],
    [{ top: 10, orderBy: 'name desc', filter: "startswith(name,'person 05')" }, 'walk', 11],
    [{ top: 500, orderBy: 'name desc', filter: "startswith(name,'person 05')" }, 'walk', 101],
    [{ top: 10, orderBy: 'name', filter: "mail eq 'p7@example.com'" }, 'sort', 1],
    [{ top: 10, orderBy: 'age desc' }, 'sort', 1000],
    [{ top: 10, orderBy: 'age desc', filter: "tags/any(t:t eq 'hundred')" }, 'sort', 10],
    [{ top: 10, filter: "not (mail eq 'p7@example.com')" }, 'scan', 12],
    [{ top: 10, filter: "mail ne 'p7@example.com'" }, 'scan', 12],
    [{ top: 10, filter: "tags/all(t:t eq 'hundred')" }, 'scan', 12],
    [{ top: 10, filter: "mail eq 'p7@example.com' or score eq null" }, 'scan', 11],
    [{ top: 10, filter: 'mail eq null' }, 'scan', 1000],
    [{ top: 10, filter: "startswith(name,'')" }, 'scan', 11],
    [{ top: 10, filter: "manager/mail eq 'p7@example.com'" }, 'scan', 1000],
  ])('%o is a %s and touches %i rows', (asked, kind, touched) => {
    expect(planQuery(query(asked)).access.kind).toBe(kind)
    expect(touchedBy(() => runQuery(query(asked)))).toBe(touched)
  })

  it.each<[Asked, number, number]>([
    [{}, 1000, 0],
    [{ filter: 'age eq 3' }, 20, 0],
    [{ filter: 'age in (3,4,3)' }, 40, 0],
    [{ filter: "tags/any(t:t eq 'hundred')" }, 10, 10],
    [{ filter: "startswith(name,'person 00')" }, 100, 100],
    [{ filter: 'age eq 3', where: (row) => row.name === 'Person 0003' }, 1, 20],
    [{ filter: 'age eq 3 and active eq null' }, 20, 20],
    [{ filter: 'active eq null', countLimit: 50 }, 50, 51],
    [{ countLimit: 50 }, 50, 0],
    [{ filter: 'age eq 3', countLimit: 5 }, 5, 0],
    [{ filter: "id eq 'p1'" }, 1, 0],
  ])('counting %o gives %i and touches %i rows', (asked, count, touched) => {
    expect(countRows(query({ ...asked, orderBy: 'age' }))).toBe(count)
    expect(touchedBy(() => countRows(query(asked)))).toBe(touched)
    expect(runQuery(query({ ...asked, top: 3, count: true })).count).toBe(count)
  })
})

describe('a query of one who sees little', () => {
  const within = (...ages: string[]): Asked => ({
    where: (row) => ages.includes(String(row.age)) || row.id === 'p9',
    within: {
      kind: 'union',
      parts: [
        { kind: 'keys', index: 'age', keys: ages, exact: false },
        { kind: 'keys', index: primaryKey, keys: ['p9'], exact: false },
      ],
    },
  })

  it.each<[Asked, string, number, number]>([
    [{ top: 100, ...within('3', '4') }, 'lookup', 41, 40],
    [{ top: 100, orderBy: 'name', ...within('3', '4') }, 'sort', 41, 40],
    [{ top: 100, orderBy: 'score', ...within('3', '4') }, 'sort', 41, 40],
    [{ top: 100, filter: "mail eq 'p3@example.com'", ...within('3') }, 'lookup', 1, 1],
    [{ top: 100, filter: "startswith(name,'Person 00')", ...within('3') }, 'walk', 3, 101],
    [{ top: 500, orderBy: 'name', ...within(...Array.from({ length: 45 }, (_, age) => `${age}`)) }, 'walk', 500, 556],
    [
      { top: 100, ...within('3'), within: { kind: 'keys', index: 'none', keys: ['3'], exact: false } },
      'scan',
      21,
      1000,
    ],
  ])('%o is a %s, finds %i rows and touches %i', (asked, kind, found, touched) => {
    expect(planQuery(query(asked)).access.kind).toBe(kind)
    let rows = 0
    expect(touchedBy(() => (rows = runQuery(query(asked)).rows.length))).toBe(touched)
    expect(rows).toBe(found)
  })

  it('is counted among what it may see', () => {
    let count = 0
    expect(touchedBy(() => (count = countRows(query(within('3', '4')))))).toBe(40)
    expect(count).toBe(41)
  })
})

describe('a page', () => {
  it('has the rows, the place behind them and the count', () => {
    const page = runQuery(query({ filter: 'age eq 3', top: 2, count: true }))
    expect(page.rows.map(({ id }) => id)).toEqual(['p4', 'p54'])
    expect(page).toMatchObject({ next: { ordinal: 53 }, count: 20 })
    const last = runQuery(query({ filter: 'age eq 3', top: 18, after: page.next }))
    expect(last.rows[0]?.id).toBe('p104')
    expect(last).not.toHaveProperty('next')
    expect(last).not.toHaveProperty('count')
  })

  it('skips rows on the first page only', () => {
    const page = runQuery(query({ top: 2, skip: 3 }))
    expect(page.rows.map(({ id }) => id)).toEqual(['p4', 'p5'])
    expect(runQuery(query({ top: 2, skip: 3, after: page.next })).rows.map(({ id }) => id)).toEqual(['p6', 'p7'])
  })

  it('may be empty or everything', () => {
    expect(runQuery(query({ top: 0, count: true }))).toEqual({ rows: [], count: 1000 })
    expect(runQuery(query({})).rows).toHaveLength(1000)
    expect(runQuery(query({}))).not.toHaveProperty('next')
    expect(runQuery(query({ orderBy: 'age' })).rows).toHaveLength(1000)
  })

  it('stands in the order asked for, nulls first, ids breaking ties in its direction', () => {
    const source = people([{ age: 2 }, { age: null }, { age: 1, name: 'b' }, { age: 1, name: 'a' }, { age: 2 }])
    const ids = (orderBy: string) => runQuery(query({ orderBy }, source)).rows.map(({ id }) => id)
    expect(ids('age')).toEqual(['p2', 'p3', 'p4', 'p1', 'p5'])
    expect(ids('age desc')).toEqual(['p5', 'p1', 'p4', 'p3', 'p2'])
    expect(ids('age,name')).toEqual(['p2', 'p4', 'p3', 'p1', 'p5'])
    expect(ids('age desc,name')).toEqual(['p5', 'p1', 'p4', 'p3', 'p2'])
    expect(ids('active eq null,length(name) desc')).toEqual(['p3', 'p4', 'p1', 'p2', 'p5'])
  })

  it('orders strings as the dialect compares', () => {
    const source = people([{ mail: 'b' }, { mail: 'A' }, { mail: 'C' }])
    expect(runQuery(query({ orderBy: 'mail' }, source)).rows.map(({ mail }) => mail)).toEqual(['A', 'b', 'C'])
  })

  it('comes from a list as well', () => {
    const rows = Array.from(crowd.scan(), ({ row }) => row).slice(0, 10)
    const asked = { ...query({ filter: "startswith(name,'person')", top: 4 }), type: personType() }
    const given = listSource([...rows].reverse(), ({ id }) => id)
    expect(runQuery({ ...asked, source: given }).rows.map(({ id }) => id)).toEqual(['p10', 'p9', 'p8', 'p7'])
    const ordinals = listSource(
      [...rows].reverse(),
      ({ id }) => id,
      (row) => Number(row.id.slice(1)) * 10,
    )
    const page = runQuery({ ...asked, source: ordinals })
    expect(page).toMatchObject({ rows: rows.slice(0, 4), next: { ordinal: 40 } })
    const fewer = listSource(
      rows.slice(3),
      ({ id }) => id,
      (row) => Number(row.id.slice(1)) * 10,
    )
    expect(runQuery({ ...asked, source: fewer, after: page.next }).rows[0]?.id).toBe('p5')
    expect(fewer.get('p4')).toBe(rows[3])
    expect([...fewer.find('name', 'x'), ...fewer.prefix('name', ''), ...fewer.inOrder('name')]).toEqual([])
    expect(fewer.count('name', 'x')).toBe(0)
  })

  it('uses the values of aliases and the indexes of named functions', () => {
    const aliases = new Map([['@m', parseAliasValue("'p7@example.com'")]])
    const byAlias = query({ filter: 'mail eq @m', aliases })
    expect(touchedBy(() => runQuery(byAlias))).toBe(1)
    const hasMail = {
      parameters: [{ name: 'Mail' }],
      compile: (call: { arguments: ReadonlyMap<string, unknown> }) => ({
        test: (row: unknown) => (row as Person).mail === call.arguments.get('Mail'),
        only: { property: 'mail', values: [String(call.arguments.get('Mail'))] },
      }),
    }
    const dialect = { ...looseDialect, namedFunctions: new Map([['N.HasMail', hasMail]]) }
    const byFunction = query({ filter: "N.HasMail(Mail='p9@example.com')", dialect, count: true })
    expect(touchedBy(() => expect(runQuery(byFunction).rows.map(({ id }) => id)).toEqual(['p10']))).toBe(2)
  })

  it('uses the head of a pattern', () => {
    const dialect = { ...looseDialect, likeWildcards: true }
    const page = query({ filter: "startswith(name,'person 00_5')", dialect })
    expect(touchedBy(() => expect(runQuery(page).rows).toHaveLength(10))).toBe(101)
  })

  it.each<[Asked, string, string]>([
    [{ orderBy: 'nick' }, 'unknownProperty', '$orderby'],
    [{ orderBy: 'tags' }, 'notSingle', '$orderby'],
    [{ orderBy: 'org' }, 'notSingle', '$orderby'],
    [{ filter: 'nick eq 1' }, 'unknownProperty', '$filter'],
    [{ after: { keys: ['a'], id: 'p1' } }, 'invalidPosition', ''],
    [{ orderBy: 'name', after: { ordinal: 1 } }, 'invalidPosition', ''],
    [{ orderBy: 'age,name', after: { keys: [1], id: 'p1' } }, 'invalidPosition', ''],
  ])('is refused: %o', (asked, reason, option) => {
    expect(problemOf(() => runQuery(query(asked)))).toMatchObject({ reason, option })
  })
})
