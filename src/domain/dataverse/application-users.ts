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
function fixedColumns({ appId, objectId, uri }: DirectoryApplication): Row {
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
