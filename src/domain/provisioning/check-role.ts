import type { Reader } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { directRolesOf, teamRolesOf } from '../dataverse/role-assignments.js'
import { type Row, rowsOf } from '../dataverse/tables.js'
import { teamIdsOf } from '../dataverse/team-members.js'
import type { DiagnosticCheck } from './diagnosis.js'
import type { Scene } from './explain-reason.js'
import { ruleSentence } from './rulebook/rule-sentence.js'

const RULE = 'DIAG-04'

/**
 * The last check of Run diagnostics (Troubleshoot common user access issues): does the row hold a role? It looks at
 * direct roles alone, though roles of teams give access, too.
 */
export function checkRole(
  reader: Reader,
  environment: Environment,
  row: Row | undefined,
  { user, environment: name }: Scene,
): DiagnosticCheck {
  if (!row)
    return failed(`${user} has no row in "${name}" that could hold a role.`, `Get ${user} into "${name}" first.`)
  const systemuserid = String(row.systemuserid)
  const roles = [...directRolesOf(reader, environment, systemuserid)].map((role) => role.name)
  if (roles.length > 0) {
    const detail = `${user} holds ${roles.join(', ')}. ${ruleSentence(RULE)}`
    return { check: 'role', passed: true, rule: RULE, detail, mend: null }
  }
  const teams = teamsWithRoles(reader, environment, systemuserid)
  if (teams.length === 0)
    return failed(`${user} holds no security role in "${name}".`, `Assign ${user} a security role, such as Basic User.`)
  return failed(
    `${user} holds no security role in "${name}" directly; roles come through ${teams.join(', ')}.`,
    'Nothing is to be done for access; a role of the user would make this check pass.',
  )
}

function failed(found: string, mend: string): DiagnosticCheck {
  return { check: 'role', passed: false, rule: RULE, detail: `${found} ${ruleSentence(RULE)}`, mend }
}

/** Names of the user's teams that hold roles. */
function teamsWithRoles(reader: Reader, environment: Environment, systemuserid: string): readonly string[] {
  const teams = rowsOf(reader, environment, 'team')
  return [...teamIdsOf(reader, environment, systemuserid)]
    .filter((teamid) => !teamRolesOf(reader, environment, teamid).next().done)
    .map((teamid) => `the team "${teams.get(teamid)?.name}"`)
}
