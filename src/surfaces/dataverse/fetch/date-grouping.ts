import type { FiscalCalendar } from '../query-functions/fiscal-calendar.js'
import type { FetchAttribute } from './fetch-query.js'

type DateGrouping = NonNullable<FetchAttribute['dateGrouping']>

const DAY = 86_400_000

/** The part of a date that rows are grouped by. */
const parts: Readonly<Record<DateGrouping, (date: Date, calendar: FiscalCalendar) => number>> = {
  day: (date) => date.getUTCDate(),
  week: weekOf,
  month: (date) => date.getUTCMonth() + 1,
  quarter: quarterOf,
  year: (date) => date.getUTCFullYear(),
  'fiscal-period': (date, calendar) => calendar.periodAt(date.getTime()).number,
  'fiscal-year': (date, calendar) => calendar.periodAt(date.getTime()).year,
}

/** Undefined for what is no date. */
export function partOfDate(value: unknown, grouping: DateGrouping, calendar: FiscalCalendar): number | undefined {
  const date = new Date(typeof value === 'string' ? value : Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : parts[grouping](date, calendar)
}

function quarterOf(date: Date): number {
  return Math.floor(date.getUTCMonth() / 3) + 1
}

/** Weeks begin on Sunday, the first one on the first of January. */
function weekOf(date: Date): number {
  const start = new Date(Date.UTC(date.getUTCFullYear(), 0, 1))
  const day = Math.floor((date.getTime() - start.getTime()) / DAY)
  return Math.floor((day + start.getUTCDay()) / 7) + 1
}
