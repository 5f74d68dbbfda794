/** Milliseconds since the epoch as `2026-11-21T10:00:00Z`: whole seconds and `Z`, as both services print dates. */
export function formatInstant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

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

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/i

/** Milliseconds since the epoch of an ISO 8601 date or date-time (UTC where no zone is given), or undefined. */
export function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text)
  if (!match) return undefined
  const zoned = match[1] === undefined || match[4] !== undefined ? text : `${text}Z`
  const milliseconds = Date.parse(zoned)
  return Number.isNaN(milliseconds) ? undefined : milliseconds
}

const DURATION = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** Milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds (`P31D`, `PT5M`), or undefined. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text)
  if (!match || match.slice(2).every((part) => part === undefined)) return undefined
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const total = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
  return match[1] === '-' ? -total : total
}

/** True for a real calendar date or date-time: `2026-02-30` is refused although `Date` would accept it. */
export function isInstant(text: string): boolean {
  const milliseconds = parseInstant(text)
  if (milliseconds === undefined) return false
  const day = Number(text.slice(8, 10))
  const month = Number(text.slice(5, 7))
  const year = Number(text.slice(0, 4))
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}
