import type { Transaction } from '../../store/transaction.js'
import { requireAssignableRole } from './assignable-role.js'
import { assignRoleToTeam, assignRoleToUser, removeRoleFromTeam, removeRoleFromUser } from './role-assignments.js'
import type { Session } from './session.js'
import { addTeamMember, removeTeamMember } from './teams.js'

/** How the rows of a many-to-many relationship are linked; ids in the order of its two tables. */
export interface LinkRules {
  link(transaction: Transaction, session: Session, first: string, second: string): void
  unlink(transaction: Transaction, session: Session, first: string, second: string): void
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
