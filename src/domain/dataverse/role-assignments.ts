import { DomainError } from '../../kernel/errors.js'
import { guidOf } from '../../kernel/guid.js'
import type { Reader, Transaction } from '../access.js'
import type { Environment } from './environment-rows.js'
import { organizationSetting } from './organization-settings.js'
import { copiesOfRole } from './role-privileges.js'
import { isSystemAdministratorRole, SUPPORT_USER_TEMPLATE } from './roles.js'
import { userKindOf } from './special-users.js'
import { insertRow, pairKey, type Row, removeRow, rowsOf } from './tables.js'

/**
 * Gives a user a role. Throws `systemuserMissing`, `roleMissing`, `linkExists`, and the refusals of the service:
 * `specialUserLocked`, `supportUserRoles`, `supportRoleAssigned`, `userDisabled`, `roleOfOtherUnit`.
 */
export function assignRoleToUser(
  transaction: Transaction,
  environment: Environment,
  systemuserid: string,
  roleid: string,
): void {
  const user = required(transaction, environment, 'systemuser', systemuserid)
  const role = required(transaction, environment, 'role', roleid)
  const kind = userKindOf(environment, user)
  if (kind === 'system') throw new DomainError('specialUserLocked')
  if (kind === 'support') throw new DomainError('supportUserRoles')
  if (role.roletemplateid === SUPPORT_USER_TEMPLATE) throw new DomainError('supportRoleAssigned')
  if (user.isdisabled && !organizationSetting(transaction, environment, 'AllowRoleAssignmentOnDisabledUsers'))
    throw new DomainError('userDisabled', { systemuserid })
  requireSameUnit(transaction, environment, 'roleOfOtherUnit', user, systemuserid, role)
  if (!linkRoleToUser(transaction, environment, systemuserid, roleid)) throw new DomainError('linkExists')
}

/** Takes a role from a user. Throws `linkMissing`, `supportRoleRemoved`, `lastSystemAdministrator`. */
export function removeRoleFromUser(
  transaction: Transaction,
  environment: Environment,
  systemuserid: string,
  roleid: string,
): void {
  const role = required(transaction, environment, 'role', roleid)
  if (!holdsRole(transaction, environment, systemuserid, roleid)) throw new DomainError('linkMissing')
  if (role.roletemplateid === SUPPORT_USER_TEMPLATE) throw new DomainError('supportRoleRemoved')
  if (isSystemAdministratorRole(role) && isOnlySystemAdministrator(transaction, environment, systemuserid))
    throw new DomainError('lastSystemAdministrator')
  unlinkRoleFromUser(transaction, environment, systemuserid, roleid)
}

/** Gives a team a role. Throws `rowMissing`, `linkExists`, `accessTeamRoles`, `roleNotInheritable`, `roleOfOtherTeamUnit`. */
export function assignRoleToTeam(
  transaction: Transaction,
  environment: Environment,
  teamid: string,
  roleid: string,
): void {
  const team = required(transaction, environment, 'team', teamid)
  const role = required(transaction, environment, 'role', roleid)
  if (team.teamtype === 1) throw new DomainError('accessTeamRoles', { teamid })
  if (environment.settings['teams.inheritableRolesOnly'] === true && isGroupTeam(team) && role.isinherited === 0)
    throw new DomainError('roleNotInheritable', { teamid })
  requireSameUnit(transaction, environment, 'roleOfOtherTeamUnit', team, teamid, role)
  if (!linkRoleToTeam(transaction, environment, teamid, roleid)) throw new DomainError('linkExists')
}

/** A team that stands for a directory group. */
function isGroupTeam(team: Row): boolean {
  return team.teamtype === 2 || team.teamtype === 3
}

/** Takes a role from a team. Throws `linkMissing`. */
export function removeRoleFromTeam(
  transaction: Transaction,
  environment: Environment,
  teamid: string,
  roleid: string,
): void {
  const link = rowsOf(transaction, environment, 'teamroles').findFirst('pair', pairKey(teamid, roleid))
  if (!link) throw new DomainError('linkMissing')
  removeRow(transaction, environment, 'teamroles', String(link.teamroleid))
}

/** Writes the link, no questions asked; false when it was there. For fixtures and for roles that rules give. */
export function linkRoleToUser(
  transaction: Transaction,
  environment: Environment,
  systemuserid: string,
  roleid: string,
): boolean {
  if (holdsRole(transaction, environment, systemuserid, roleid)) return false
  insertRow(transaction, environment, 'systemuserroles', {
    systemuserroleid: guidOf(`systemuserroles/${systemuserid}/${roleid}`),
    systemuserid,
    roleid,
  })
  return true
}

