import type { FetchAttribute } from './fetch-query.js'

type DateGrouping = NonNullable<FetchAttribute['dateGrouping']>

const DAY = 86_400_000

/** The part of a date that rows are grouped by: fiscal years here are calendar years, in quarters. */
const parts: Readonly<Record<DateGrouping, (date: Date) => number>> = {
  day: (date) => date.getUTCDate(),
  week: weekOf,
  month: (date) => date.getUTCMonth() + 1,
  quarter: quarterOf,
  year: (date) => date.getUTCFullYear(),
  'fiscal-period': quarterOf,
  'fiscal-year': (date) => date.getUTCFullYear(),
}

/** Undefined for what is no date. */
export function partOfDate(value: unknown, grouping: DateGrouping): number | undefined {
  const date = new Date(typeof value === 'string' ? value : Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : parts[grouping](date)
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
