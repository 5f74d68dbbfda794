import { DomainError } from '../../kernel/errors.js'
import type { Reader, Transaction } from '../access.js'
import { auditRoleAssignment } from '../dataverse/audit.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { isSystemAdministrator, linkRoleToUser } from '../dataverse/role-assignments.js'
import { findRole, SYSTEM_ADMINISTRATOR } from '../dataverse/roles.js'
import type { Row } from '../dataverse/tables.js'
import { isRoleTimeLimited } from '../directory/role-schedules.js'
import { administratorRoleOf } from './administrator-role.js'
import type { Synchronized } from './decision.js'
import { rememberElevation } from './elevations.js'
import { syncOnDemand } from './sync-on-demand.js'

/**
 * Makes a directory administrator System Administrator of an environment, whom the rules of access let in first
 * (Power Platform: Manage high-privileged admin roles). The verdict tells when they did not. What a time-limited
 * directory role brought goes with it; every elevation leaves an entry in the environment's audit log.
 * Throws `notAdministrator`.
 */
export function elevate(transaction: Transaction, environment: Environment, userId: string): Synchronized {
  if (administratorRoleOf(transaction, userId) === 'none') throw new DomainError('notAdministrator', { userId })
  const result = syncOnDemand(transaction, environment, userId, 'api')
  if (result.verdict.decision === 'enable' && result.row) giveRole(transaction, environment, userId, result.row)
  return result
}

function giveRole(transaction: Transaction, environment: Environment, userId: string, row: Row): void {
  const systemuserid = String(row.systemuserid)
  const role = findRole(transaction, environment, SYSTEM_ADMINISTRATOR, String(row.businessunitid))
  if (!role) return
  if (!isSystemAdministrator(transaction, environment, systemuserid)) {
    linkRoleToUser(transaction, environment, systemuserid, String(role.roleid))
    if (isOnTime(transaction, userId)) rememberElevation(transaction, environment, userId, systemuserid)
  }
  auditRoleAssignment(transaction, environment, systemuserid, role)
}

/** Whether every role that makes somebody an administrator ends by itself. */
function isOnTime(reader: Reader, userId: string): boolean {
  return administratorRoleOf(reader, userId, (assignment) => !isRoleTimeLimited(reader, assignment.id)) === 'none'
}
