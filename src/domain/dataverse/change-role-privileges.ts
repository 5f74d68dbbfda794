import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import type { Depth } from './privilege-catalog.js'
import { privilegesOfRole, setRolePrivileges } from './role-privileges.js'
import { modifiedStamp } from './row-stamps.js'
import { requireModifiableRole } from './rules/role.js'
import { type Session, userIdOf } from './session.js'
import { type Row, replaceRow } from './tables.js'

type Privileges = Readonly<Record<string, Depth>>

/**
 * Changes what a role and all its copies grant. Throws `inheritedRoleChanged`, `systemAdministratorRoleChanged`,
 * `supportUserRoleChanged`, `delegatePrivilegeFixed`.
 */
export function changeRolePrivileges(
  transaction: Transaction,
  session: Session,
  role: Row,
  change: (before: Privileges) => Privileges,
): void {
  const { environment } = session
  requireModifiableRole(role)
  const { privileges: before } = privilegesOfRole(transaction, environment, role)
  const after = change(before)
  if (before[ACT_ON_BEHALF] !== after[ACT_ON_BEHALF]) throw new DomainError('delegatePrivilegeFixed')
  setRolePrivileges(transaction, environment, role, after)
  replaceRow(transaction, environment, 'role', {
    ...role,
    ...modifiedStamp(transaction, environment, userIdOf(session)),
  })
}

/** The one privilege that no role can gain or lose. */
const ACT_ON_BEHALF = 'prvActOnBehalfOfAnotherUser'
