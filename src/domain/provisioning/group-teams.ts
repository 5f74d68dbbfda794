import type { Reader, Transaction } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { type Row, rowsOf } from '../dataverse/tables.js'
import { linkTeamMember, teamIdsOf, unlinkTeamMember } from '../dataverse/team-members.js'
import { groupTeamsOf } from '../dataverse/teams.js'
import { directGroups, isMember, isOwner } from '../directory/memberships.js'
import type { User } from '../directory/user-rows.js'

/** Who of a group belongs to its team, by the team's `membershiptype`. */
const MEMBERSHIP_TYPES: Readonly<Record<number, (reader: Reader, groupId: string, user: User) => boolean>> = {
  0: (reader, groupId, user) => isMember(reader, groupId, user.id),
  1: (reader, groupId, user) => !isGuest(user) && isMember(reader, groupId, user.id),
  2: (reader, groupId, user) => !isGuest(user) && isOwner(reader, groupId, user.id),
  3: (reader, groupId, user) => isGuest(user) && isMember(reader, groupId, user.id),
}

/**
 * Brings a user's places in group teams into line with the groups: it happens when the user gets to the environment,
 * not when the groups change (Power Platform: Manage group teams).
 */
export function alignGroupTeams(transaction: Transaction, environment: Environment, row: Row, user: User): void {
  const systemuserid = String(row.systemuserid)
  const teams = rowsOf(transaction, environment, 'team')
  for (const teamid of [...teamIdsOf(transaction, environment, systemuserid)]) {
    const team = teams.get(teamid)
    if (team?.azureactivedirectoryobjectid && !belongs(transaction, team, user))
      unlinkTeamMember(transaction, environment, teamid, systemuserid)
  }
  for (const kind of ['member', 'owner'] as const) {
    for (const group of directGroups(transaction, user.id, kind)) {
      for (const team of groupTeamsOf(transaction, environment, group.id)) {
        if (belongs(transaction, team, user))
          linkTeamMember(transaction, environment, String(team.teamid), systemuserid)
      }
    }
  }
}

function belongs(reader: Reader, team: Row, user: User): boolean {
  const matches = MEMBERSHIP_TYPES[Number(team.membershiptype ?? 0)]
  return matches?.(reader, String(team.azureactivedirectoryobjectid), user) ?? false
}

function isGuest(user: User): boolean {
  return user.userType === 'Guest'
}
