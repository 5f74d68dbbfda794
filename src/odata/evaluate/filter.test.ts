import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NamedFunction } from '../dialect.js'
import { parseAliasValue } from '../parse/alias.js'
import { parseExpand } from '../parse/expand.js'
import { parseFilter } from '../parse/filter.js'
import { printFilter } from '../print/filter.js'
import { ODataProblem } from '../problem.js'
import { arbitraryExpression } from '../testing/arbitrary-expression.js'
import { looseDialect, type Person, people, person, personType } from '../testing/people.js'
import { problemOf } from '../testing/problem-of.js'
import { compileFilter, type Setting } from './filter.js'

const source = people([
  { name: 'Anna', age: 40, org: { division: 'North' } },
  { name: 'Bob', age: 12, managerId: 'p1', tags: ['red'] },
  { name: 'Cid', managerId: 'p2', tags: ['blue'] },
])

function namesOf(text: string, setting: Partial<Setting<Person>> = {}): unknown[] {
  const test = compileFilter(parseFilter(text), { type: personType(source), dialect: looseDialect, ...setting })
  return Array.from(source.scan(), ({ row }) => row)
    .filter(test)
    .map(({ name }) => name)
}

describe('compileFilter', () => {
  it.each([
    ["manager/name eq 'anna'", ['Bob']],
    ["manager/manager/name eq 'anna'", ['Cid']],
    ['manager eq null', ['Anna']],
    ['manager/age gt 18', ['Bob']],
    ['not (manager/age gt 18)', ['Cid']],
    ["reports/any(r:r/tags/any(t:t eq 'red'))", ['Anna']],
    ['reports/$count eq 0', ['Cid']],
    ["reports/all(r:r/name eq 'bob')", ['Anna', 'Cid']],
    ["org/division eq 'NORTH'", ['Anna']],
    ['org eq null', ['Bob', 'Cid']],
    ["test.adult/name eq 'anna'", ['Anna']],
    ["test.adult/name eq 'bob'", []],
    ['manager/test.adult ne null', ['Bob']],
    ['reports/test.adult/any()', []],
    ["$it/name eq 'bob'", ['Bob']],
    ['manager/reports/any(r:r/name eq $it/name)', ['Bob', 'Cid']],
  ])('%s', (text, expected) => {
    expect(namesOf(text)).toEqual(expected)
  })

  it('puts the values of aliases in', () => {
    const aliases = new Map([
      ['@name', parseAliasValue("'bob'")],
      ['@names', parseAliasValue('["anna","cid"]')],
      ['@again', parseAliasValue('@name')],
    ])
    expect(namesOf('name eq @name', { aliases })).toEqual(['Bob'])
    expect(namesOf('name in @names', { aliases })).toEqual(['Anna', 'Cid'])
    expect(problemOf(() => namesOf('name eq @again', { aliases }))?.reason).toBe('unknownAlias')
    expect(namesOf('age eq @none', { dialect: { ...looseDialect, missingAlias: 'null' } })).toEqual(['Cid'])
  })

  it('tells where in which text a problem is', () => {
    const problem = problemOf(() => namesOf("name eq 'a' and nick eq 1"))
    expect(problem).toMatchObject({ position: 16, text: "name eq 'a' and nick eq 1", option: '$filter' })
    const nested = 'reports($filter=nick eq 1)'
    const filter = parseExpand(nested)[0]?.options.filter
    expect(
      problemOf(() => filter && compileFilter(filter, { type: personType(), dialect: looseDialect })),
    ).toMatchObject({
      position: 16,
      text: nested,
    })
  })

  it('counts conditions', () => {
    const dialect = { ...looseDialect, maxConditions: 3 }
    expect(namesOf("name in ('a','b') or startswith(name,'c')", { dialect })).toEqual(['Cid'])
    expect(problemOf(() => namesOf("name in ('a','b','c') or age eq 1", { dialect }))?.details).toEqual({
      reason: 'tooManyConditions',
      count: 4,
      limit: 3,
    })
  })

  it('is refused unless it is a yes or no', () => {
    expect(problemOf(() => namesOf('name'))?.details).toEqual({ reason: 'notBoolean', type: 'Edm.String' })
    expect(problemOf(() => namesOf('age add 1'))?.reason).toBe('notBoolean')
    expect(namesOf('null')).toEqual([])
    expect(namesOf('extra')).toEqual([])
  })

  it('runs inside itself', () => {
    let outer: (row: Person) => boolean = () => false
    const isBob = (row: unknown) => (row as Person).name === 'Bob'
    const asks: NamedFunction = {
      parameters: [],
      compile: () => ({ test: (row) => isBob(row) && outer(person({ name: 'Inner', tags: ['x'] })) }),
    }
    const dialect = { ...looseDialect, namedFunctions: new Map([['N.Asks', asks]]) }
    outer = compileFilter(parseFilter("tags/any(t:N.Asks() or t eq 'red')"), { type: personType(), dialect })
    expect(outer(person({ name: 'Bob', tags: ['red'] }))).toBe(true)
  })
})

