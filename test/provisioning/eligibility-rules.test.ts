import { describe, expect, it } from 'vitest'
import { decide } from '../../src/domain/provisioning/rules/decide.js'
import type { EligibilityFacts, Mechanism } from '../../src/domain/provisioning/rules/facts.js'
import type { Verdict } from '../../src/domain/provisioning/rules/verdict.js'
import { GOLDEN_CASES, type Outcome } from './golden-cases.js'

const ORDINARY: EligibilityFacts = {
  mechanism: 'background',
  environmentType: 'Production',
  hasDatabase: true,
  appPass: false,
  marketingLicense: false,
  directoryState: 'enabled',
  license: 'none',
  administrator: 'none',
  isCreator: false,
  group: 'unset',
  nestedGroupHasTeam: false,
  row: 'none',
  flags: { nestedMembersJit: false, teamsOnDemandAdd: true, developerAllowAdditionalUsers: false },
}

function outcomeOf(facts: EligibilityFacts, verdict: Verdict): Outcome {
  const { decision, standing, reason, detail } = verdict
  const isNew = facts.row === 'none'
  if (decision === 'enable' && standing) return { row: isNew ? 'added' : 'enabled', standing }
  if (reason === null) throw new Error(`a ${decision} without a reason`)
  if (decision === 'leave') return { row: 'untouched', reason, detail }
  return { row: isNew ? 'absent' : 'disabled', reason, detail }
}

const MECHANISMS: readonly Mechanism[] = ['background', 'firstAccess', 'api']

describe('the rules of who gets into an environment', () => {
  for (const mechanism of MECHANISMS) {
    it.each(GOLDEN_CASES)(`%s: ${mechanism}`, (_, { guest: __, ...given }, background, onDemand) => {
      const facts = { ...ORDINARY, ...given, mechanism }
      const expected = mechanism === 'background' || onDemand === 'same' ? background : onDemand
      expect(outcomeOf(facts, decide(facts))).toEqual(expected)
    })
  }
})
