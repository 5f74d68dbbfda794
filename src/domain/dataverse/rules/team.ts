import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import type { Reader, Transaction } from '../../access.js'
import { requireNamedPrivilege } from '../access-check.js'
import { keepsRolesOnMove } from '../organization-settings.js'
import { moveOwnedRecords, ownsRecords } from '../owned-records.js'
import { removeAllTeamRoles, teamRolesOf } from '../role-assignments.js'
import { type Session, userIdOf } from '../session.js'
import { type Row, rowsOf, type Value } from '../tables.js'
import { createTeam, findGroupTeam, teamTypes } from '../teams.js'
import type { TableRules } from './table-rules.js'

const fixedColumns = ['azureactivedirectoryobjectid', 'membershiptype'] as const

/** What teams do in their own way: default teams belong to the system, group teams to a directory group. */
export const teamRules: TableRules = {
  create(transaction, session, columns) {
    const { environment } = session
    const group = columns.azureactivedirectoryobjectid
    const named = columns.teamtype === teamTypes.securityGroup || columns.teamtype === teamTypes.officeGroup
    if (!named && typeof group !== 'string') return createTeam(transaction, environment, columns, userIdOf(session))
    const teamtype = requireGroupTeamType(transaction, session, columns)
    return createTeam(transaction, environment, { ...columns, teamtype }, userIdOf(session))
  },
  update(transaction, session, before, changes, input) {
    const teamid = before.teamid
    if (before.isdefault && changes.name !== undefined && changes.name !== before.name)
      throw new DomainError('defaultTeamRenamed')
    const unit = changes.businessunitid
    if (unit !== undefined && unit !== before.businessunitid) {
      if (before.isdefault) throw new DomainError('defaultTeamMoved', { teamid })
      moveTeam(transaction, session, String(teamid), String(unit))
    }
    for (const name of fixedColumns) {
      const value = input.columns[name]
      if (value !== undefined && fold(String(value)) !== fold(String(before[name] ?? null)))
        throw new DomainError('groupTeamFixed')
    }
    return { ...changes, ...typeChange(transaction, session, before, input.columns.teamtype) }
  },
  delete(transaction, session, team) {
    const teamid = team.teamid
    if (team.isdefault) throw new DomainError('defaultTeamDeleted', { teamid })
    if (ownsRecords(transaction, session.environment, String(teamid)))
      throw new DomainError('teamOwnsRecords', { teamid })
    return 'goOn'
  },
}

/** The type of a new group team, which follows from its group. Throws `directoryGroupUnknown`, `recordExists`. */
function requireGroupTeamType(reader: Reader, { environment, directory }: Session, columns: Row): Value {
  const group = columns.azureactivedirectoryobjectid
  const kind = typeof group === 'string' ? directory.groupKind(reader, group) : undefined
  if (typeof group !== 'string' || !kind) throw new DomainError('directoryGroupUnknown')
  if (kind === 'devices') throw new DomainError('directoryGroupOfDevices')
  if (findGroupTeam(reader, environment, group, Number(columns.membershiptype ?? 0)))
    throw new DomainError('recordExists')
  return columns.teamtype ?? (kind === 'microsoft365' ? teamTypes.officeGroup : teamTypes.securityGroup)
}

/** A team that moves to another unit loses its roles, which belong to the old one; its records follow. */
function moveTeam(transaction: Transaction, session: Session, teamid: string, unitId: string): void {
  requireNamedPrivilege(transaction, session, 'prvReparentTeam')
  const { environment } = session
  if (rowsOf(transaction, environment, 'businessunit').get(unitId)?.isdisabled)
    throw new DomainError('assignedToDisabledUnit')
  if (!keepsRolesOnMove(transaction, environment)) removeAllTeamRoles(transaction, environment, teamid)
  moveOwnedRecords(transaction, environment, teamid, unitId)
}

/** Only a team without roles and records can become one of another type. */
function typeChange(reader: Reader, { environment }: Session, team: Row, wanted: unknown): Row {
  if (typeof wanted !== 'number' || wanted === team.teamtype) return {}
  const teamid = String(team.teamid)
  if (!teamRolesOf(reader, environment, teamid).next().done) throw new DomainError('teamTypeWithRoles')
  if (ownsRecords(reader, environment, teamid)) throw new DomainError('teamTypeWithRecords')
  return { teamtype: wanted }
}
