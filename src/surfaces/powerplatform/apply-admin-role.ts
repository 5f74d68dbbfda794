import { elevate } from '../../domain/provisioning/elevate.js'
import { DomainError } from '../../kernel/errors.js'
import { type AdminAnswer, type AdminCall, actorOf } from './admin-call.js'
import { requireEnvironment } from './find-environment.js'
import { RequestRefused } from './request-refused.js'
import { note, refusedUser, resultAnswer, syncNote } from './sync-result.js'

/**
 * Makes the caller, a directory administrator, System Administrator of an environment (Power Platform: Manage
 * high-privileged admin roles). It is for the caller alone, and not for apps.
 */
export async function applyAdminRole(call: AdminCall): Promise<AdminAnswer> {
  requireDelegatedPermission(call)
  const environment = requireEnvironment(call)
  const result = elevated(call, environment)
  if (result.verdict.decision !== 'enable') throw await refusedUser(call, environment, result)
  const { systemuserid } = result.decision
  return resultAnswer([
    syncNote(call, environment, result),
    note('RoleAssigned', `System Administrator is assigned to SystemUser with Id:${systemuserid}`),
  ])
}

function elevated(call: AdminCall, environment: Parameters<typeof elevate>[1]) {
  const { access, caller } = call
  try {
    return access.write(caller.tenantId, actorOf(call), (transaction) => elevate(transaction, environment, caller.oid))
  } catch (error) {
    if (error instanceof DomainError && error.word === 'notAdministrator')
      throw new RequestRefused(403, 'Forbidden', NOT_ADMINISTRATOR)
    throw error
  }
}

const NOT_ADMINISTRATOR =
  'Unable to assign System Administrator security role as the user is not either a Global admin, Power Platform admin, or Dynamics 365 admin. Please review your role assignments in Entra ID and try again later. For help, please reach out to your administrator.'

/** Any delegated permission for the admin APIs or Dataverse stands for `UserManagement.Users.Apply` here. */
const PERMISSIONS = ['UserManagement.Users.Apply', 'user_impersonation', 'User']

function requireDelegatedPermission({ caller }: AdminCall): void {
  if (caller.unchecked || PERMISSIONS.some((name) => caller.scopes.has(name))) return
  throw new RequestRefused(
    403,
    'Forbidden',
    'Authorization denied: Application missing required delegated permissions',
    {},
    { code: 'InsufficientDelegatedPermissions' },
  )
}
