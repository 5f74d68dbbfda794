import { DomainError } from '../../../kernel/errors.js'
import { ownsRecords } from '../owned-records.js'
import { userIdOf } from '../session.js'
import { createTeam, findGroupTeam, teamTypes } from '../teams.js'
import type { TableRules } from './table-rules.js'

const fixedColumns = ['azureactivedirectoryobjectid', 'membershiptype'] as const

/** What teams do in their own way: default teams belong to the system, group teams to a directory group. */
export const teamRules: TableRules = {
  create(transaction, session, columns) {
    const { environment, directory } = session
    const group = columns.azureactivedirectoryobjectid
    const isGroupTeam = columns.teamtype === teamTypes.securityGroup || columns.teamtype === teamTypes.officeGroup
    if (isGroupTeam || typeof group === 'string') {
      if (typeof group !== 'string' || !directory.hasGroup(transaction, group))
        throw new DomainError('directoryGroupUnknown')
      if (findGroupTeam(transaction, environment, group, Number(columns.membershiptype ?? 0)))
        throw new DomainError('recordExists')
    }
    return createTeam(transaction, environment, columns, userIdOf(session))
  },
  update(_transaction, _session, before, changes, input) {
    const teamid = before.teamid
    if (before.isdefault && changes.name !== undefined && changes.name !== before.name)
      throw new DomainError('defaultTeamRenamed')
    if (before.isdefault && changes.businessunitid !== undefined && changes.businessunitid !== before.businessunitid)
      throw new DomainError('defaultTeamMoved', { teamid })
    for (const name of fixedColumns) {
      const value = input.columns[name]
      if (value !== undefined && value !== (before[name] ?? null)) throw new DomainError('groupTeamFixed')
    }
    return changes
  },
  delete(transaction, session, team) {
    const teamid = team.teamid
    if (team.isdefault) throw new DomainError('defaultTeamDeleted', { teamid })
    if (ownsRecords(transaction, session.environment, String(teamid)))
      throw new DomainError('teamOwnsRecords', { teamid })
    return 'goOn'
  },
}
