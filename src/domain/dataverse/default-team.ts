import type { Reader, Transaction } from '../access.js'
import type { Environment } from './environment-rows.js'
import { createdStamp } from './row-stamps.js'
import { initialId, systemUserIdOf } from './special-users.js'
import { insertRow, type Row, rowsOf } from './tables.js'
import { linkTeamMember, unlinkTeamMember } from './team-members.js'

const DESCRIPTION =
  'Default team for the parent business unit. The name and membership for default team are inherited from their parent business unit.'

/** The team that holds every user of a business unit and is kept by the system; who made the unit administers it. */
export function createDefaultTeam(transaction: Transaction, environment: Environment, unit: Row): Row {
  return insertRow(transaction, environment, 'team', {
    teamid: initialId(environment, 'team', String(unit.businessunitid)),
    name: unit.name ?? null,
    description: DESCRIPTION,
    businessunitid: unit.businessunitid ?? null,
    organizationid: environment.organizationId,
    administratorid: unit.createdby ?? systemUserIdOf(environment),
    teamtype: 0,
    membershiptype: 0,
    isdefault: true,
    systemmanaged: false,
    ...createdStamp(transaction, environment),
  })
}

/** The team that every user of a business unit is in. */
export function defaultTeamOf(reader: Reader, environment: Environment, unitId: string): Row | undefined {
  for (const team of rowsOf(reader, environment, 'team').find('businessunitid', unitId)) if (team.isdefault) return team
  return undefined
}

/** Puts a user into the default team of the unit he is in. */
export function joinDefaultTeam(transaction: Transaction, environment: Environment, user: Row): void {
  const team = defaultTeamOf(transaction, environment, String(user.businessunitid))
  if (team) linkTeamMember(transaction, environment, String(team.teamid), String(user.systemuserid))
}

/** Takes a user out of the default team of the unit he is in. */
export function leaveDefaultTeam(transaction: Transaction, environment: Environment, user: Row): void {
  const team = defaultTeamOf(transaction, environment, String(user.businessunitid))
  if (team) unlinkTeamMember(transaction, environment, String(team.teamid), String(user.systemuserid))
}
