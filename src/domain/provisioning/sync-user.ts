import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { userKindOf } from '../dataverse/special-users.js'
import { createSystemuser, findSystemuserByObjectId, updateSystemuser } from '../dataverse/systemusers.js'
import { type Row, rowsOf } from '../dataverse/tables.js'
import { alignLicenseRoles, giveFirstRoles, giveLinkedRole } from './automatic-roles.js'
import type { Outcome, Synchronized } from './decision.js'
import { type DirectoryUser, lookUpDirectoryUser } from './directory-user.js'
import { gatherFacts } from './gather-facts.js'
import { alignGroupTeams } from './group-teams.js'
import { type Plan, planUser } from './plan-user.js'
import { decide } from './rules/decide.js'
import type { EligibilityFacts, Mechanism } from './rules/facts.js'
import type { Verdict } from './rules/verdict.js'

/**
 * Brings one user's row in one environment into line with the directory: facts → verdict → difference → rows.
 * Doing it twice changes nothing. The cost does not depend on the size of the tenant.
 */
export function syncUser(
  transaction: Transaction,
  environment: Environment,
  userId: string,
  mechanism: Mechanism,
): Synchronized {
  const person = lookUpDirectoryUser(transaction, fold(userId))
  const before = environment.hasDatabase ? findRow(transaction, environment, person) : undefined
  const facts = gatherFacts(transaction, environment, person, before, mechanism)
  const verdict = decide(facts)
  const plan = planUser(transaction.now, environment, person, before, facts, verdict)
  const { row, outcome } = apply(transaction, environment, person, before, facts, plan)
  return { decision: decisionOf(person, row, outcome, verdict), verdict, row }
}

/** The user's row; somebody whom the directory does not know may be asked for by the id of a stub. */
function findRow(reader: Reader, environment: Environment, { id, user }: DirectoryUser): Row | undefined {
  const row = findSystemuserByObjectId(reader, environment, id)
  if (row || user) return row
  const stub = rowsOf(reader, environment, 'systemuser').get(id)
  return stub && userKindOf(environment, stub) === 'stub' ? stub : undefined
}

/** Writes what was planned, then the roles and teams that follow from it. */
function apply(
  transaction: Transaction,
  environment: Environment,
  person: DirectoryUser,
  before: Row | undefined,
  facts: EligibilityFacts,
  { outcome, columns }: Plan,
): { row: Row | undefined; outcome: Outcome } {
  if (outcome === 'skipped' || outcome === 'untouched') return { row: before, outcome }
  const row = before
    ? updateSystemuser(transaction, environment, String(before.systemuserid), columns)
    : createSystemuser(transaction, environment, columns)
  if (!before && person.user) giveFirstRoles(transaction, environment, row, person.user, facts)
  // Whoever is blocked or deleted keeps roles and teams until things are settled in the directory.
  if (person.state !== 'enabled' || !person.user || facts.row === 'deleted') return { row, outcome }
  const licenseRolesChanged = alignLicenseRoles(transaction, environment, row, person.user)
  const linkedRoleGiven = !row.isdisabled && giveLinkedRole(transaction, environment, row)
  if (facts.mechanism === 'firstAccess') alignGroupTeams(transaction, environment, row, person.user)
  return { row, outcome: outcome === 'unchanged' && (licenseRolesChanged || linkedRoleGiven) ? 'updated' : outcome }
}

function decisionOf(
  person: DirectoryUser,
  row: Row | undefined,
  outcome: Outcome,
  { reason, rule, detail }: Verdict,
): Synchronized['decision'] {
  return {
    userId: person.id,
    userPrincipalName: person.user?.userPrincipalName ?? textOf(row?.domainname),
    systemuserid: textOf(row?.systemuserid),
    outcome,
    reason,
    ...(detail && { detail }),
    rule,
  }
}

function textOf(value: Row[string] | undefined): string | null {
  return typeof value === 'string' ? value : null
}
