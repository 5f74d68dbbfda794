import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemOf } from '../testing/problem-of.js'
import { parseAliasValue } from './alias.js'
import { parseApply } from './apply.js'
import { parseExpand } from './expand.js'
import { parseFilter } from './filter.js'
import { parseKey } from './key.js'
import { parseOrderBy } from './order-by.js'
import { parseSearch } from './search.js'
import { parseSelect } from './select.js'

const parsers: [string, (text: string) => unknown][] = [
  ['$filter', parseFilter],
  ['$orderby', parseOrderBy],
  ['$select', parseSelect],
  ['$expand', parseExpand],
  ['$search', parseSearch],
  ['$apply', parseApply],
  ['a key', parseKey],
  ['an alias', parseAliasValue],
]

const words =
  'a name desc $select=a $expand= $search="x:y" $search= $filter=a $levels=max $top=5 groupby(( aggregate( filter( with sum as AND OR NOT /$ref any( t:t \' " ( ) ; , / = : - [ { } ] @p $count null 2024-01-01 1e9 \\ \u0000 ü 😀'
const anyCharacter = fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code))
const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: anyCharacter }),
  fc.array(fc.constantFrom(...words.split(' ')), { maxLength: 20 }).map((parts) => parts.join('')),
)

describe('hostile texts', () => {
  it.each(parsers)('as %s are read or refused', (_, parse) => {
    fc.assert(
      fc.property(texts, (text) => {
        const problem = problemOf(() => parse(text))
        if (problem) expect(problem.position).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 500 },
    )
  })

  const pieces = [
    "'",
    '"',
    '(',
    '[',
    '{',
    '[[',
    '\\',
    '"\\',
    'a.',
    'a/',
    '1',
    '1.',
    '1-',
    'a-',
    '-',
    'not ',
    "a'",
    '$search=',
    'a($search=',
    'a(',
    'a in (',
    'a or ',
    'a:',
    '@',
    'ü',
    '2024-01-01T00:00:00.1',
    'x/any(x:',
  ]
  it.each(parsers)('as %s take no more time than their length asks for', (_, parse) => {
    for (const piece of pieces) {
      const text = piece.repeat(60_000 / piece.length)
      const started = performance.now()
      problemOf(() => parse(text))
      problemOf(() => parse(`a eq ${text}`))
      expect(performance.now() - started, piece).toBeLessThan(2000)
    }
  })
})