describe('functions of a service', () => {
  const isNamed: NamedFunction = {
    parameters: [{ name: 'Names' }, { name: 'Except', optional: true }],
    compile(call) {
      const names = call.arguments.get('Names')
      const except = call.arguments.get('Except') ?? call.context
      if (!Array.isArray(names)) throw new ODataProblem({ reason: 'notCollection', property: 'Names' }, call.position)
      return { test: (row) => names.includes((row as Person).name) && (row as Person).name !== except }
    },
  }
  const dialect = { ...looseDialect, namedFunctions: new Map([['N.IsNamed', isNamed]]) }

  it('get constants, aliases and the context of the query', () => {
    const aliases = new Map([['@names', parseAliasValue("['Anna','Bob']")]])
    expect(namesOf("N.IsNamed(Names=['Anna','Cid'])", { dialect })).toEqual(['Anna', 'Cid'])
    expect(namesOf('not N.IsNamed(Names=@names)', { dialect, aliases })).toEqual(['Cid'])
    expect(namesOf("N.IsNamed(Names=@names,Except='Bob')", { dialect, aliases })).toEqual(['Anna'])
    expect(namesOf('N.IsNamed(Names=@names)', { dialect, aliases, context: 'Anna' })).toEqual(['Bob'])
  })

  it.each([
    ["N.Other(Names=['a'])", 'unknownFunction'],
    ['N.IsNamed()', 'wrongArguments'],
    ["N.IsNamed(Names=['a'],More=1)", 'wrongArguments'],
    ['N.IsNamed(Names=name)', 'wrongArguments'],
    ["N.IsNamed(Names='a')", 'notCollection'],
  ])('are refused: %s', (text, reason) => {
    const problem = problemOf(() => namesOf(text, { dialect }))
    expect(problem).toMatchObject({ reason, option: '$filter' })
  })
})

describe('hostile filters', () => {
  const setting = { type: personType(source), dialect: looseDialect }

  /** Fails on anything but a typed problem. */
  function run(text: string): void {
    problemOf(() => {
      const test = compileFilter(parseFilter(text), setting)
      for (const { row } of source.scan()) expect(typeof test(row)).toBe('boolean')
    })
  }

  it('made of any characters are refused or run', () => {
    const pieces = fc.constantFrom(
      ..."a name tags/any( t:t eq 'x' ' ( ) , / = : ; - [ ] { } \" \\ @p $it $count null 2024-01-01 1e9 not and in has N.F( P= add all( \u0000 ü 😀".split(
        ' ',
      ),
    )
    const anyCharacter = fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code))
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: anyCharacter }),
      fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join(' ')),
    )
    fc.assert(fc.property(texts, run), { numRuns: 600 })
  })

  it('of any shape are refused or run', () => {
    fc.assert(
      fc.property(arbitraryExpression(), (node) => run(printFilter(node))),
      { numRuns: 300 },
    )
  })
})
