import { describe, expect, it } from 'vitest'
import { parseApply } from '../parse/apply.js'
import { looseDialect, type Person, people, personType } from '../testing/people.js'
import { problemOf } from '../testing/problem-of.js'
import { runApply } from './apply.js'

const source = people([
  { name: 'Anna', age: 40, score: 1.5, day: '2024-02-01', born: '2024-01-01T10:00:00Z', org: { division: 'North' } },
  { name: 'ANNA', age: 12, score: 2.5, managerId: 'p1', opens: '08:30:00', wait: 'PT90S' },
  { name: 'Cid', age: null, managerId: 'p1', day: '2024-01-01', born: '2024-01-01T09:00:00Z' },
])
const setting = { type: personType(source), dialect: looseDialect }

function rowsOf(text: string, rows: readonly Person[] = Array.from(source.scan(), (entry) => entry.row)) {
  return runApply(rows, parseApply(text), setting).map(({ keys, aggregates }) => ({
    ...Object.fromEntries(keys.map(({ path, value }) => [path.join('/'), value])),
    ...aggregates,
  }))
}

describe('runApply', () => {
  it.each([
    ['groupby((name))', [{ name: 'Anna' }, { name: 'Cid' }]],
    [
      'groupby((name),aggregate($count as n,age with sum as total))',
      [
        { name: 'Anna', n: 2, total: 52 },
        { name: 'Cid', n: 1, total: null },
      ],
    ],
    [
      'groupby((manager/name),aggregate(age with max as oldest))',
      [
        { 'manager/name': null, oldest: 40 },
        { 'manager/name': 'Anna', oldest: 12 },
      ],
    ],
    [
      'groupby((org/division,age))',
      [
        { 'org/division': 'North', age: 40 },
        { 'org/division': null, age: 12 },
        { 'org/division': null, age: null },
      ],
    ],
    ["filter(name ne 'cid')/aggregate($count as n)", [{ n: 2 }]],
    ["filter(age gt 20)/filter(name eq 'anna')/groupby((age))", [{ age: 40 }]],
    [
      'aggregate(score with sum as a,score with average as b,score with min as c,name with max as d)',
      [{ a: 4, b: 2, c: 1.5, d: 'Cid' }],
    ],
    [
      'aggregate(born with min as a,day with max as b,opens with max as c,wait with min as d)',
      [{ a: '2024-01-01T09:00:00Z', b: '2024-02-01', c: '08:30:00', d: 'PT90S' }],
    ],
    ['aggregate(name with countdistinct as a,age with countdistinct as b)', [{ a: 2, b: 2 }]],
    ['aggregate(age mul 2 with sum as a)', [{ a: 104 }]],
  ])('%s', (text, expected) => {
    expect(rowsOf(text)).toEqual(expected)
  })

  it('makes one row of aggregates and no groups out of nothing', () => {
    expect(rowsOf('aggregate($count as n,age with sum as s,age with average as a,age with min as m)', [])).toEqual([
      { n: 0, s: null, a: null, m: null },
    ])
    expect(rowsOf('groupby((name))', [])).toEqual([])
  })

  it.each([
    ['groupby((nick))', 'unknownProperty'],
    ['groupby((tags))', 'notSingle'],
    ['groupby((org))', 'notSingle'],
    ['aggregate(name with sum as x)', 'wrongArguments'],
    ['aggregate(tags with max as x)', 'wrongArguments'],
    ['filter(nick eq 1)/groupby((name))', 'unknownProperty'],
    ['groupby((name))/filter(name eq 1)', 'syntaxError'],
    ['groupby((name),groupby((age)))', 'syntaxError'],
    ['groupby((name),aggregate($count as n)/filter(n gt 1))', 'syntaxError'],
  ])('refuses %s: %s', (text, reason) => {
    expect(problemOf(() => rowsOf(text))?.reason).toBe(reason)
  })
})
