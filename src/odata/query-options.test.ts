import { describe, expect, it } from 'vitest'
import type { Dialect } from './dialect.js'
import { printFilter } from './print/filter.js'
import { parseQueryOptions } from './query-options.js'
import { standardDialect } from './standard-dialect.js'
import { problemOf } from './testing/problem-of.js'

const loose: Dialect = { ...standardDialect, ignoreCase: true, optionalDollar: true }

function read(query: Record<string, string>, dialect = standardDialect) {
  return parseQueryOptions(new Map(Object.entries(query)), dialect)
}

describe('parseQueryOptions', () => {
  it('reads every option', () => {
    const options = read({
      $select: 'id',
      $expand: 'manager',
      $filter: 'a eq @p1',
      $orderby: 'a desc',
      $top: '5',
      $skip: '0',
      $count: 'true',
      $search: '"a:b"',
      $apply: 'groupby((a))',
      $format: 'json',
      $skiptoken: 'x y',
      $deltatoken: 'z',
      '@p1': '[1]',
    })
    expect(options).toMatchObject({
      select: [{ path: ['id'] }],
      expand: [{ path: ['manager'] }],
      filter: { kind: 'comparison' },
      orderBy: [{ descending: true }],
      top: 5,
      skip: 0,
      count: true,
      search: { kind: 'term' },
      apply: [{ kind: 'groupby' }],
      format: 'json',
      skipToken: 'x y',
      deltaToken: 'z',
      unknown: [],
    })
    expect(options.aliases.get('@p1')).toMatchObject({ kind: 'json', value: [1] })
  })

  it('leaves out what was not given and names what it does not know', () => {
    expect(read({ $compute: 'x', other: 'y', top: '5' })).toEqual({ aliases: new Map(), unknown: ['$compute'] })
  })

  it('reads names without dollar and in any case where the dialect says so', () => {
    expect(read({ Top: '5', $Filter: "StartsWith(a,'b')", $COUNT: 'True' }, loose)).toMatchObject({
      top: 5,
      count: true,
    })
    expect(read({ $Top: '5' }).unknown).toEqual(['$Top'])
    const { filter } = read({ filter: "NOT StartsWith(a,'b')" }, loose)
    expect(filter && printFilter(filter)).toBe("not startswith(a,'b')")
  })

  it.each([
    [{ $top: 'x' }, 'invalidOption', '$top'],
    [{ $top: '1.5' }, 'invalidOption', '$top'],
    [{ $top: '' }, 'invalidOption', '$top'],
    [{ $skip: '1e3' }, 'invalidOption', '$skip'],
    [{ $count: 'yes' }, 'invalidOption', '$count'],
    [{ $filter: 'a eq' }, 'syntaxError', '$filter'],
    [{ $select: '' }, 'syntaxError', '$select'],
    [{ '@p1': '[1' }, 'invalidJson', '@p1'],
  ])('refuses %o', (query, reason, option) => {
    const problem = problemOf(() => read(query))
    expect(problem).toMatchObject({ reason, option, text: Object.values(query)[0] })
  })

  it('leaves the range of numbers to the surface', () => {
    expect(read({ $top: '-1' }).top).toBe(-1)
    expect(read({ $top: '0' }).top).toBe(0)
  })

  it('refuses an option that the dialect does not have', () => {
    const dialect: Dialect = { ...standardDialect, options: new Set(['filter']) }
    expect(problemOf(() => read({ $skip: '1' }, dialect))?.details).toEqual({
      reason: 'unsupportedOption',
      name: '$skip',
    })
    expect(read({ $filter: 'a' }, dialect).filter).toBeDefined()
  })
})
