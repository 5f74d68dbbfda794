import { formatInstant } from '../../kernel/instant.js'
import type { Transaction } from '../../store/transaction.js'
import type { Environment } from './environment-rows.js'
import { systemUserIdOf } from './special-users.js'
import { insertRow, type Row } from './tables.js'

/** Values of `action` and `operation` for a role given to a user. */
const ASSIGN_ROLE_TO_USER = 55
const UPDATE = 2

/**
 * Writes into the audit log that a user was given a role, by himself through the platform (Dataverse: Auditing,
 * `audit`). Nothing else of the environment is audited.
 */
export function auditRoleAssignment(
  transaction: Transaction,
  environment: Environment,
  systemuserid: string,
  role: Row,
): void {
  insertRow(transaction, environment, 'audit', {
    auditid: transaction.newGuid(),
    action: ASSIGN_ROLE_TO_USER,
    operation: UPDATE,
    createdon: formatInstant(transaction.now),
    objectid: systemuserid,
    objecttypecode: 'systemuser',
    userid: systemuserid,
    callinguserid: systemUserIdOf(environment),
    changedata: JSON.stringify({ roleid: role.roleid, name: role.name }),
    useradditionalinfo: 'applyAdminRole',
  })
}
