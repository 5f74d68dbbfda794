import fc from 'fast-check'
import { expect, it } from 'vitest'
import { HandSeeded } from './hand-seeded.js'

/** Mostly what makes sense: a document with a single mistake is refused whole. */
function mostly(sensible: readonly string[], ...wrong: string[]): fc.Arbitrary<string> {
  const [good, bad] = [fc.constantFrom(...sensible), fc.constantFrom(...wrong)]
  return fc.oneof({ weight: 60, arbitrary: good }, { weight: 1, arbitrary: bad })
}

/** Columns that every table here has. */
const COLUMNS = mostly(
  ['ownerid', 'createdon', 'statecode', 'fax', 'donotemail', 'description'],
  'name',
  '',
  '__proto__',
)
const ALIASES = fc.integer({ min: 0, max: 99 }).map((number) => `a${number}`)

type Given = Readonly<Record<string, fc.Arbitrary<string>>>

/** Attributes that are there, and others that may be. */
function attributes(always: Given, sometimes: Given = {}): fc.Arbitrary<string> {
  const rare = Object.entries(sometimes).map(([name, value]) => [name, fc.option(value, { freq: 2, nil: '' })] as const)
  return fc.record({ ...always, ...Object.fromEntries(rare) }).map((given) =>
    Object.entries(given)
      .map(([name, value]) => (value === '' ? '' : ` ${name}="${value}"`))
      .join(''),
  )
}

function element(name: string, given: fc.Arbitrary<string>, children?: fc.Arbitrary<readonly string[]>) {
  return fc
    .tuple(given, children ?? fc.constant([]))
    .map(([text, inner]) => `<${name}${text}>${inner.join('')}</${name}>`)
}

const ODD = ['-1.5', '9e99', 'a%', '[', '2026-02-30', '&lt;', '']
const shapes: readonly Given[] = [
  { attribute: COLUMNS, operator: mostly(['null', 'not-null'], 'toString', 'is') },
  {
    attribute: fc.constant('ownerid'),
    operator: fc.constantFrom('eq-userid', 'ne-userid', 'eq-userteams', 'eq-businessid'),
  },
  {
    attribute: fc.constant('createdon'),
    operator: fc.constantFrom('today', 'this-week', 'next-year', 'last-seven-days'),
  },
  {
    attribute: fc.constant('createdon'),
    operator: fc.constantFrom('on', 'gt', 'le', 'ne', 'on-or-after', 'in'),
    value: mostly(['2026-01-15', '2026-01-15T12:00:00Z', '2020-05-01 10:00'], ...ODD),
  },
  {
    attribute: fc.constant('createdon'),
    operator: fc.constantFrom('last-x-days', 'next-x-years', 'olderthan-x-minutes'),
    value: mostly(['0', '1', '400'], ...ODD),
  },
  {
    attribute: fc.constantFrom('fax', 'description'),
    operator: fc.constantFrom('eq', 'like', 'not-like', 'begins-with', 'ends-with', 'in', 'contain-values', 'lt'),
    value: fc.constantFrom('1', ...ODD, '%', 'a_[b-c]'),
  },
  {
    attribute: fc.constant('statecode'),
    operator: fc.constantFrom('eq', 'ne', 'in', 'not-in'),
    value: mostly(['0', '1'], ...ODD),
  },
  { attribute: COLUMNS, operator: fc.constantFrom('eq', 'ne', 'gt'), valueof: COLUMNS },
]
const conditions = shapes.map((given) =>
  element('condition', attributes(given, { entityname: mostly(['account', 'contact'], 'x') })),
)

const { inner } = fc.letrec<{ link: string; filter: string; inner: readonly string[] }>((tie) => {
  const leaf = fc.oneof(
    element('attribute', attributes({ name: COLUMNS }, { alias: ALIASES })),
    element('order', attributes({ attribute: COLUMNS }, { descending: fc.constant('true') })),
    fc.constantFrom('<all-attributes/>', 'text', '<!-- no -->', '<x/>'),
  )
  const kind = mostly(['inner', 'outer', 'any', 'not any', 'all', 'exists', 'matchfirstrowusingcrossapply'], 'x')
  const table = mostly(['account', 'contact'], 'systemuser', 'organization', 'x')
  return {
    inner: fc.array(fc.oneof({ maxDepth: 3 }, leaf, tie('filter'), tie('link')), { maxLength: 4 }),
    filter: element(
      'filter',
      attributes({}, { type: mostly(['and', 'or'], 'x') }),
      fc.array(fc.oneof({ maxDepth: 3 }, ...conditions, tie('filter'), tie('link')), { maxLength: 3 }),
    ),
    link: element(
      'link-entity',
      attributes({ name: table, from: COLUMNS, to: COLUMNS }, { 'link-type': kind, alias: ALIASES }),
      tie('inner'),
    ),
  }
})

const aggregated = fc.array(
  fc.oneof(
    element(
      'attribute',
      attributes({ name: COLUMNS, alias: ALIASES, aggregate: mostly(['count', 'countcolumn', 'max', 'sum'], 'x') }),
    ),
    element(
      'attribute',
      attributes(
        { name: COLUMNS, alias: ALIASES, groupby: fc.constant('true') },
        { dategrouping: fc.constantFrom('week', 'year') },
      ),
    ),
    element('order', attributes({ alias: ALIASES })),
    ...conditions.map((condition) => condition.map((text) => `<filter>${text}</filter>`)),
  ),
  { maxLength: 5 },
)

const paging = {
  count: mostly(['1', '5000'], '-1', '0'),
  page: mostly(['1', '2'], '0', '999999999', 'x'),
  'paging-cookie': mostly([''], 'x', '&lt;cookie/&gt;'),
  distinct: fc.constant('true'),
}
const entity = (children: fc.Arbitrary<readonly string[]>) =>
  element('entity', attributes({ name: mostly(['account'], 'contact', 'x') }), children).map((text) => [text])
const fetchXml = fc.oneof(
  { weight: 12, arbitrary: element('fetch', attributes({}, paging), entity(inner)) },
  {
    weight: 4,
    arbitrary: element('fetch', attributes({ aggregate: fc.constant('true') }, paging), entity(aggregated)),
  },
  { weight: 1, arbitrary: fc.string() },
)

it('is answered or refused, whatever FetchXML comes', { timeout: 120_000 }, async () => {
  const house = new HandSeeded()
  const parent = await house.make('accounts', { name: 'a', fax: '1' })
  await house.make('accounts', { name: 'b', description: 'a%' })
  await house.make('contacts', {
    lastname: 'c',
    fax: '1',
    'parentcustomerid_account@odata.bind': `/accounts(${parent})`,
  })
  let answered = 0
  const property = fc.asyncProperty(fetchXml, async (xml) => {
    const { status, json } = await house.call('GET', `/accounts?fetchXml=${encodeURIComponent(xml)}`)
    expect([200, 400]).toContain(status)
    if (status === 400) expect(json.error.code).toMatch(/^0x8[0-9a-f]{7}$/)
    else answered++
  })
  const runs = Number(process.env.GRAPHVERSE_FUZZ_RUNS ?? 1000)
  await fc.assert(property, { seed: 6, numRuns: runs })
  expect(answered).toBeGreaterThan(runs / 4)
})
