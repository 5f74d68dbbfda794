import { remembering } from './remembering.js'

/** Milliseconds since the epoch as `2026-11-21T10:00:00Z`: whole seconds and `Z`, as both services print dates. */
export function formatInstant(milliseconds: number): string {
  return textOfSecond(Math.floor(milliseconds / 1000))
}

/** Thousands of rows in a row are stamped with the same second: they share its text. */
const textOfSecond = remembering((second: number) => `${new Date(second * 1000).toISOString().slice(0, 19)}Z`, 64)

/**
 * An instant like `formatInstant`, but later than `previous` in any case: by a millisecond where both fall into one
 * second. For instants whose order decides, though several may happen in one second or on a frozen clock.
 */
export function formatInstantAfter(previous: string, milliseconds: number): string {
  const text = formatInstant(milliseconds)
  const before = parseInstant(previous)
  if (before === undefined || Date.parse(text) > before) return text
  return new Date(before + 1).toISOString()
}

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/i

/**
 * Milliseconds since the epoch of an ISO 8601 date or date-time (UTC where no zone is given), or undefined. A day that
 * its month does not have is none, although `Date` would take it for one of the next month.
 */
export function parseInstant(text: string): number | undefined {
  const instant = instantOf(text)
  return Number.isNaN(instant) ? undefined : instant
}

/** The same few instants are read again and again: when secrets end, from when sessions are valid. */
const instantOf = remembering((text: string) => readInstant(text) ?? Number.NaN)

function readInstant(text: string): number | undefined {
  const match = INSTANT.exec(text)
  if (!match) return undefined
  const [, year, month, day, time, zone] = match
  if (Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()) return undefined
  const milliseconds = Date.parse(time === undefined || zone !== undefined ? text : `${text}Z`)
  return Number.isNaN(milliseconds) ? undefined : milliseconds
}

/** True for a real calendar date or date-time. */
export function isInstant(text: string): boolean {
  return parseInstant(text) !== undefined
}

const DURATION = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** Milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds (`P31D`, `PT5M`), or undefined. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text)
  if (!match || match.slice(2).every((part) => part === undefined)) return undefined
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part) => Number(part ?? 0))
  const total = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
  return match[1] === '-' ? -total : total
}
