import { fold } from '../../kernel/fold.js'
import type { Transaction } from '../../store/transaction.js'
import type { DirectoryApplication } from './directory-link.js'
import type { Environment } from './environment-rows.js'
import { accessModes } from './special-users.js'
import { createSystemuser, updateSystemuser } from './systemusers.js'
import type { Row } from './tables.js'

/** The columns of an application user (Power Platform: Manage application users): enabled, and never interactive. */
export function applicationUserColumns(application: DirectoryApplication): Row {
  const { appId, displayName, domain } = application
  const domainname = `${appId}@${domain}`
  return {
    domainname,
    internalemailaddress: domainname,
    firstname: '#',
    lastname: displayName,
    ...fixedColumns(application),
  }
}

/** What nobody chooses about an application user. */
function fixedColumns({ appId, objectId, uri }: Pick<DirectoryApplication, 'appId' | 'objectId' | 'uri'>): Row {
  return {
    applicationid: appId,
    ...(objectId !== null && { azureactivedirectoryobjectid: objectId }),
    ...(uri !== null && { applicationiduri: uri }),
    accessmode: accessModes.nonInteractive,
    isdisabled: false,
    islicensed: false,
    issyncwithdirectory: false,
  }
}

/** Makes an application user; names, e-mail and business unit may be `given`, the rest follows from the application. */
export function createApplicationUser(
  transaction: Transaction,
  environment: Environment,
  application: DirectoryApplication,
  given: Row,
  by?: string,
): Row {
  const columns = { ...applicationUserColumns(application), ...given, ...fixedColumns(application) }
  return createSystemuser(transaction, environment, columns, by)
}

/**
 * Makes a placeholder for an application that the directory does not know, which the organization setting
 * `CanCreateApplicationStubUser` allows. Microsoft says no more of it than its name; what it is like follows from the stub
 * of a person: disabled, without an object id, and called as whoever makes it says, or else by its application id. Once the
 * application is there, refreshing the row completes it and the row can be enabled.
 */
export function createApplicationStub(
  transaction: Transaction,
  environment: Environment,
  applicationId: string,
  given: Row,
  by: string,
): Row {
  const appId = fold(applicationId)
  const names = { domainname: appId, internalemailaddress: appId, firstname: '#', lastname: appId }
  const columns = { ...names, ...given, ...fixedColumns({ appId, objectId: null, uri: null }), isdisabled: true }
  return createSystemuser(transaction, environment, columns, by)
}

/** Brings the name of an application user into line with the application, as the admin center's Refresh does. */
export function refreshApplicationUser(
  transaction: Transaction,
  environment: Environment,
  user: Row,
  { displayName, objectId, uri }: DirectoryApplication,
): Row {
  return updateSystemuser(transaction, environment, String(user.systemuserid), {
    lastname: displayName,
    azureactivedirectoryobjectid: objectId,
    applicationiduri: uri,
  })
}
