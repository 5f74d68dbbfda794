import {
  type FiscalSettings,
  fiscalPeriodTypes,
  fiscalSettings,
  fiscalYearDisplays,
} from '../../../domain/dataverse/fiscal-settings.js'
import { type RequestContext, readerOf } from '../context.js'
import { DAY, type Span } from './calendar.js'

/** A fiscal period: its number in a fiscal year. */
export interface FiscalPeriod extends Span {
  readonly number: number
  readonly year: number
}

/** How many periods a year has, and where the one at a place (from 0) starts in the year that begins on a day. */
interface Template {
  readonly count: number
  readonly startOf: (yearStart: Date, at: number) => number
}

const quarters = monthly(3)

const templates: ReadonlyMap<number, Template> = new Map([
  [fiscalPeriodTypes.annually, monthly(12)],
  [fiscalPeriodTypes.semiannually, monthly(6)],
  [fiscalPeriodTypes.quarterly, quarters],
  [fiscalPeriodTypes.monthly, monthly(1)],
  [fiscalPeriodTypes.fourWeeks, { count: 13, startOf: (yearStart, at) => yearStart.getTime() + at * 28 * DAY }],
])

function monthly(length: number): Template {
  return { count: 12 / length, startOf: (yearStart, at) => monthsAfter(yearStart, at * length) }
}

/** The same day so many months later, or the last one of a shorter month. */
function monthsAfter(date: Date, months: number): number {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last))
}

/**
 * The fiscal years and periods of an organization (Microsoft: Work with fiscal year settings). A year starts on the
 * same day every year, and goes by the name that is displayed: after the calendar year that it starts in, or ends in.
 * The last period of a year lasts until the next year.
 */
export class FiscalCalendar {
  readonly #template: Template
  readonly #start: Date
  /** From the calendar year in which a fiscal year starts to its name. */
  readonly #shift: number

  constructor({ start, periodType, displayCode }: FiscalSettings) {
    this.#template = templates.get(periodType) ?? quarters
    this.#start = new Date(start)
    const startsWithCalendar = this.#start.getUTCMonth() === 0 && this.#start.getUTCDate() === 1
    this.#shift = displayCode === fiscalYearDisplays.end && !startsWithCalendar ? 1 : 0
  }

  /** Periods are numbered from 1 to this. */
  get periodsPerYear(): number {
    return this.#template.count
  }

  /** The fiscal year of that name. */
  year(number: number): Span {
    return { start: this.#startOfYear(number), end: this.#startOfYear(number + 1) }
  }

  /** A period of a fiscal year; numbers beyond the year's go on into its neighbors. */
  period(number: number, year: number): FiscalPeriod {
    const { count, startOf } = this.#template
    const at = (((number - 1) % count) + count) % count
    const named = year + (number - 1 - at) / count
    const { start, end } = this.year(named)
    const yearStart = new Date(start)
    return {
      number: at + 1,
      year: named,
      start: startOf(yearStart, at),
      end: at + 1 === count ? end : startOf(yearStart, at + 1),
    }
  }

  /** The period that an instant lies in. */
  periodAt(instant: number): FiscalPeriod {
    const calendarYear = new Date(instant).getUTCFullYear() + this.#shift
    const year = instant < this.#startOfYear(calendarYear) ? calendarYear - 1 : calendarYear
    for (let number = this.periodsPerYear; number > 1; number--) {
      const period = this.period(number, year)
      if (instant >= period.start) return period
    }
    return this.period(1, year)
  }

  #startOfYear(number: number): number {
    const months = (number - this.#shift - this.#start.getUTCFullYear()) * 12
    return monthsAfter(this.#start, months)
  }
}

/** The calendar of the organization that a request is about. */
export function fiscalCalendarOf(context: RequestContext): FiscalCalendar {
  return new FiscalCalendar(fiscalSettings(readerOf(context), context.environment))
}
