import { describe, expect, it } from 'vitest'
import { printApply } from '../print/apply.js'
import { printExpand } from '../print/expand.js'
import { printKey } from '../print/key.js'
import { printOrderBy } from '../print/order-by.js'
import { printSearch } from '../print/search.js'
import { printSelect } from '../print/select.js'
import { problemOf } from '../testing/problem-of.js'
import { parseAliasValue } from './alias.js'
import { parseApply } from './apply.js'
import { parseExpand } from './expand.js'
import { parseKey } from './key.js'
import { parseOrderBy } from './order-by.js'
import { parseSearch } from './search.js'
import { parseSelect } from './select.js'

const rows: [string, (text: string) => string, string, string][] = []

function reads(name: string, read: (text: string) => string, cases: readonly (string | [string, string])[]): void {
  for (const item of cases) {
    const [text, printed] = typeof item === 'string' ? [item, item] : item
    rows.push([name, read, text, printed])
  }
}

reads('$orderby', (text) => printOrderBy(parseOrderBy(text)), [
  'displayName',
  'a desc,b/c,length(d) desc',
  [' a asc , b  desc', 'a,b desc'],
])
reads('$select', (text) => printSelect(parseSelect(text)), ['id', '*', 'id,org/division', ['a , b', 'a,b']])
reads('$expand', (text) => printExpand(parseExpand(text)), [
  'manager',
  '*',
  'manager($select=id;$levels=max)',
  'manager($levels=3)',
  'a/$ref,b/$count,Ns.T/c',
  "tasks($select=a,b;$filter=endswith(x,'1;)') and not (y eq 1);$orderby=a desc,b;$top=5;$skip=2;$count=true)",
  'a($expand=b($expand=c($select=d)),e),f',
  'm($search="x:y;)" AND (b OR NOT c);$expand=z)',
  'm($apply=groupby((a)))',
  ['a( $select = b , c ; $top = 1 )', 'a($select=b,c;$top=1)'],
  ['a()', 'a'],
])
reads('$search', (text) => printSearch(parseSearch(text)), [
  '"displayName:anna"',
  '"displayName:anna" OR "mail:anna" AND "a:b"',
  '("a:b" OR "c:d") AND "e:f"',
  'NOT word',
  '"plain phrase"',
  String.raw`"displayName:say \"hi\" \\ bye"`,
  ['"a:b" "c:d" OR e', '"a:b" AND "c:d" OR e'],
])
reads('$apply', (text) => printApply(parseApply(text)), [
  'groupby((statuscode))',
  'groupby((a,b/c),aggregate($count as count,revenue with sum as total))',
  "filter(a eq 'x')/groupby((b),aggregate(c mul 2 with average as d))",
  'aggregate(a with min as b,a with max as c,a with countdistinct as d)',
])
reads('a key', (text) => printKey(parseKey(text)), [
  "('x')",
  '(42)',
  '()',
  '(8e881353-1735-45af-af21-ee1344582a4d)',
  "(a=1,b='x',c=@p1)",
  '(T={"@odata.id":"accounts(1)"})',
  ['( membershiptype:0 , b = null )', '(membershiptype=0,b=null)'],
])

describe('what stands in the other options', () => {
  it.each(rows)('%s, case %#', (_, read, text, printed) => {
    expect(read(text)).toBe(printed)
  })

  it('splits a search clause at its first colon', () => {
    expect(parseSearch('"displayName:a:b"')).toMatchObject({ property: 'displayName', text: 'a:b', quoted: true })
    expect(parseSearch('anna')).toMatchObject({ property: undefined, text: 'anna', quoted: false })
  })

  it.each([
    ['a quoted text', "'x'", { kind: 'literal', value: 'x' }],
    ['an array', '["a",\'b\']', { kind: 'json', value: ['a', 'b'] }],
    ['an object', "{'@odata.id':'accounts(1)'}", { kind: 'json', value: { '@odata.id': 'accounts(1)' } }],
    ['escapes', String.raw`["a\"\u0041\n\/"]`, { kind: 'json', value: ['a"A\n/'] }],
    ['nothing', 'null', { kind: 'literal', value: null }],
    ['an enum member', "Ns.Type'Default'", { kind: 'literal', type: 'enum', value: 'Default' }],
  ])('reads the value of an alias: %s', (_, text, expected) => {
    expect(parseAliasValue(text)).toMatchObject(expected)
  })

  it.each([
    ['displayName:x', parseSearch, 'invalidCharacter', 11],
    ['"displayName:x', parseSearch, 'unterminatedLiteral', 14],
    ['a OR', parseSearch, 'syntaxError', 4],
    ['(a', parseSearch, 'syntaxError', 2],
    ['a)', parseSearch, 'syntaxError', 1],
    ['', parseSearch, 'syntaxError', 0],
    ['('.repeat(70), parseSearch, 'tooDeep', undefined],
    ['NOT '.repeat(70), parseSearch, 'tooDeep', undefined],
    ['a,', parseSelect, 'syntaxError', 2],
    ['a desc b', parseOrderBy, 'syntaxError', 7],
    ['a($top=x)', parseExpand, 'invalidOption', 7],
    ['a($count=1)', parseExpand, 'invalidOption', 9],
    ['a($compute=x)', parseExpand, 'unsupportedOption', 2],
    ['a($top=1', parseExpand, 'syntaxError', 8],
    [`${'a($expand='.repeat(70)}a`, parseExpand, 'tooDeep', undefined],
    ['(1,2)', parseKey, 'syntaxError', 2],
    ['(a=1,2)', parseKey, 'syntaxError', 5],
    ['(a=b)', parseKey, 'syntaxError', 3],
    ['(1', parseKey, 'syntaxError', 2],
    ['aggregate(a with sum)', parseApply, 'syntaxError', 20],
    ['aggregate(a with first as b)', parseApply, 'syntaxError', 17],
    ['concat(a)', parseApply, 'syntaxError', 0],
    ['groupby((a eq 1))', parseApply, 'syntaxError', 9],
  ])('refuses what is none, case %#', (text, parse, reason, position) => {
    const problem = problemOf(() => parse(text))
    expect(problem?.reason).toBe(reason)
    if (position !== undefined) expect(problem?.position).toBe(position)
  })
})