/** Removes the link, no questions asked; false when it was not there. */
export function unlinkRoleFromUser(
  transaction: Transaction,
  environment: Environment,
  systemuserid: string,
  roleid: string,
): boolean {
  const link = rowsOf(transaction, environment, 'systemuserroles').findFirst('pair', pairKey(systemuserid, roleid))
  if (!link) return false
  removeRow(transaction, environment, 'systemuserroles', String(link.systemuserroleid))
  return true
}

/** As `linkRoleToUser`, for a team. */
export function linkRoleToTeam(
  transaction: Transaction,
  environment: Environment,
  teamid: string,
  roleid: string,
): boolean {
  if (rowsOf(transaction, environment, 'teamroles').findFirst('pair', pairKey(teamid, roleid))) return false
  insertRow(transaction, environment, 'teamroles', {
    teamroleid: guidOf(`teamroles/${teamid}/${roleid}`),
    teamid,
    roleid,
  })
  return true
}

/** Removes every direct role of a user, as a change of business unit does. */
export function removeAllRoles(transaction: Transaction, environment: Environment, systemuserid: string): void {
  for (const role of [...directRolesOf(transaction, environment, systemuserid)]) {
    unlinkRoleFromUser(transaction, environment, systemuserid, String(role.roleid))
  }
}

/** Removes every role of a team, as a change of business unit does. */
export function removeAllTeamRoles(transaction: Transaction, environment: Environment, teamid: string): void {
  for (const link of [...rowsOf(transaction, environment, 'teamroles').find('teamid', teamid)])
    removeRow(transaction, environment, 'teamroles', String(link.teamroleid))
}

/** The roles given to a user directly. */
export function* directRolesOf(reader: Reader, environment: Environment, systemuserid: string): Generator<Row> {
  const roles = rowsOf(reader, environment, 'role')
  for (const link of rowsOf(reader, environment, 'systemuserroles').find('systemuserid', systemuserid)) {
    const role = roles.get(String(link.roleid))
    if (role) yield role
  }
}

/** The roles given to a team. */
export function* teamRolesOf(reader: Reader, environment: Environment, teamid: string): Generator<Row> {
  const roles = rowsOf(reader, environment, 'role')
  for (const link of rowsOf(reader, environment, 'teamroles').find('teamid', teamid)) {
    const role = roles.get(String(link.roleid))
    if (role) yield role
  }
}

function holdsRole(reader: Reader, environment: Environment, systemuserid: string, roleid: string): boolean {
  return rowsOf(reader, environment, 'systemuserroles').findFirst('pair', pairKey(systemuserid, roleid)) !== undefined
}

/** True when a user holds System Administrator directly. */
export function isSystemAdministrator(reader: Reader, environment: Environment, systemuserid: string): boolean {
  for (const role of directRolesOf(reader, environment, systemuserid)) if (isSystemAdministratorRole(role)) return true
  return false
}

/** True when no other enabled person holds System Administrator. */
export function isOnlySystemAdministrator(reader: Reader, environment: Environment, systemuserid: string): boolean {
  for (const user of enabledSystemAdministrators(reader, environment))
    if (user.systemuserid !== systemuserid) return false
  return true
}

/** The enabled people who hold System Administrator directly, in whatever business unit. */
export function* enabledSystemAdministrators(reader: Reader, environment: Environment): Generator<Row> {
  const users = rowsOf(reader, environment, 'systemuser')
  for (const role of systemAdministratorRoles(reader, environment)) {
    for (const link of rowsOf(reader, environment, 'systemuserroles').find('roleid', String(role.roleid))) {
      const user = users.get(String(link.systemuserid))
      if (user && !user.isdisabled && userKindOf(environment, user) === 'person') yield user
    }
  }
}

function systemAdministratorRoles(reader: Reader, environment: Environment): Iterable<Row> {
  const { rootBusinessUnitId } = environment
  for (const role of rowsOf(reader, environment, 'role').find('businessunitid', String(rootBusinessUnitId))) {
    if (isSystemAdministratorRole(role)) return copiesOfRole(reader, environment, role)
  }
  return []
}

function requireSameUnit(
  reader: Reader,
  environment: Environment,
  word: string,
  principal: Row,
  principalId: string,
  role: Row,
): void {
  if (role.businessunitid === principal.businessunitid) return
  if (organizationSetting(reader, environment, 'EnableOwnershipAcrossBusinessUnits')) return
  throw new DomainError(word, {
    principalId,
    principalUnit: principal.businessunitid,
    roleid: role.roleid,
    roleUnit: role.businessunitid,
  })
}

function required(reader: Reader, environment: Environment, table: string, id: string): Row {
  const row = rowsOf(reader, environment, table).get(id)
  if (!row) throw new DomainError('rowMissing', { table, id })
  return row
}
