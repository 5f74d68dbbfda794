import type { EligibilityFacts } from './facts.js'
import { databaseGate } from './gates/database.js'
import { directoryStateGate } from './gates/directory-state.js'
import { environmentTypeGate } from './gates/environment-type.js'
import { licenseGate, standingOf } from './gates/license.js'
import { rowKindGate } from './gates/row-kind.js'
import { securityGroupGate } from './gates/security-group.js'
import type { Check, CheckName, GateAnswer, Verdict } from './verdict.js'

/** The gates in the order in which they are asked. Each is pure and may be asked alone. */
export const GATES: readonly { readonly check: CheckName; readonly gate: (facts: EligibilityFacts) => GateAnswer }[] = [
  { check: 'database', gate: databaseGate },
  { check: 'rowKind', gate: rowKindGate },
  { check: 'directoryState', gate: directoryStateGate },
  { check: 'environmentType', gate: environmentTypeGate },
  { check: 'securityGroup', gate: securityGroupGate },
  { check: 'licence', gate: licenseGate },
]

/**
 * Whether a user belongs into an environment, by the rules of "Create users" (Power Platform admin): the first gate
 * that stops gives the verdict, and names the rule and the reason; whoever passes all of them is enabled.
 */
export function decide(facts: EligibilityFacts): Verdict {
  const checks: Check[] = []
  for (const { check, gate } of GATES) {
    const answer = gate(facts)
    checks.push({ check, ...answer })
    if (answer.passed) continue
    const { decision, rule, reason, detail } = answer
    return { decision, rule, reason, ...(detail && { detail }), standing: null, checks }
  }
  const rule = checks.at(-1)?.rule ?? 'ENAB-02'
  return { decision: 'enable', rule, reason: null, standing: standingOf(facts), checks }
}
