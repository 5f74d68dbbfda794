import { describe, expect, it } from 'vitest'
import { HandSeeded } from './hand-seeded.js'

const CRM = 'Microsoft.Dynamics.CRM'

/** Contacts by the days of their birth; the emulator's clock stands at the 15th of January 2026. */
const births = [
  '2024-12-31',
  '2025-01-01',
  '2025-06-30',
  '2025-07-01',
  '2025-10-01',
  '2025-12-31',
  '2026-01-01',
  '2026-01-15',
  '2026-03-31',
  '2026-04-01',
  '2026-07-01',
  '2027-01-01',
]

async function calendarOf(settings?: object) {
  const house = new HandSeeded()
  for (const birthdate of births) await house.make('contacts', { lastname: birthdate, birthdate })
  const { value } = (await house.call('GET', '/organizations')).json
  const path = `/organizations(${value[0].organizationid})`
  if (settings) expect((await house.call('PATCH', path, { body: settings })).status).toBe(204)
  const fetch = (operator: string, values: readonly (number | string)[]) => {
    const children = values.map((value) => `<value>${value}</value>`).join('')
    const condition = `<condition attribute="birthdate" operator="${operator}">${children}</condition>`
    const xml = `<fetch><entity name="contact"><attribute name="birthdate"/><order attribute="birthdate"/><filter>${condition}</filter></entity></fetch>`
    return house.call('GET', `/contacts?fetchXml=${encodeURIComponent(xml)}`)
  }
  const filter = (name: string, values: readonly (number | string)[]) => {
    const parameters = values.map((value, at) => `,PropertyValue${values.length > 1 ? at + 1 : ''}=${value}`).join('')
    const call = `${CRM}.${name}(PropertyName='birthdate'${parameters})`
    return house.call('GET', `/contacts?$select=birthdate&$orderby=birthdate&$filter=${call}`)
  }
  return { house, fetch, filter }
}

const days = (answer: { json: { value: { birthdate: string }[] } }) => answer.json.value.map((row) => row.birthdate)

type Case = [operator: string, name: string, values: number[], expected: string[]]

/** What both languages find, in calendar years and quarters. */
const inQuarters: Case[] = [
  ['this-fiscal-year', 'ThisFiscalYear', [], births.slice(6, 11)],
  ['last-fiscal-year', 'LastFiscalYear', [], births.slice(1, 6)],
  ['next-fiscal-year', 'NextFiscalYear', [], ['2027-01-01']],
  ['this-fiscal-period', 'ThisFiscalPeriod', [], births.slice(6, 9)],
  ['last-fiscal-period', 'LastFiscalPeriod', [], births.slice(4, 6)],
  ['next-fiscal-period', 'NextFiscalPeriod', [], ['2026-04-01']],
  ['last-x-fiscal-years', 'LastXFiscalYears', [2], births.slice(0, 6)],
  ['last-x-fiscal-periods', 'LastXFiscalPeriods', [2], births.slice(3, 6)],
  ['next-x-fiscal-years', 'NextXFiscalYears', [1], ['2027-01-01']],
  ['next-x-fiscal-periods', 'NextXFiscalPeriods', [2], births.slice(9, 11)],
  ['in-fiscal-year', 'InFiscalYear', [2025], births.slice(1, 6)],
  ['in-fiscal-period', 'InFiscalPeriod', [1], ['2025-01-01', '2026-01-01', '2026-01-15', '2026-03-31', '2027-01-01']],
  ['in-fiscal-period-and-year', 'InFiscalPeriodAndYear', [4, 2025], births.slice(4, 6)],
  ['in-or-before-fiscal-period-and-year', 'InOrBeforeFiscalPeriodAndYear', [2, 2025], births.slice(0, 3)],
  ['in-or-after-fiscal-period-and-year', 'InOrAfterFiscalPeriodAndYear', [2, 2026], births.slice(9)],
]

/** Years from July on in half-years, called after the year in which they end. */
const inHalfYears: Case[] = [
  ['this-fiscal-year', 'ThisFiscalYear', [], births.slice(3, 10)],
  ['last-fiscal-period', 'LastFiscalPeriod', [], births.slice(3, 6)],
  ['in-fiscal-year', 'InFiscalYear', [2027], births.slice(10)],
  ['in-fiscal-period-and-year', 'InFiscalPeriodAndYear', [2, 2025], births.slice(1, 3)],
]

