import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { isSystemAdministrator } from '../../domain/dataverse/role-assignments.js'
import { findSystemuserByApplicationId, findSystemuserByObjectId } from '../../domain/dataverse/systemusers.js'
import type { Row } from '../../domain/dataverse/tables.js'
import { administratorRoleOf } from '../../domain/provisioning/administrator-role.js'
import { isManagementApplication } from '../../domain/provisioning/management-applications.js'
import { isExemptFromGroup } from '../../domain/provisioning/rules/gates/security-group.js'
import type { AdminCall } from './admin-call.js'
import { RequestRefused } from './request-refused.js'

/** Global, Power Platform and Dynamics 365 administrators and management applications administer every environment. */
function isTenantAdministrator({ reader, caller }: AdminCall): boolean {
  if (caller.unchecked || administratorRoleOf(reader, caller.oid) !== 'none') return true
  return caller.kind === 'app' && isManagementApplication(reader, caller.appId)
}

/** Throws the 403 of somebody who is neither Global nor Power Platform administrator in person. */
export function requirePlatformAdministrator({ reader, caller }: AdminCall): void {
  if (caller.unchecked) return
  if (caller.kind === 'user' && isExemptFromGroup(administratorRoleOf(reader, caller.oid))) return
  throw new RequestRefused(
    403,
    'Forbidden',
    `The caller with object id '${caller.oid}' in tenant '${caller.tenantId}' is not a user who is Global or Power Platform administrator.`,
  )
}

/** The row of the caller in an environment, unless it is disabled. */
function enabledUser({ reader, caller }: AdminCall, environment: Environment): Row | undefined {
  if (!environment.hasDatabase) return undefined
  const row =
    caller.kind === 'app'
      ? findSystemuserByApplicationId(reader, environment, caller.appId)
      : findSystemuserByObjectId(reader, environment, caller.oid)
  return row?.isdisabled ? undefined : row
}

/** Whether the caller administers an environment: by a directory role, or as System Administrator there. */
export function administers(call: AdminCall, environment: Environment): boolean {
  if (isTenantAdministrator(call)) return true
  const row = enabledUser(call, environment)
  return row !== undefined && isSystemAdministrator(call.reader, environment, String(row.systemuserid))
}

/** Whether the caller may use an environment: whoever is an enabled user there or administers it. The default one is everybody's. */
export function mayUse(call: AdminCall, environment: Environment): boolean {
  return environment.isDefault || enabledUser(call, environment) !== undefined || administers(call, environment)
}

/** Throws the 403 of somebody who does not administer the environment. */
export function requireAdministrator(call: AdminCall, environment: Environment): void {
  if (administers(call, environment)) return
  const { caller } = call
  throw new RequestRefused(
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
  if (call.caller.kind === 'user') requirePlatformAdministrator(call)
  else requireAdministrator(call, environment)
}
