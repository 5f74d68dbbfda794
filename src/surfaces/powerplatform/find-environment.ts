import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { findEnvironment } from '../../domain/provisioning/find-environment.js'
import type { AdminCall } from './admin-call.js'
import { RequestRefused } from './request-refused.js'

/** The environment of the caller's tenant that the path names, by id or unique name. Throws the 404. */
export function requireEnvironment({ reader, caller, parameters }: AdminCall): Environment {
  const name = parameters.environment ?? ''
  const environment = findEnvironment(reader, name)
  if (environment) return environment
  const message = `The environment '${name}' could not be found in the tenant '${caller.tenantId}'.`
  throw new RequestRefused(404, 'EnvironmentNotFound', message)
}
