import { findDirectoryApplication } from '../../domain/provisioning/directory-application.js'
import {
  isManagementApplication,
  managementApplications,
  registerManagementApplication,
  removeManagementApplication,
} from '../../domain/provisioning/management-applications.js'
import { type AdminAnswer, type AdminCall, actorOf } from './admin-call.js'
import { requirePlatformAdministrator } from './authorize.js'
import { RequestRefused } from './request-refused.js'

/** The apps that administer the environments of the tenant (`Get-PowerAppManagementApps`). */
export function listManagementApplications(call: AdminCall): AdminAnswer {
  requirePlatformAdministrator(call)
  return { status: 200, body: { value: [...call.reader.table(managementApplications).rows()] } }
}

/** Makes an app of the tenant one of them (`New-PowerAppManagementApp`); an app cannot do that itself. */
export function putManagementApplication(call: AdminCall): AdminAnswer {
  requirePlatformAdministrator(call)
  const id = call.parameters.application ?? ''
  if (!findDirectoryApplication(call.reader, id)) throw notFound(`The tenant has no application '${id}'.`)
  const body = call.access.write(call.caller.tenantId, actorOf(call), (transaction) =>
    registerManagementApplication(transaction, id),
  )
  return { status: 200, body }
}

/** Ends it (`Remove-PowerAppManagementApp`). */
export function deleteManagementApplication(call: AdminCall): AdminAnswer {
  requirePlatformAdministrator(call)
  const id = call.parameters.application ?? ''
  if (!isManagementApplication(call.reader, id))
    throw notFound(`'${id}' is not registered as a management application.`)
  call.access.write(call.caller.tenantId, actorOf(call), (transaction) => removeManagementApplication(transaction, id))
  return { status: 200, body: {} }
}

function notFound(message: string): RequestRefused {
  return new RequestRefused(404, 'ApplicationNotFound', message)
}
