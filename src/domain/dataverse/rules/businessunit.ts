import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../../store/transaction.js'
import { requireNamedPrivilege } from '../access-check.js'
import { createBusinessUnit, isWithinUnit } from '../business-units.js'
import { defaultTeamOf } from '../default-team.js'
import { ownsRecords } from '../owned-records.js'
import { type Session, userIdOf } from '../session.js'
import { type Row, removeRow, rowsOf } from '../tables.js'
import { memberIdsOf, unlinkTeamMember } from '../team-members.js'
import { removeRoleRow } from './remove-role.js'
import type { TableRules } from './table-rules.js'

/** What business units do in their own way: the tree stays a tree, and its root stays. */
export const businessUnitRules: TableRules = {
  create: (transaction, session, columns) =>
    createBusinessUnit(transaction, session.environment, columns, userIdOf(session)),
  update(transaction, session, before, changes) {
    const isRoot = before.businessunitid === session.environment.rootBusinessUnitId
    if (changes.isdisabled === true && isRoot) throw new DomainError('rootUnitDisabled')
    if (changes.isdisabled !== undefined && changes.isdisabled !== before.isdisabled)
      requireNamedPrivilege(transaction, session, 'prvDisableBusinessUnit')
    const parent = changes.parentbusinessunitid
    if (parent !== undefined && parent !== before.parentbusinessunitid) {
      requireNamedPrivilege(transaction, session, 'prvReparentBusinessUnit')
      const loops = isWithinUnit(transaction, session.environment, String(parent), String(before.businessunitid))
      if (isRoot || parent === null || loops) throw new DomainError('unitLoop')
    }
    return changes
  },
  delete(transaction, session, unit) {
    refuseDeletion(transaction, session, unit)
    const { environment } = session
    const unitId = String(unit.businessunitid)
    const team = defaultTeamOf(transaction, environment, unitId)
    for (const role of [...rowsOf(transaction, environment, 'role').find('businessunitid', unitId)])
      removeRoleRow(transaction, environment, role)
    if (team) removeTeam(transaction, session, String(team.teamid))
    return 'goOn'
  },
}

function refuseDeletion(transaction: Transaction, session: Session, unit: Row): void {
  const { environment } = session
  const unitId = String(unit.businessunitid)
  if (!unit.isdisabled) throw new DomainError('enabledUnitDeleted')
  if (rowsOf(transaction, environment, 'businessunit').count('parentbusinessunitid', unitId) > 0)
    throw new DomainError('unitHasChildren')
  const team = defaultTeamOf(transaction, environment, unitId)
  if (team && ownsRecords(transaction, environment, String(team.teamid)))
    throw new DomainError('defaultTeamOwnsRecords', { id: unitId })
}

function removeTeam(transaction: Transaction, session: Session, teamid: string): void {
  const { environment } = session
  for (const member of [...memberIdsOf(transaction, environment, teamid)])
    unlinkTeamMember(transaction, environment, teamid, member)
  removeRow(transaction, environment, 'team', teamid)
}
