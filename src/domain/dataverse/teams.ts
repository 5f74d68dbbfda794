import { DomainError } from '../../kernel/errors.js'
import type { Reader, Transaction } from '../access.js'
import type { Environment } from './environment-rows.js'
import { createdStamp } from './row-stamps.js'
import { systemUserIdOf } from './special-users.js'
import { alternateKeyOf, insertRow, type Row, rowsOf } from './tables.js'
import { linkTeamMember, unlinkTeamMember } from './team-members.js'

/** Values of `teamtype`. */
export const teamTypes = { owner: 0, access: 1, securityGroup: 2, officeGroup: 3 } as const

/** Makes a team with what the columns leave open: an owner team of the root unit. Throws `teamNameMissing`. */
export function createTeam(transaction: Transaction, environment: Environment, columns: Row, by?: string): Row {
  if (typeof columns.name !== 'string' || columns.name === '') throw new DomainError('teamNameMissing')
  return insertRow(transaction, environment, 'team', {
    businessunitid: environment.rootBusinessUnitId,
    organizationid: environment.organizationId,
    administratorid: by ?? systemUserIdOf(environment),
    teamtype: teamTypes.owner,
    membershiptype: 0,
    isdefault: false,
    systemmanaged: false,
    ...createdStamp(transaction, environment, by),
    ...columns,
    teamid: columns.teamid ?? transaction.newGuid(),
  })
}

/** The team of a directory group and membership type. */
export function findGroupTeam(
  reader: Reader,
  environment: Environment,
  groupId: string,
  membershiptype: number,
): Row | undefined {
  const key = alternateKeyOf({ groupId, membershiptype }, ['groupId', 'membershiptype'])
  return rowsOf(reader, environment, 'team').findFirst('aadobjectid_membershiptype', key ?? '')
}

/** The teams of a directory group, one for each membership type at most. */
export function groupTeamsOf(reader: Reader, environment: Environment, groupId: string): Iterable<Row> {
  return rowsOf(reader, environment, 'team').find('azureactivedirectoryobjectid', groupId)
}

/** Adds a user to a team by hand. Throws `rowMissing`, `defaultTeamMembersAdded`, `linkExists`. */
export function addTeamMember(
  transaction: Transaction,
  environment: Environment,
  teamid: string,
  systemuserid: string,
): void {
  const team = requiredTeam(transaction, environment, teamid)
  if (team.isdefault) throw new DomainError('defaultTeamMembersAdded', { teamid })
  if (!rowsOf(transaction, environment, 'systemuser').has(systemuserid))
    throw new DomainError('rowMissing', { table: 'systemuser', id: systemuserid })
  if (!linkTeamMember(transaction, environment, teamid, systemuserid)) throw new DomainError('linkExists')
}

/** Removes a user from a team by hand. Throws `rowMissing`, `defaultTeamMembersRemoved`, `linkMissing`. */
export function removeTeamMember(
  transaction: Transaction,
  environment: Environment,
  teamid: string,
  systemuserid: string,
): void {
  const team = requiredTeam(transaction, environment, teamid)
  if (team.isdefault) throw new DomainError('defaultTeamMembersRemoved', { teamid })
  if (!unlinkTeamMember(transaction, environment, teamid, systemuserid)) throw new DomainError('linkMissing')
}

function requiredTeam(reader: Reader, environment: Environment, teamid: string): Row {
  const team = rowsOf(reader, environment, 'team').get(teamid)
  if (!team) throw new DomainError('rowMissing', { table: 'team', id: teamid })
  return team
}
