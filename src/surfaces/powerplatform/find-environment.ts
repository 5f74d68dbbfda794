import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { accessModes } from '../../domain/dataverse/special-users.js'
import { findSystemuserByObjectId } from '../../domain/dataverse/systemusers.js'
import { findEnvironment } from '../../domain/provisioning/find-environment.js'
import type { AdminCall } from './admin-call.js'
import { RequestRefused } from './request-refused.js'

/**
 * The environment of the caller's tenant that the path names, by id or unique name. Throws the 404, and the 403 of a
 * non-interactive user who comes by browser.
 */
export function requireEnvironment(call: AdminCall): Environment {
  const { reader, caller, parameters } = call
  const name = parameters.environment ?? ''
  const environment = findEnvironment(reader, name)
  if (environment) {
    if (isClosedToBrowser(call, environment)) throw new RequestRefused(403, '0x80044160', NON_INTERACTIVE)
    return environment
  }
  const message = `The environment '${name}' could not be found in the tenant '${caller.tenantId}'.`
  throw new RequestRefused(404, 'EnvironmentNotFound', message)
}

const NON_INTERACTIVE =
  'Non-interactive users cannot access the web user interface. Contact your organization system administrator.'

/** Whether the caller has a browser and may use programs alone: non-interactive users work through the API. */
export function isClosedToBrowser({ byBrowser, caller, reader }: AdminCall, environment: Environment): boolean {
  if (!byBrowser || caller.kind !== 'user' || caller.unchecked || !environment.hasDatabase) return false
  return findSystemuserByObjectId(reader, environment, caller.oid)?.accessmode === accessModes.nonInteractive
}
