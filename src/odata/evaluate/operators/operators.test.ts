import { describe, expect, it } from 'vitest'
import type { Dialect } from '../../dialect.js'
import { parseAliasValue } from '../../parse/alias.js'
import { looseDialect, type Person, person, personType } from '../../testing/people.js'
import { problemOf } from '../../testing/problem-of.js'
import { compile } from '../compile.js'
import { rootScope } from '../scope.js'

const guid = '8e881353-1735-45af-af21-ee1344582a4d'

const row = person({
  name: 'Anna',
  age: 7,
  score: 1.5,
  active: true,
  born: '2024-01-01T00:00:00Z',
  day: '2024-01-01',
  opens: '08:30:00',
  wait: 'PT5M',
  key: guid.toUpperCase(),
  color: 'Red,Blue',
  extra: 5,
  tags: ['Red', 'green'],
  plans: [
    { skuId: guid, state: 'on' },
    { skuId: '11111111-1735-45af-af21-ee1344582a4d', state: 'off' },
  ],
})

function resultOf(text: string, values: Partial<Person> = {}, dialect: Dialect = looseDialect): unknown {
  const scope = rootScope({ type: personType(), dialect })
  return compile(parseAliasValue(text), scope).evaluate({ ...row, ...values }, [])
}

describe('logic with three values', () => {
  const word = (value: boolean | null) => String(value)
  const and = (left: boolean | null, right: boolean | null) =>
    left === false || right === false ? false : left === null || right === null ? null : true
  const or = (left: boolean | null, right: boolean | null) =>
    left === true || right === true ? true : left === null || right === null ? null : false
  const values = [true, false, null]

  it.each(values.flatMap((left) => values.map((right) => [left, right] as const)))('%s with %s', (left, right) => {
    expect(resultOf(`${word(left)} and ${word(right)}`)).toBe(and(left, right))
    expect(resultOf(`${word(left)} or ${word(right)}`)).toBe(or(left, right))
    // The same where the values are not known before a row is there.
    expect(resultOf(`active and ${word(right)}`, { active: left })).toBe(and(left, right))
    expect(resultOf(`active or ${word(right)}`, { active: left })).toBe(or(left, right))
  })

  it.each([
    [true, false],
    [false, true],
    [null, null],
  ])('not %s is %s', (value, expected) => {
    expect(resultOf('not active', { active: value })).toBe(expected)
  })

  it.each([
    ['null eq null', true],
    ['null ne null', false],
    ['mail eq null', true],
    ['mail ne null', false],
    ['name eq null', false],
    ['name ne null', true],
    ["mail eq 'a'", false],
    ["mail ne 'a'", true],
    ["not (mail eq 'a')", true],
    ["mail gt 'a'", null],
    ["not (mail gt 'a')", null],
    ['null ge null', null],
    ["mail in ('a',null)", true],
    ["mail in ('a','b')", false],
    ["name in ('a',null)", false],
    ['null add 1', null],
    ['-null', null],
    ['null', null],
  ])('%s is %s', (text, expected) => {
    expect(resultOf(text)).toBe(expected)
  })
})

