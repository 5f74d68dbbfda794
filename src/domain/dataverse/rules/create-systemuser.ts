import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../../store/transaction.js'
import { createApplicationStub, createApplicationUser } from '../application-users.js'
import { organizationSetting } from '../organization-settings.js'
import type { RecordInput } from '../records/record-input.js'
import { type Session, userIdOf } from '../session.js'
import { findSystemuserByApplicationId, findSystemuserByObjectId, updateSystemuser } from '../systemusers.js'
import type { Row } from '../tables.js'

/**
 * Adds an application user (with `applicationid`) or a directory user (by object id or user name).
 * Throws `licensedOnCreate`, `businessUnitUnexpectedlyMissing`, `applicationUnknown`, `recordExists`,
 * `directoryUserUnknown` (by object id), `syncUserUnknown` (by name), `userAlreadyExists`, and why the directory user may
 * not be added.
 */
export function createSystemuserRecord(
  transaction: Transaction,
  session: Session,
  columns: Row,
  input: RecordInput,
): Row {
  if ('islicensed' in input.columns) throw new DomainError('licensedOnCreate')
  return typeof columns.applicationid === 'string'
    ? addApplicationUser(transaction, session, columns, columns.applicationid)
    : addDirectoryUser(transaction, session, columns, input)
}

function addApplicationUser(transaction: Transaction, session: Session, columns: Row, applicationId: string): Row {
  const { environment, directory } = session
  if (!columns.businessunitid && environment.settings.lenient !== true)
    throw new DomainError('businessUnitUnexpectedlyMissing')
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
  const { systemuserid: _chosen, domainname: _name, ...given } = columns
  return updateSystemuser(transaction, environment, String(user.systemuserid), given, userIdOf(session))
}
