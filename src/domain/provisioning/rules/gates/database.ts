import type { EligibilityFacts } from '../facts.js'
import { type GateAnswer, pass, refuse } from '../verdict.js'

/** Users exist only in environments with a Dataverse database. */
export function databaseGate({ hasDatabase }: EligibilityFacts): GateAnswer {
  return hasDatabase ? pass('ENAB-01') : refuse('NOAU-04', 'EnvironmentHasNoDatabase')
}
