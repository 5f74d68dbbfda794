import { refreshApplicationUser } from '../../domain/dataverse/application-users.js'
import type { Environment } from '../../domain/dataverse/environment-rows.js'
import type { Row } from '../../domain/dataverse/tables.js'
import { findDirectoryApplication } from '../../domain/provisioning/directory-application.js'
import { type AdminAnswer, type AdminCall, actorOf } from './admin-call.js'
import { note, refusedWith, resultAnswer } from './sync-result.js'

/** Gives an application user the name that the application has by now. Throws the 400 of an application that is gone. */
export function refreshApplication(call: AdminCall, environment: Environment, row: Row): AdminAnswer {
  const { access, caller, reader } = call
  const application = findDirectoryApplication(reader, String(row.applicationid))
  if (!application)
    throw refusedWith(call, note('ApplicationNotFound', `The tenant has no application ${row.applicationid} any more.`))
  const { systemuserid, fullname } = access.write(caller.tenantId, actorOf(call), (transaction) =>
    refreshApplicationUser(transaction, environment, row, application),
  )
  return resultAnswer([note('UserExists', `Application user ${systemuserid} is called ${fullname}`)])
}
