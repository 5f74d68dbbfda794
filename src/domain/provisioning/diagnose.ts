import { SYSTEM } from '../../store/commit.js'
import type { Access, Reader } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { findSystemuserByObjectId } from '../dataverse/systemusers.js'
import type { Row } from '../dataverse/tables.js'
import { checkRole } from './check-role.js'
import type { Decision } from './decision.js'
import type { Diagnosis, DiagnosticCheck } from './diagnosis.js'
import { diagnosticSubject } from './diagnostic-subject.js'
import { lookUpDirectoryUser } from './directory-user.js'
import { explainReason, type Scene, sceneOf } from './explain-reason.js'
import { gatherFacts } from './gather-facts.js'
import { planUser } from './plan-user.js'
import { ruleSentence } from './rulebook/rule-sentence.js'
import { decide, GATES } from './rules/decide.js'
import type { EligibilityFacts, Mechanism } from './rules/facts.js'
import type { CheckName, GateAnswer } from './rules/verdict.js'
import { syncOnDemand } from './sync-on-demand.js'

/**
 * Asks every gate, and then for roles, without changing anything; the outcome is what a synchronization by that
 * mechanism would do. Throws `userNotFound`, `stubUser`.
 */
export function diagnose(
  reader: Reader,
  environment: Environment,
  user: string,
  mechanism: Mechanism,
  now: number,
): Diagnosis {
  const userId = diagnosticSubject(reader, environment, user)
  const person = lookUpDirectoryUser(reader, userId)
  const row = environment.hasDatabase ? findSystemuserByObjectId(reader, environment, userId) : undefined
  const facts = gatherFacts(reader, environment, person, row, mechanism)
  const verdict = decide(facts)
  const { outcome } = planUser(now, environment, person, row, facts, verdict)
  return {
    environment: environment.uniqueName,
    userId,
    outcome,
    reason: verdict.reason,
    systemuser: row ? presentRow(row) : null,
    checks: checksOf(reader, environment, row, facts, sceneOf(reader, environment, person)),
  }
}

/** Synchronizes the user first, as the admin center's Run diagnostics does, and tells what that did. Throws as `diagnose`. */
export function runDiagnostics(
  access: Pick<Access, 'write'>,
  tenantId: string,
  environment: Environment,
  user: string,
  mechanism: Mechanism,
): Diagnosis {
  return access.write(tenantId, SYSTEM, (transaction) => {
    const userId = diagnosticSubject(transaction, environment, user)
    const { outcome, reason }: Decision = syncOnDemand(transaction, environment, userId, mechanism).decision
    return { ...diagnose(transaction, environment, userId, mechanism, transaction.now), outcome, reason }
  })
}

function checksOf(
  reader: Reader,
  environment: Environment,
  row: Row | undefined,
  facts: EligibilityFacts,
  scene: Scene,
): readonly DiagnosticCheck[] {
  const gates = GATES.map(({ check, gate }) => checkOf(check, gate(facts), scene))
  return [...gates, checkRole(reader, environment, row, scene)]
}

/** The rules by which an ordinary user passes are named as the checks of the admin center that they are. */
const CHECK_RULES: Readonly<Record<string, string>> = {
  'directoryState REQ-01': 'DIAG-01',
  'licence ENAB-02': 'DIAG-02',
  'securityGroup REQ-09': 'DIAG-03',
}

function checkOf(check: CheckName, answer: GateAnswer, scene: Scene): DiagnosticCheck {
  if (!answer.passed) return { check, passed: false, rule: answer.rule, ...explainReason(answer, scene) }
  const rule = CHECK_RULES[`${check} ${answer.rule}`] ?? answer.rule
  return { check, passed: true, rule, detail: ruleSentence(answer.rule), mend: null }
}

const COLUMNS = [
  'systemuserid',
  'fullname',
  'domainname',
  'isdisabled',
  'disabledreason',
  'accessmode',
  'islicensed',
  'setupuser',
  'azurestate',
  'deletedstate',
] as const

function presentRow(row: Row): Row {
  return Object.fromEntries(COLUMNS.map((column) => [column, row[column] ?? null]))
}