describe('operators', () => {
  it.each([
    ["name eq 'ANNA'", true],
    ["'anna' eq name", true],
    ["name ne 'anna'", false],
    ["name gt 'ANN'", true],
    ["name le 'ANNB'", true],
    ['age ge 7 and age le 7.0', true],
    ['age lt 7', false],
    ['score eq 1.50', true],
    ['score gt 1 and score lt 2e0', true],
    ['active eq true', true],
    ['active gt false', true],
    ['born eq 2024-01-01T01:00:00+01:00', true],
    ['born lt 2024-01-01T00:00:00.001Z', true],
    ['born ge 2024-01-01', true],
    ['day lt 2024-01-02', true],
    ['day eq 2024-01-01T00:00:00Z', true],
    ['opens lt 08:30:01', true],
    ["wait eq duration'PT300S'", true],
    [`key eq ${guid}`, true],
    [`key eq '${guid}'`, true],
    [`name ne ${guid}`, true],
    ["color has test.Color'Blue'", true],
    ["color has 'Green'", false],
    ["color eq test.Color'Red,Blue'", true],
    ['age has 3', true],
    ['age has 8', false],
    ['extra eq 5', true],
    ["extra eq '5'", false],
    ["extra lt 'a'", null],
    ['extra add 1 eq 6', true],
    ["name in ('bob','ANNA')", true],
    ['name in ["bob","anna"]', true],
    ["'RED' in tags", true],
    ['age in (1,2)', false],
    [`key in ('${guid}')`, true],
    ['age add 1', 8],
    ['age sub 10', -3],
    ['age mul score', 10.5],
    ['age div 2', 3],
    ['-7 div 2', -3],
    ['age divby 2', 3.5],
    ['7.0 div 2', 3.5],
    ['age mod 4', 3],
    ['age div 0', null],
    ['age mod 0', null],
    ['-age', -7],
    ['-(age add 1) mul 2', -16],
    ["born add duration'PT1S'", Date.UTC(2024, 0, 1, 0, 0, 1)],
    ["duration'PT1S' add born", Date.UTC(2024, 0, 1, 0, 0, 1)],
    ["born sub duration'PT1S'", Date.UTC(2023, 11, 31, 23, 59, 59)],
    ["born sub day eq duration'PT0S'", true],
    ["-wait lt duration'PT0S'", true],
    ["tags/any(t:t eq 'GREEN')", true],
    ["tags/any(t:t eq 'blue')", false],
    ["tags/all(t:t eq 'red')", false],
    ['tags/all(t:length(t) ge 3)', true],
    ['tags/any()', true],
    ['tags/all()', true],
    ['tags/$count eq 2', true],
    [`plans/any(p:p/skuId eq ${guid} and p/state eq 'on')`, true],
    [`plans/any(p:p/skuId eq ${guid} and p/state eq 'off')`, false],
    ["plans/any(p:tags/any(t:t eq 'red' and p/state eq 'on'))", true],
    ["tags/any(t:t eq 'green' and plans/any(t:t/state eq 'off'))", true],
    ["tags/any(t:$it/name eq 'anna' and name eq 'anna')", true],
    ['plans/any(p:p/state gt null)', null],
    ['plans/all(p:p/state gt null)', null],
    ["plans/any(p:p/state gt null or p/state eq 'on')", true],
    ["plans/all(p:p/state gt null and p/state eq 'on')", false],
  ])('%s is %s', (text, expected) => {
    expect(resultOf(text)).toBe(expected)
  })

  it('finds nothing in an empty collection', () => {
    const values = { tags: [], plans: [] }
    expect(resultOf("tags/any(t:t ne 'x')", values)).toBe(false)
    expect(resultOf("tags/all(t:t eq 'x')", values)).toBe(true)
    expect(resultOf('tags/any()', values)).toBe(false)
  })

  it.each([
    ['name eq 1', { reason: 'incompatibleOperands', left: 'Edm.String', right: 'Edm.Int32', kind: 'Equal' }],
    ["age lt '1'", { reason: 'incompatibleOperands', left: 'Edm.Int32', right: 'Edm.String', kind: 'LessThan' }],
    [
      "born eq '2024-01-01'",
      { reason: 'incompatibleOperands', left: 'Edm.DateTimeOffset', right: 'Edm.String', kind: 'Equal' },
    ],
    ["age in (1,'a')", { reason: 'incompatibleOperands', left: 'Edm.Int32', right: 'Edm.String', kind: 'Equal' }],
    ['name add 1', { reason: 'incompatibleOperands', left: 'Edm.String', right: 'Edm.Int32', kind: 'Add' }],
    [
      'born add born',
      { reason: 'incompatibleOperands', left: 'Edm.DateTimeOffset', right: 'Edm.DateTimeOffset', kind: 'Add' },
    ],
    ['org eq name', { reason: 'incompatibleOperands', left: 'test.org', right: 'Edm.String', kind: 'Equal' }],
    ['org eq org', { reason: 'incompatibleOperands', left: 'test.org', right: 'test.org', kind: 'Equal' }],
    ['not name', { reason: 'incompatibleOperand', operand: 'Edm.String', kind: 'Not' }],
    ['-name', { reason: 'incompatibleOperand', operand: 'Edm.String', kind: 'Negate' }],
    ['name and active', { reason: 'notBoolean', type: 'Edm.String' }],
    ['tags or active', { reason: 'notBoolean', type: 'Collection(Edm.String)' }],
    ["tags eq 'a'", { reason: 'notSingle', property: 'tags', type: 'Collection(Edm.String)' }],
    ["plans/state eq 'a'", { reason: 'notSingle', property: 'plans', type: 'test.plan' }],
    ["name/any(x:x eq 'a')", { reason: 'notCollection', property: 'name' }],
    ['name/$count eq 1', { reason: 'notCollection', property: 'name' }],
    ["'a' in name", { reason: 'notCollection', property: 'name' }],
    ["nick eq 'a'", { reason: 'unknownProperty', property: 'nick', type: 'test.person' }],
    ["org/nick eq 'a'", { reason: 'unknownProperty', property: 'nick', type: 'test.org' }],
    ["name/nick eq 'a'", { reason: 'unknownProperty', property: 'nick', type: 'Edm.String' }],
    ["plans/any(p:q/state eq 'a')", { reason: 'unknownProperty', property: 'q', type: 'test.person' }],
    ["tags/any(t:t eq 'a') and t eq 1", { reason: 'unknownProperty', property: 't', type: 'test.person' }],
    ['name eq @p1', { reason: 'unknownAlias', alias: '@p1' }],
    ['name eq ["a"]', { reason: 'syntaxError', found: '', expected: 'one value' }],
    ['age in [[1]]', { reason: 'syntaxError', found: '[1]', expected: 'literal' }],
    ['Other.Type/name eq 1', { reason: 'unknownType', type: 'Other.Type' }],
  ])('refuses %s', (text, details) => {
    expect(problemOf(() => resultOf(text))?.details).toEqual(details)
  })

  it('keeps guids and strings apart where the dialect is strict', () => {
    const dialect = { ...looseDialect, looseGuids: false }
    const details = { reason: 'incompatibleOperands', left: 'Edm.Guid', right: 'Edm.String', kind: 'Equal' }
    expect(problemOf(() => resultOf(`key eq '${guid}'`, {}, dialect))?.details).toEqual(details)
  })

  it('compares strings case by case unless the dialect folds', () => {
    const dialect = { ...looseDialect, fold: (text: string) => text }
    expect(resultOf("name eq 'ANNA'", {}, dialect)).toBe(false)
    expect(resultOf("name eq 'Anna'", {}, dialect)).toBe(true)
    expect(resultOf("startswith(name,'an')", {}, dialect)).toBe(false)
    expect(resultOf("'red' in tags", {}, dialect)).toBe(false)
  })

  it.each([
    ['age add 1 eq 2', 'add', 'Add'],
    ['-age eq 2', 'negate', 'Negate'],
    ['not active', 'not', 'Not'],
    ['age in (1)', 'in', 'In'],
    ['age ne 1', 'ne', 'NotEqual'],
    ['active or active', 'or', 'Or'],
  ])('refuses %s in a dialect without the operator', (text, operator, kind) => {
    const dialect = { ...looseDialect, operators: new Set(['eq'] as const) }
    expect(problemOf(() => resultOf(text, {}, dialect))?.details).toEqual({
      reason: 'unsupportedOperator',
      operator,
      kind,
    })
  })

  it('refuses a lambda that the dialect does not have', () => {
    const dialect = { ...looseDialect, lambdas: new Set(['any'] as const) }
    const problem = problemOf(() => resultOf("tags/all(t:t eq 'a')", {}, dialect))
    expect(problem?.details).toEqual({ reason: 'unsupportedLambda', quantifier: 'all' })
    expect(problem?.position).toBe(5)
  })
})
