import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../access.js'
import { requireNamedPrivilege } from '../access-check.js'
import { createBusinessUnit, isWithinUnit } from '../business-units.js'
import { defaultTeamOf } from '../default-team.js'
import { ownsRecords } from '../owned-records.js'
import { type Session, userIdOf } from '../session.js'
import { type Row, removeRow, replaceRow, rowsOf, type Value } from '../tables.js'
import { memberIdsOf, unlinkTeamMember } from '../team-members.js'
import { removeRoleRow } from './remove-role.js'
import { inheritRolesFrom } from './reparent-unit.js'
import { switchUnit } from './switch-unit.js'
import type { TableRules } from './table-rules.js'

/** What business units do in their own way: the tree stays a tree, and its root stays. */
export const businessUnitRules: TableRules = {
  create: (transaction, session, columns) =>
    createBusinessUnit(transaction, session.environment, columns, userIdOf(session)),
  update(transaction, session, before, changes) {
    const isRoot = before.businessunitid === session.environment.rootBusinessUnitId
    if (changes.isdisabled === true && isRoot) throw new DomainError('rootUnitDisabled')
    if (typeof changes.isdisabled === 'boolean' && changes.isdisabled !== before.isdisabled)
      switchUnit(transaction, session, before, changes.isdisabled)
    const parent = changes.parentbusinessunitid
    if (parent !== undefined && parent !== before.parentbusinessunitid) reparent(transaction, session, before, parent)
    if (typeof changes.name === 'string') renameDefaultTeam(transaction, session, before, changes.name)
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

function reparent(transaction: Transaction, session: Session, unit: Row, parent: Value): void {
  requireNamedPrivilege(transaction, session, 'prvReparentBusinessUnit')
  const { environment } = session
  const unitId = String(unit.businessunitid)
  const isRoot = unitId === environment.rootBusinessUnitId
  if (isRoot || parent === null || isWithinUnit(transaction, environment, String(parent), unitId))
    throw new DomainError('unitLoop')
  if (!rowsOf(transaction, environment, 'businessunit').has(String(parent))) throw new DomainError('parentUnitMissing')
  inheritRolesFrom(transaction, environment, unitId, String(parent))
}

/** The default team is called as its unit. */
function renameDefaultTeam(transaction: Transaction, { environment }: Session, unit: Row, name: string): void {
  const team = defaultTeamOf(transaction, environment, String(unit.businessunitid))
  if (team && team.name !== name) replaceRow(transaction, environment, 'team', { ...team, name })
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
