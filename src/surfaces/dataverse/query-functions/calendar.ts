/** A stretch of time from `start` up to, not including, `end`, in milliseconds since the epoch. */
export interface Span {
  readonly start: number
  readonly end: number
}

export type Unit = 'Minutes' | 'Hours' | 'Days' | 'Weeks' | 'Months' | 'Years'
export type Period = 'Day' | 'Week' | 'Month' | 'Year'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A day in milliseconds. */
export const DAY = 24 * HOUR
const lengths = { Minutes: MINUTE, Hours: HOUR, Days: DAY, Weeks: 7 * DAY } as const

/** The start of the day an instant lies in (UTC). */
export function dayOf(instant: number): number {
  return instant - (((instant % DAY) + DAY) % DAY)
}

/** The period that lies `offset` periods from the one an instant is in; weeks begin on Sunday. */
export function periodOf(instant: number, period: Period, offset: number): Span {
  const date = new Date(instant)
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth()
  switch (period) {
    case 'Day': {
      const start = dayOf(instant) + offset * DAY
      return { start, end: start + DAY }
    }
    case 'Week': {
      const start = dayOf(instant) - date.getUTCDay() * DAY + offset * 7 * DAY
      return { start, end: start + 7 * DAY }
    }
    case 'Month':
      return { start: Date.UTC(year, month + offset, 1), end: Date.UTC(year, month + offset + 1, 1) }
    case 'Year':
      return { start: Date.UTC(year + offset, 0, 1), end: Date.UTC(year + offset + 1, 0, 1) }
  }
}

/** An instant moved by a number of units. */
export function moved(instant: number, unit: Unit, count: number): number {
  if (unit !== 'Months' && unit !== 'Years') return instant + count * lengths[unit]
  const date = new Date(instant)
  date.setUTCMonth(date.getUTCMonth() + count * (unit === 'Years' ? 12 : 1))
  return date.getTime()
}
