import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import { composedAddress } from './composed-address.js'
import { joinDefaultTeam, leaveDefaultTeam } from './default-team.js'
import type { Environment } from './environment-rows.js'
import { fullNameOf } from './full-name.js'
import { keepsRolesOnMove } from './organization-settings.js'
import { moveOwnedRecords } from './owned-records.js'
import { removeAllRoles } from './role-assignments.js'
import { createdStamp, modifiedStamp } from './row-stamps.js'
import { insertRow, type Row, replaceRow, rowsOf } from './tables.js'

/**
 * A mark on the row, no column of the table: a client has written `internalemailaddress`, so that the directory's mail
 * does not overwrite it any more.
 */
export const EMAIL_SET_BY_CLIENT = 'emailsetbyclient'

/** What a new systemuser has where nothing else is said. Frozen, so that the rows spread from it share one shape. */
const newUserDefaults: Row = Object.freeze({
  accessmode: 0,
  azurestate: 0,
  caltype: 0,
  deletedstate: 0,
  defaultfilterspopulated: false,
  defaultodbfoldername: 'Dynamics365',
  displayinserviceviews: false,
  emailrouteraccessapproval: 0,
  identityid: 0,
  incomingemaildeliverymethod: 1,
  invitestatuscode: 0,
  isdisabled: false,
  isemailaddressapprovedbyo365admin: false,
  isintegrationuser: false,
  islicensed: false,
  issyncwithdirectory: true,
  outgoingemaildeliverymethod: 1,
  preferredaddresscode: 1,
  preferredemailcode: 1,
  preferredphonecode: 1,
  setupuser: false,
  systemmanagedusertype: 0,
  userlicensetype: 0,
})

/**
 * Makes a systemuser row with its settings and its place in the default team of its unit (the root unless given).
 * `columns` win over the defaults; `by` is the systemuser who makes it, SYSTEM unless given.
 */
export function createSystemuser(transaction: Transaction, environment: Environment, columns: Row, by?: string): Row {
  const systemuserid = columns.systemuserid ?? transaction.newGuid()
  const user = insertRow(transaction, environment, 'systemuser', {
    ...newUserDefaults,
    businessunitid: environment.rootBusinessUnitId,
    organizationid: environment.organizationId,
    ...createdStamp(transaction, environment, by),
    ...columns,
    systemuserid,
    ...composedColumns(columns),
  })
  insertRow(transaction, environment, 'usersettings', { ...newSettings, systemuserid, ...ownUnit(user) })
  joinDefaultTeam(transaction, environment, user)
  return user
}

const newSettings: Row = Object.freeze({
  timezonecode: 92,
  timezonebias: 0,
  localeid: 1033,
  uilanguageid: 0,
  helplanguageid: 0,
  paginglimit: 50,
  dateformatcode: 1,
  timeformatcode: 0,
  currencydecimalprecision: 2,
  defaultcalendarview: 0,
  homepagearea: '<Default>',
  homepagesubarea: '<Default>',
})

function ownUnit(user: Row): Row {
  return user.businessunitid ? { businessunitid: user.businessunitid } : {}
}

/** Changes columns of a systemuser and answers with the row; `fullname` follows the names. Throws `rowMissing`. */
export function updateSystemuser(
  transaction: Transaction,
  environment: Environment,
  systemuserid: string,
  columns: Row,
  by?: string,
): Row {
  const before = requiredSystemuser(transaction, environment, systemuserid)
  const changed = Object.keys(columns).some((name) => (before[name] ?? null) !== (columns[name] ?? null))
  if (!changed) return before
  const after = { ...before, ...columns }
  const composed = { address1_composite: null, ...composedColumns(after) }
  const row = { ...after, ...composed, ...modifiedStamp(transaction, environment, by) }
  return replaceRow(transaction, environment, 'systemuser', row)
}

/** What forms show in one piece. */
function composedColumns(columns: Row): Row {
  const address = composedAddress(columns, 'address1')
  return { fullname: fullNameOf(columns), ...(address !== null && { address1_composite: address }) }
}

/** The row of a directory user or service principal. */
export function findSystemuserByObjectId(reader: Reader, environment: Environment, oid: string): Row | undefined {
  return rowsOf(reader, environment, 'systemuser').findFirst('azureactivedirectoryobjectid', fold(oid))
}

/** The application user of an app registration. */
export function findSystemuserByApplicationId(
  reader: Reader,
  environment: Environment,
  appId: string,
): Row | undefined {
  return rowsOf(reader, environment, 'systemuser').findFirst('applicationid', fold(appId))
}

/** Rows of a user name; stubs may share it with a synchronized user. */
export function findSystemusersByDomainName(reader: Reader, environment: Environment, name: string): Iterable<Row> {
  return rowsOf(reader, environment, 'systemuser').find('domainname', fold(name))
}

/**
 * Moves a user to another business unit: default team and records follow, and the direct roles are lost, as far as the
 * organization does not keep either. Throws `rowMissing`, `assignedToDisabledUnit`.
 */
export function setBusinessUnit(
  transaction: Transaction,
  environment: Environment,
  systemuserid: string,
  businessunitid: string,
  by?: string,
): Row {
  const before = requiredSystemuser(transaction, environment, systemuserid)
  const unit = rowsOf(transaction, environment, 'businessunit').get(businessunitid)
  if (!unit) throw new DomainError('rowMissing', { table: 'businessunit', id: businessunitid })
  if (before.businessunitid === businessunitid) return before
  refuseDisabledUnit(transaction, environment, businessunitid)
  leaveDefaultTeam(transaction, environment, before)
  if (!keepsRolesOnMove(transaction, environment)) removeAllRoles(transaction, environment, systemuserid)
  const user = updateSystemuser(transaction, environment, systemuserid, { businessunitid }, by)
  joinDefaultTeam(transaction, environment, user)
  moveOwnedRecords(transaction, environment, systemuserid, businessunitid)
  return user
}

/** Nobody comes into a unit that is disabled. Throws `assignedToDisabledUnit`. */
export function refuseDisabledUnit(reader: Reader, environment: Environment, businessunitid: unknown): void {
  if (rowsOf(reader, environment, 'businessunit').get(String(businessunitid))?.isdisabled)
    throw new DomainError('assignedToDisabledUnit')
}

function requiredSystemuser(reader: Reader, environment: Environment, systemuserid: string): Row {
  const user = rowsOf(reader, environment, 'systemuser').get(systemuserid)
  if (!user) throw new DomainError('rowMissing', { table: 'systemuser', id: systemuserid })
  return user
}
