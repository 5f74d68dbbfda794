import type { Reader } from '../access.js'
import type { Environment } from './environment-rows.js'
import { rowsOf } from './tables.js'

/** Values of `fiscalperiodtype`: into what a fiscal year is cut. */
export const fiscalPeriodTypes = {
  annually: 2000,
  semiannually: 2001,
  quarterly: 2002,
  monthly: 2003,
  fourWeeks: 2004,
} as const

/** Values of `fiscalyeardisplaycode`: a fiscal year is called after the calendar year that it starts or ends in. */
export const fiscalYearDisplays = { start: 1, end: 2 } as const

/** How an organization counts its years. */
export interface FiscalSettings {
  /** A day on which a fiscal year starts, in milliseconds since the epoch. */
  readonly start: number
  readonly periodType: number
  readonly displayCode: number
}

/** What an organization begins with: calendar years in quarters. `year` is the one it is made in. */
export function defaultFiscalColumns(year: number) {
  return {
    fiscalcalendarstart: `${year}-01-01T00:00:00Z`,
    fiscalperiodtype: fiscalPeriodTypes.quarterly,
    fiscalyeardisplaycode: fiscalYearDisplays.start,
  }
}

/** The fiscal settings of an environment's organization. */
export function fiscalSettings(reader: Reader, environment: Environment): FiscalSettings {
  const organization = rowsOf(reader, environment, 'organization').get(environment.organizationId ?? '')
  const columns = { ...defaultFiscalColumns(2000), ...organization }
  return {
    start: Date.parse(String(columns.fiscalcalendarstart)),
    periodType: Number(columns.fiscalperiodtype),
    displayCode: Number(columns.fiscalyeardisplaycode),
  }
}
