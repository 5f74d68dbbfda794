import { DomainError } from '../../kernel/errors.js'
import type { Reader, Transaction } from '../access.js'
import { requireAssignableRole } from './assignable-role.js'
import { assignRoleToTeam, assignRoleToUser, removeRoleFromTeam, removeRoleFromUser } from './role-assignments.js'
import { isSystemAdministratorRole } from './roles.js'
import type { Session } from './session.js'
import { rowsOf } from './tables.js'
import { addTeamMember, removeTeamMember } from './teams.js'

/** How the rows of a many-to-many relationship are linked; ids in the order of its two tables. */
export interface LinkRules {
  link(transaction: Transaction, session: Session, first: string, second: string): void
  unlink(transaction: Transaction, session: Session, first: string, second: string): void
}

/** In former times, who administers the tenant could not lose System Administrator. Throws `tenantAdministratorRole`. */
function refuseTenantAdministrator(reader: Reader, { environment, directory }: Session, user: string, role: string) {
  if (environment.settings['admin.autoSystemAdministrator'] !== true) return
  const row = rowsOf(reader, environment, 'role').get(role)
  const oid = rowsOf(reader, environment, 'systemuser').get(user)?.azureactivedirectoryobjectid
  if (row && isSystemAdministratorRole(row) && typeof oid === 'string' && directory.isTenantAdministrator(reader, oid))
    throw new DomainError('tenantAdministratorRole')
}

/** By schema name of the relationship. */
export const linkRules: Readonly<Record<string, LinkRules>> = {
  systemuserroles_association: {
    link(transaction, session, user, role) {
      requireAssignableRole(transaction, session, role)
      assignRoleToUser(transaction, session.environment, user, role)
    },
    unlink(transaction, session, user, role) {
      requireAssignableRole(transaction, session, role)
      refuseTenantAdministrator(transaction, session, user, role)
      removeRoleFromUser(transaction, session.environment, user, role)
    },
  },
  teamroles_association: {
    link(transaction, session, team, role) {
      requireAssignableRole(transaction, session, role)
      assignRoleToTeam(transaction, session.environment, team, role)
    },
    unlink(transaction, session, team, role) {
      requireAssignableRole(transaction, session, role)
      removeRoleFromTeam(transaction, session.environment, team, role)
    },
  },
  teammembership_association: {
    link: (transaction, session, team, user) => addTeamMember(transaction, session.environment, team, user),
    unlink: (transaction, session, team, user) => removeTeamMember(transaction, session.environment, team, user),
  },
}
