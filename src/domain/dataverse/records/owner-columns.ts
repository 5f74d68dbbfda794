import { DomainError } from '../../../kernel/errors.js'
import type { Reader } from '../../access.js'
import { effectivePrivileges } from '../effective-privileges.js'
import type { TableMetadata } from '../metadata.js'
import { privilegeCatalog } from '../privilege-catalog.js'
import { teamRolesOf } from '../role-assignments.js'
import { privilegesOfRole } from '../role-privileges.js'
import type { Session } from '../session.js'
import { type Row, rowsOf } from '../tables.js'
import type { RowReference } from './record-input.js'

/**
 * The columns of a row that say to whom it belongs. Throws `rowMissing`, `accessTeamCannotOwn`,
 * `teamWithoutRoles`, and `ownerLacksRead` for an owner who could not read the row.
 */
export function ownerColumns(reader: Reader, session: Session, table: TableMetadata, owner: RowReference): Row {
  const { environment } = session
  const principal = rowsOf(reader, environment, owner.table).get(owner.id)
  if (!principal) throw new DomainError('rowMissing', { table: owner.table, id: owner.id })
  if (owner.table === 'team' && principal.teamtype === 1) throw new DomainError('accessTeamCannotOwn')
  requireOwnerReads(reader, session, table, owner, principal)
  return {
    ownerid: owner.id,
    owneridtype: owner.table,
    owninguser: owner.table === 'systemuser' ? owner.id : null,
    owningteam: owner.table === 'team' ? owner.id : null,
    owningbusinessunit: principal.businessunitid ?? null,
  }
}

function requireOwnerReads(
  reader: Reader,
  session: Session,
  table: TableMetadata,
  owner: RowReference,
  principal: Row,
): void {
  if (session.unchecked || owner.id === session.user.systemuserid) return
  const privilege = privilegeCatalog(session.environment).forTable(table.logicalName, 'Read')
  if (!privilege) return
  const holds =
    owner.table === 'systemuser'
      ? effectivePrivileges(reader, session.environment, principal).reach(privilege.name) !== undefined
      : teamHolds(reader, session, owner.id, privilege.name)
  if (!holds) throw new DomainError('ownerLacksRead', { ownerId: owner.id, privilege })
}

function teamHolds(reader: Reader, session: Session, teamid: string, privilege: string): boolean {
  const roles = [...teamRolesOf(reader, session.environment, teamid)]
  if (roles.length === 0) throw new DomainError('teamWithoutRoles')
  for (const role of roles) {
    const { all, privileges } = privilegesOfRole(reader, session.environment, role)
    if (all !== null || privileges[privilege] !== undefined) return true
  }
  return false
}
