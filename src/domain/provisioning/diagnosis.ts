import type { Row } from '../dataverse/tables.js'
import type { Outcome } from './decision.js'
import type { Explanation } from './explain-reason.js'
import type { CheckName, Reason } from './rules/verdict.js'

/** One gate, or the role check: what was found and, where it failed, what to do. */
export interface DiagnosticCheck extends Explanation {
  readonly check: CheckName
  readonly passed: boolean
  readonly rule: string
}

/** Why a user is, or is not, in an environment. */
export interface Diagnosis {
  /** Unique name. */
  readonly environment: string
  /** Object id in the directory. */
  readonly userId: string
  /** What synchronizing the user does to the row. */
  readonly outcome: Outcome
  readonly reason: Reason | null
  readonly systemuser: Row | null
  readonly checks: readonly DiagnosticCheck[]
}
