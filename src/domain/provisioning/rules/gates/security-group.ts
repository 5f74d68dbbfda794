import {
  type AdministratorRole,
  type EligibilityFacts,
  type GroupRelation,
  isCreation,
  type Mechanism,
} from '../facts.js'
import { type GateAnswer, pass, refuse } from '../verdict.js'

/** Tenant and Power Platform administrators need no membership; Dynamics 365 administrators do. */
export function isExemptFromGroup(role: AdministratorRole): boolean {
  return role === 'global' || role === 'powerPlatform'
}

/** What a relation to the group is worth: for keeping a row, and for making one by each mechanism. */
type GroupRule = Readonly<Record<'keep' | Mechanism, GateAnswer>>

const always = (answer: GateAnswer): GroupRule => ({
  keep: answer,
  background: answer,
  firstAccess: answer,
  api: answer,
})

const NESTED = refuse('ENAB-09', 'UserNotInSecurityGroup', 'nested')

const RULES: Readonly<Record<GroupRelation | 'nestedWithTeam' | 'nestedJit', GroupRule>> = {
  unset: always(pass('REQ-09')),
  member: always(pass('REQ-09')),
  none: always(refuse('REQ-09', 'UserNotInSecurityGroup')),
  owner: { ...always(pass('REQ-11')), background: refuse('NOAU-05', 'OwnerNotPreProvisioned') },
  nested: always(NESTED),
  // Nesting is ignored unless a group team stands for the nested group; the background process adds nobody by it.
  nestedWithTeam: { ...always(pass('TEAM-08')), background: NESTED },
  nestedJit: { ...always(NESTED), keep: pass('ENAB-09'), firstAccess: pass('ENAB-09') },
}

/** If the environment has a security group, the user must be in it. */
export function securityGroupGate(facts: EligibilityFacts): GateAnswer {
  if (facts.group !== 'unset' && isExemptFromGroup(facts.administrator)) return pass('REQ-09')
  const answer = RULES[ruleName(facts)][isCreation(facts) ? facts.mechanism : 'keep']
  // A Dynamics 365 administrator is refused by the rule that says he is no exception.
  return !answer.passed && facts.group === 'none' && facts.administrator === 'dynamics365'
    ? { ...answer, rule: 'REQ-10' }
    : answer
}

function ruleName({ group, nestedGroupHasTeam, flags }: EligibilityFacts): keyof typeof RULES {
  if (group !== 'nested') return group
  if (nestedGroupHasTeam) return 'nestedWithTeam'
  return flags.nestedMembersJit ? 'nestedJit' : 'nested'
}
