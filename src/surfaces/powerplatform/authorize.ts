import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { isSystemAdministrator } from '../../domain/dataverse/role-assignments.js'
import { findSystemuserByApplicationId, findSystemuserByObjectId } from '../../domain/dataverse/systemusers.js'
import { administratorRoleOf } from '../../domain/provisioning/administrator-role.js'
import { isExemptFromGroup } from '../../domain/provisioning/rules/gates/security-group.js'
import type { AdminCall } from './admin-call.js'
import { RequestRefused } from './request-refused.js'

/** Global, Power Platform and Dynamics 365 administrators administer every environment of their tenant. */
function isTenantAdministrator({ reader, caller }: AdminCall): boolean {
  return caller.unchecked === true || administratorRoleOf(reader, caller.oid) !== 'none'
}

/** Whether the caller administers an environment: by a directory role, or as System Administrator there. */
export function administers(call: AdminCall, environment: Environment): boolean {
  if (isTenantAdministrator(call)) return true
  if (!environment.hasDatabase) return false
  const { reader, caller } = call
  const row =
    caller.kind === 'app'
      ? findSystemuserByApplicationId(reader, environment, caller.appId)
      : findSystemuserByObjectId(reader, environment, caller.oid)
  return row !== undefined && !row.isdisabled && isSystemAdministrator(reader, environment, String(row.systemuserid))
}

/** Throws the 403 of somebody who does not administer the environment. */
export function requireAdministrator(call: AdminCall, environment: Environment): void {
  if (administers(call, environment)) return
  throw notPermitted(call, environment)
}

function notPermitted({ caller }: AdminCall, environment: Environment): RequestRefused {
  return new RequestRefused(
    403,
    'Forbidden',
    `The user with object id '${caller.oid}' in tenant '${caller.tenantId}' does not have permission to administer the environment '${environment.id}'.`,
  )
}

/**
 * Application users are given by Global and Power Platform administrators and by apps that administer the environment.
 * Throws the 403.
 */
export function requireApplicationAdministrator(call: AdminCall, environment: Environment): void {
  const { caller, reader } = call
  if (caller.kind === 'user' && !caller.unchecked && !isExemptFromGroup(administratorRoleOf(reader, caller.oid)))
    throw notPermitted(call, environment)
  requireAdministrator(call, environment)
}
