import { describe, expect, it } from 'vitest'
import { fiscalPeriodTypes, fiscalYearDisplays } from '../../../domain/dataverse/fiscal-settings.js'
import type { Span } from './calendar.js'
import { FiscalCalendar } from './fiscal-calendar.js'

function calendar(start: string, type: keyof typeof fiscalPeriodTypes, display: 'start' | 'end' = 'start') {
  return new FiscalCalendar({
    start: Date.parse(start),
    periodType: fiscalPeriodTypes[type],
    displayCode: fiscalYearDisplays[display],
  })
}

const days = ({ start, end }: Span) => [start, end].map((instant) => new Date(instant).toISOString().slice(0, 10))

describe('FiscalCalendar', () => {
  it.each<[string, keyof typeof fiscalPeriodTypes, string, number, number, string[]]>([
    ['2020-01-01', 'annually', '2026-07-04', 1, 2026, ['2026-01-01', '2027-01-01']],
    ['2020-01-01', 'semiannually', '2026-07-04', 2, 2026, ['2026-07-01', '2027-01-01']],
    ['2020-01-01', 'quarterly', '2026-12-31', 4, 2026, ['2026-10-01', '2027-01-01']],
    ['2019-07-01', 'quarterly', '2026-06-30', 4, 2025, ['2026-04-01', '2026-07-01']],
    ['2019-07-01', 'quarterly', '2026-07-01', 1, 2026, ['2026-07-01', '2026-10-01']],
    ['2019-04-06', 'monthly', '2026-04-05', 12, 2025, ['2026-03-06', '2026-04-06']],
    ['2024-01-31', 'monthly', '2026-03-01', 2, 2026, ['2026-02-28', '2026-03-31']],
    ['2020-01-01', 'fourWeeks', '2026-01-29', 2, 2026, ['2026-01-29', '2026-02-26']],
    ['2020-01-01', 'fourWeeks', '2026-12-31', 13, 2026, ['2026-12-03', '2027-01-01']],
  ])('that starts on %s and is cut %s has %s in period %i of %i', (start, type, day, number, year, span) => {
    const period = calendar(start, type).periodAt(Date.parse(day))
    expect([period.number, period.year, days(period)]).toEqual([number, year, span])
  })

  it('calls a year after the one in which it ends, where that is displayed', () => {
    const july = calendar('2019-07-01', 'quarterly', 'end')
    expect(days(july.year(2026))).toEqual(['2025-07-01', '2026-07-01'])
    expect(july.periodAt(Date.parse('2026-01-15'))).toMatchObject({ number: 3, year: 2026 })
    expect(days(calendar('2019-01-01', 'quarterly', 'end').year(2026))).toEqual(['2026-01-01', '2027-01-01'])
  })

  it('counts periods on into the years before and after', () => {
    const quarters = calendar('2020-01-01', 'quarterly')
    expect(quarters.period(0, 2026)).toMatchObject({ number: 4, year: 2025 })
    expect(quarters.period(-4, 2026)).toMatchObject({ number: 4, year: 2024 })
    expect(quarters.period(5, 2026)).toMatchObject({ number: 1, year: 2027 })
  })

  it('takes quarters for periods of a kind that it does not know', () => {
    const { periodsPerYear } = new FiscalCalendar({ start: 0, periodType: 5, displayCode: 1 })
    expect(periodsPerYear).toBe(4)
  })
})
