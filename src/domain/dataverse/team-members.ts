import { guidOf } from '../../kernel/guid.js'
import type { Reader, Transaction } from '../access.js'
import type { Environment } from './environment-rows.js'
import { insertRow, pairKey, removeRow, rowsOf } from './tables.js'

/** Makes a user a member of a team, no questions asked; false when he was one already. */
export function linkTeamMember(
  transaction: Transaction,
  environment: Environment,
  teamid: string,
  systemuserid: string,
): boolean {
  if (isTeamMember(transaction, environment, teamid, systemuserid)) return false
  insertRow(transaction, environment, 'teammembership', {
    teammembershipid: guidOf(`teammembership/${teamid}/${systemuserid}`),
    teamid,
    systemuserid,
  })
  return true
}

/** Takes a user out of a team, no questions asked; false when he was not in it. */
export function unlinkTeamMember(
  transaction: Transaction,
  environment: Environment,
  teamid: string,
  systemuserid: string,
): boolean {
  const membership = rowsOf(transaction, environment, 'teammembership').findFirst('pair', pairKey(teamid, systemuserid))
  if (!membership) return false
  removeRow(transaction, environment, 'teammembership', String(membership.teammembershipid))
  return true
}

/** Whether a user is in a team. Costs one look-up. */
export function isTeamMember(reader: Reader, environment: Environment, teamid: string, systemuserid: string): boolean {
  return rowsOf(reader, environment, 'teammembership').findFirst('pair', pairKey(teamid, systemuserid)) !== undefined
}

/** Ids of the teams a user belongs to. */
export function* teamIdsOf(reader: Reader, environment: Environment, systemuserid: string): Generator<string> {
  for (const membership of rowsOf(reader, environment, 'teammembership').find('systemuserid', systemuserid)) {
    yield String(membership.teamid)
  }
}

/** Ids of the users in a team. */
export function* memberIdsOf(reader: Reader, environment: Environment, teamid: string): Generator<string> {
  for (const membership of rowsOf(reader, environment, 'teammembership').find('teamid', teamid)) {
    yield String(membership.systemuserid)
  }
}
