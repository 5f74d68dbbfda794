import type { Row } from '../dataverse/tables.js'
import type { Reason, Verdict } from './rules/verdict.js'

/** What was done about one user. `skipped`: no row and none made. `untouched`: a row that is not ours to touch. */
export type Outcome = 'added' | 'enabled' | 'updated' | 'disabled' | 'unchanged' | 'skipped' | 'untouched'

/** One line of a synchronization report. */
export interface Decision {
  readonly userId: string
  readonly userPrincipalName: string | null
  readonly systemuserid: string | null
  readonly outcome: Outcome
  readonly reason: Reason | null
  readonly detail?: 'nested'
  /** The rule that decided. */
  readonly rule: string
}

/** What became of one user in one environment, and why. */
export interface Synchronized {
  readonly decision: Decision
  readonly verdict: Verdict
  /** The row as it is now, if there is one. */
  readonly row: Row | undefined
}
