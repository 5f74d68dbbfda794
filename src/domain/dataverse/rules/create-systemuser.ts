import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../../store/transaction.js'
import { createApplicationStub, createApplicationUser } from '../application-users.js'
import { organizationSetting } from '../organization-settings.js'
import type { RecordInput } from '../records/record-input.js'
import { type Session, userIdOf } from '../session.js'
import {
  EMAIL_SET_BY_CLIENT,
  findSystemuserByApplicationId,
  findSystemuserByObjectId,
  refuseDisabledUnit,
  setBusinessUnit,
  updateSystemuser,
} from '../systemusers.js'
import type { Row } from '../tables.js'
import { accessModeChange, refuseReservedMode } from './access-mode-change.js'
import { refuseWrongAzureState } from './directory-state.js'

/**
 * Adds an application user (with `applicationid`) or a directory user (by object id or user name).
 * Throws `licensedOnCreate`, what `refuseReservedMode` throws, `businessUnitUnexpectedlyMissing`, `applicationUnknown`, `recordExists`,
 * `directoryUserUnknown` (by object id), `syncUserUnknown` (by name), `userAlreadyExists`, `assignedToDisabledUnit`,
 * `azureStateWrong`, what refuses an access mode, and why the directory user may not be added.
 */
export function createSystemuserRecord(
  transaction: Transaction,
  session: Session,
  columns: Row,
  input: RecordInput,
): Row {
  if ('islicensed' in input.columns) throw new DomainError('licensedOnCreate')
  refuseReservedMode(columns.accessmode)
  return typeof columns.applicationid === 'string'
    ? addApplicationUser(transaction, session, columns, columns.applicationid)
    : addDirectoryUser(transaction, session, columns, input)
}

function addApplicationUser(transaction: Transaction, session: Session, columns: Row, applicationId: string): Row {
  const { environment, directory } = session
  if (!columns.businessunitid && environment.settings.lenient !== true)
    throw new DomainError('businessUnitUnexpectedlyMissing')
  refuseDisabledUnit(transaction, environment, columns.businessunitid)
  if (findSystemuserByApplicationId(transaction, environment, applicationId)) throw new DomainError('recordExists')
  const application = directory.application(transaction, applicationId)
  if (application) return createApplicationUser(transaction, environment, application, columns, userIdOf(session))
  if (!organizationSetting(transaction, environment, 'CanCreateApplicationStubUser'))
    throw new DomainError('applicationUnknown', { applicationId })
  return createApplicationStub(transaction, environment, applicationId, columns, userIdOf(session))
}

function addDirectoryUser(transaction: Transaction, session: Session, columns: Row, input: RecordInput): Row {
  const { environment, directory } = session
  const named = input.columns.azureactivedirectoryobjectid
  const objectId =
    typeof named === 'string'
      ? directory.user(transaction, { objectId: named.toLowerCase() })
      : directory.user(transaction, { userPrincipalName: String(columns.domainname ?? '') })
  if (objectId === undefined)
    throw typeof named === 'string'
      ? new DomainError('directoryUserUnknown', { objectId: named })
      : new DomainError('syncUserUnknown')
  if (findSystemuserByObjectId(transaction, environment, objectId)) throw new DomainError('userAlreadyExists')
  const user = directory.addUser(transaction, environment, objectId)
  return completed(transaction, session, user, columns)
}

/** Gives a user who was just added what the caller said besides. What the directory decides stays. */
function completed(transaction: Transaction, session: Session, user: Row, columns: Row): Row {
  const { environment } = session
  const { systemuserid: _chosen, domainname: _name, businessunitid: unit, ...given } = columns
  const id = String(user.systemuserid)
  const by = userIdOf(session)
  refuseWrongAzureState(transaction, session, user, given)
  const changes = {
    ...given,
    ...(given.internalemailaddress === undefined ? {} : { [EMAIL_SET_BY_CLIENT]: true }),
    ...accessModeChange(transaction, session, user, given),
    createdby: by,
  }
  const made = updateSystemuser(transaction, environment, id, changes, by)
  return typeof unit === 'string' ? setBusinessUnit(transaction, environment, id, unit, by) : made
}