describe('fiscal periods', () => {
  it.each(inQuarters)('%s is %s%o in calendar years', async (operator, name, values, expected) => {
    const { fetch, filter } = await calendarOf()
    expect(days(await fetch(operator, values))).toEqual(expected)
    expect(days(await filter(name, values))).toEqual(expected)
  })

  it.each(inHalfYears)('%s is %s%o by the settings of the organization', async (operator, name, values, expected) => {
    const settings = { fiscalcalendarstart: '2020-07-01T00:00:00Z', fiscalperiodtype: 2001, fiscalyeardisplaycode: 2 }
    const { fetch, filter } = await calendarOf(settings)
    expect(days(await fetch(operator, values))).toEqual(expected)
    expect(days(await filter(name, values))).toEqual(expected)
  })

  it('group what is counted', async () => {
    const { house } = await calendarOf({ fiscalcalendarstart: '2020-07-01T00:00:00Z' })
    const group = (alias: string) =>
      `<attribute name="birthdate" alias="${alias}" groupby="true" dategrouping="fiscal-${alias}"/><order alias="${alias}"/>`
    const counted = '<attribute name="contactid" alias="n" aggregate="count"/>'
    const xml = `<fetch aggregate="true"><entity name="contact">${group('year')}${group('period')}${counted}</entity></fetch>`
    const { json } = await house.call('GET', `/contacts?fetchXml=${encodeURIComponent(xml)}`)
    expect(json.value).toEqual([
      { year: 2024, period: 2, n: 1 },
      { year: 2024, period: 3, n: 1 },
      { year: 2024, period: 4, n: 1 },
      { year: 2025, period: 1, n: 1 },
      { year: 2025, period: 2, n: 2 },
      { year: 2025, period: 3, n: 3 },
      { year: 2025, period: 4, n: 1 },
      { year: 2026, period: 1, n: 1 },
      { year: 2026, period: 3, n: 1 },
    ])
  })

  it('leave out rows without a date', async () => {
    const { house, filter } = await calendarOf()
    await house.make('contacts', { lastname: 'Ageless' })
    expect(days(await filter('InFiscalPeriod', [4]))).toEqual(['2024-12-31', '2025-10-01', '2025-12-31'])
  })

  it.each<[string, string, (number | string)[]]>([
    ['in-fiscal-period', 'InFiscalPeriod', [5]],
    ['in-fiscal-period', 'InFiscalPeriod', [0]],
    ['in-fiscal-year', 'InFiscalYear', ["'soon'"]],
    ['last-x-fiscal-years', 'LastXFiscalYears', [0]],
    ['next-x-fiscal-periods', 'NextXFiscalPeriods', [1.5]],
    ['in-fiscal-period-and-year', 'InFiscalPeriodAndYear', [13, 2025]],
  ])('refuse %s and %s%o', async (operator, name, values) => {
    const { fetch, filter } = await calendarOf()
    const answers = [await fetch(operator, values), await filter(name, values)]
    for (const { status, json } of answers) expect([status, typeof json.error.message]).toEqual([400, 'string'])
  })

  it('take as many values as they are made for', async () => {
    const { fetch, filter } = await calendarOf()
    expect((await fetch('in-fiscal-period-and-year', [1])).json.error.code).toBe('0x80040203')
    expect((await fetch('this-fiscal-year', [1])).json.error.code).toBe('0x80040203')
    expect((await filter('InFiscalPeriodAndYear', [1])).status).toBe(400)
  })
})

describe('the language of the caller', () => {
  it('is the one chosen, or that of the organization', async () => {
    const house = new HandSeeded()
    const [ann, bob] = ['ann', 'bob'].map((name) => house.person(name, { role: 'System Administrator' })) as [
      string,
      string,
    ]
    const speaks = (user: string, code: number) =>
      house.call('PATCH', `/usersettingscollection(${user})`, { body: { uilanguageid: code } })
    await speaks(ann, 1031)
    await speaks(bob, 1033)
    const condition = '<filter><condition attribute="uilanguageid" operator="eq-userlanguage"/></filter>'
    const xml = `<fetch><entity name="usersettings"><attribute name="systemuserid"/>${condition}</entity></fetch>`
    const ids = async (as: string) => {
      const paths = [
        `fetchXml=${encodeURIComponent(xml)}`,
        `$select=systemuserid&$filter=${CRM}.EqualUserLanguage(PropertyName='uilanguageid')`,
      ]
      const [fetched, filtered] = await Promise.all(
        paths.map((query) => house.call('GET', `/usersettingscollection?${query}`, { as })),
      )
      const shown = (answer: typeof fetched) =>
        answer?.json.value.map((row: { systemuserid: string }) => row.systemuserid)
      expect(shown(fetched)).toEqual(shown(filtered))
      return shown(fetched)
    }
    expect(await ids('ann')).toEqual([ann])
    expect(await ids('bob')).toEqual([bob])
    expect(await ids('admin')).toEqual([bob])
  })
})
