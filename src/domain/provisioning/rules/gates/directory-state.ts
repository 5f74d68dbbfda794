import type { DirectoryState, EligibilityFacts } from '../facts.js'
import { type GateAnswer, pass, refuse } from '../verdict.js'

const ANSWERS: Readonly<Record<DirectoryState, GateAnswer>> = {
  enabled: pass('REQ-01'),
  blocked: refuse('REQ-01', 'UserDisabledInDirectory'),
  softDeleted: refuse('REQ-02', 'UserSoftDeletedInDirectory'),
  hardDeleted: refuse('REQ-02', 'UserNotFoundInDirectory'),
}

/** The directory user must be there, not deleted, and allowed to sign in. */
export function directoryStateGate({ directoryState }: EligibilityFacts): GateAnswer {
  return ANSWERS[directoryState]
}
