import { describe, expect, it } from 'vitest'
import { printFilter } from '../print/filter.js'
import { problemOf } from '../testing/problem-of.js'
import { parseFilter } from './filter.js'

describe('parseFilter', () => {
  const same = [
    "mail eq 'O''Brien'",
    'a eq null and b ne true or c lt -1.5e3',
    '(a eq 1 or b eq 2) and c eq 3',
    '(a eq 1 or b eq 2) or c eq 3',
    "not startswith(mail,'a')",
    'not (a eq 1)',
    "name in ('a','b',null)",
    'name in @names',
    'id eq 8e881353-1735-45af-af21-ee1344582a4d',
    'id eq abcdef01-1735-45af-af21-ee1344582a4d',
    'born ge 2024-01-31T10:00:00.5+01:00',
    'day eq 2024-02-29',
    'opens lt 08:30:00',
    "wait gt duration'PT5M'",
    "color has test.Color'Red'",
    'owners/$count eq 0',
    'assignedLicenses/any()',
    'plans/any(p:p/skuId eq 1 and p/tags/all(t:t ne $it/name))',
    "members/microsoft.graph.user/any(u:u/mail eq 'x')",
    'microsoft.graph.group/displayName eq 1',
    'a add 1 sub 2 mul 3 eq (a add 1) mul 2',
    'a sub (b sub c) eq -(5) divby -x mod 2',
    'a eq INF or a eq -INF or a eq NaN',
    'Ns.In(PropertyName=@p1,PropertyValues=["a",1,{"b":null}])',
    'Ns.EqualUserId(PropertyName=@p1)',
    'isof(microsoft.graph.user) or cast(a,Edm.String) eq concat(b,c)',
    'active',
  ]
  it.each(same)('reads and prints %s', (text) => {
    expect(printFilter(parseFilter(text))).toBe(text)
  })

  it.each([
    ['  a   eq\t1 ', 'a eq 1'],
    ['((a eq 1))', 'a eq 1'],
    ["x in('a' , 'b')", "x in ('a','b')"],
    ["Ns.In(PropertyValues = ['a', \"it's\"])", 'Ns.In(PropertyValues=["a","it\'s"])'],
    ['a eq 1 and b eq 2 and c eq 3', 'a eq 1 and b eq 2 and c eq 3'],
  ])('reads %s as %s', (text, printed) => {
    expect(printFilter(parseFilter(text))).toBe(printed)
  })

  it('reads the words of the language in any case where the dialect says so', () => {
    const text = "NOT (StartsWith(Mail,'A') AND tags/Any(t:t EQ 'x') OR y eq NULL)"
    expect(printFilter(parseFilter(text, { ignoreCase: true }))).toBe(
      "not (startswith(Mail,'A') and tags/any(t:t eq 'x') or y eq NULL)",
    )
    expect(problemOf(() => parseFilter('a EQ 1'))?.details).toEqual({
      reason: 'syntaxError',
      found: 'EQ',
      expected: 'end',
    })
  })

  it('keeps a chain flat and knows where things stand', () => {
    expect(parseFilter('a eq 1 or b or c')).toMatchObject({
      kind: 'logical',
      operator: 'or',
      position: 7,
      operands: [
        { kind: 'comparison', position: 2, left: { position: 0 }, right: { value: 1, type: 'Edm.Int32', position: 5 } },
        { kind: 'path', position: 10 },
        { kind: 'path', position: 15 },
      ],
    })
  })

  it.each([
    ["a eq 'x''y'", 'Edm.String', "x'y"],
    ['a eq 8E881353-1735-45AF-AF21-EE1344582A4D', 'Edm.Guid', '8e881353-1735-45af-af21-ee1344582a4d'],
    ['a eq 3000000000', 'Edm.Int64', 3e9],
    ['a eq 1.5', 'Edm.Decimal', 1.5],
    ['a eq 1e2', 'Edm.Double', 100],
    ['a eq 2024-01-01', 'Edm.Date', Date.UTC(2024, 0, 1)],
    ['a eq 2024-01-01T01:00:00+01:00', 'Edm.DateTimeOffset', Date.UTC(2024, 0, 1)],
    ['a eq 2024-01-01T00:00Z', 'Edm.DateTimeOffset', Date.UTC(2024, 0, 1)],
    ['a eq 01:02:03.5', 'Edm.TimeOfDay', 3_723_500],
    ["a eq duration'P1DT1S'", 'Edm.Duration', 86_401_000],
    ["a eq Ns.T'Red'", 'enum', 'Red'],
    ["a eq binary'AQ=='", 'Edm.Binary', 'AQ=='],
  ])('%s has a literal of type %s', (text, type, value) => {
    expect(parseFilter(text)).toMatchObject({ right: { kind: 'literal', type, value } })
  })

  it.each([
    ["lastname eq 'O'Bryan'", 'unterminatedLiteral', 21],
    ["name eq guid'8e881353-1735-45af-af21-ee1344582a4d'", 'unrecognizedLiteral', 8],
    ['name eq 2024-02-30', 'unrecognizedLiteral', 8],
    ['name eq 12ab', 'unrecognizedLiteral', 8],
    ['name eq', 'syntaxError', 7],
    ['', 'syntaxError', 0],
    ['(a eq 1', 'syntaxError', 7],
    ['a eq 1)', 'syntaxError', 6],
    ['a eq 1 2', 'syntaxError', 7],
    ['a eq b eq c', 'syntaxError', 7],
    ['startswith(a,', 'syntaxError', 13],
    ["startswith(a 'b')", 'syntaxError', 13],
    ['tags/any(x)', 'syntaxError', 10],
    ['a/', 'syntaxError', 2],
    ['a/$ref eq 1', 'syntaxError', 2],
    ['a ! b', 'invalidCharacter', 2],
    ['a eq %', 'invalidCharacter', 5],
    ["Ns.In(P=['a''b'])", 'invalidJson', 12],
    ['Ns.In(P=[1,])', 'invalidJson', 11],
    ['Ns.In(P={"a"})', 'invalidJson', 12],
    ['Ns.In(P=["a)', 'unterminatedLiteral', 12],
    ['Ns.In(5)', 'syntaxError', 6],
  ])('refuses %s: %s at %i', (text, reason, position) => {
    const problem = problemOf(() => parseFilter(text))
    expect(problem).toMatchObject({ reason, position, text })
  })

  it('tells what a JSON array lacks', () => {
    const problem = problemOf(() => parseFilter("Ns.In(P=['it's'])"))
    expect(problem?.details).toEqual({ reason: 'invalidJson', expected: ',', scope: 'Array' })
  })

  const deep = 70
  it.each([
    ['parentheses', `${'('.repeat(deep)}a${')'.repeat(deep)}`],
    ['not', `${'not '.repeat(deep)}a`],
    ['minus', `${'-'.repeat(deep)}a`],
    ['calls', `${'trim('.repeat(deep)}a${')'.repeat(deep)}`],
    ['lambdas', `${'a/any(x:'.repeat(deep)}a${')'.repeat(deep)}`],
    ['arrays', `F.G(P=${'['.repeat(deep)}${']'.repeat(deep)})`],
    ['arithmetic', `a${' add 1'.repeat(deep)} eq 1`],
    ['lists', `a in ${'('.repeat(deep)}1${')'.repeat(deep)}`],
  ])('refuses what nests too deep: %s', (_, text) => {
    expect(problemOf(() => parseFilter(text))?.reason).toBe('tooDeep')
  })

  it('reads a chain of any length and refuses a text beyond the limit', () => {
    const chain = Array.from({ length: 6000 }, () => 'a eq 1').join(' or ')
    expect(parseFilter(chain)).toMatchObject({ kind: 'logical' })
    expect(problemOf(() => parseFilter(`a eq '${'x'.repeat(70_000)}'`))?.reason).toBe('tooLong')
  })

  it('keeps what it read before', () => {
    expect(parseFilter("mail eq 'kept'")).toBe(parseFilter("mail eq 'kept'"))
    expect(parseFilter("mail eq 'kept'")).not.toBe(parseFilter("mail eq 'kept'", { ignoreCase: true }))
  })
})
