import { describe, expect, it } from 'vitest'
import { moved, type Period, periodOf } from './calendar.js'

const wednesday = Date.parse('2026-01-14T12:30:00Z')
const day = (instant: number) => new Date(instant).toISOString().slice(0, 10)

describe('periodOf', () => {
  it.each<[Period, number, string, string]>([
    ['Day', 0, '2026-01-14', '2026-01-15'],
    ['Day', -1, '2026-01-13', '2026-01-14'],
    ['Week', 0, '2026-01-11', '2026-01-18'],
    ['Week', 1, '2026-01-18', '2026-01-25'],
    ['Month', -1, '2025-12-01', '2026-01-01'],
    ['Year', 1, '2027-01-01', '2028-01-01'],
  ])('%s %i runs from %s to %s', (period, offset, start, end) => {
    const span = periodOf(wednesday, period, offset)
    expect([day(span.start), day(span.end)]).toEqual([start, end])
  })
})

describe('moved', () => {
  it('goes by the calendar for months and years', () => {
    expect(day(moved(wednesday, 'Months', -2))).toBe('2025-11-14')
    expect(day(moved(wednesday, 'Years', 1))).toBe('2027-01-14')
    expect(day(moved(wednesday, 'Hours', -13))).toBe('2026-01-13')
  })
})
