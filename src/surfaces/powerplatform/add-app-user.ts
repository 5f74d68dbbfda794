import { createApplicationUser, refreshApplicationUser } from '../../domain/dataverse/application-users.js'
import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { linkRoleToUser } from '../../domain/dataverse/role-assignments.js'
import { findRole, SYSTEM_ADMINISTRATOR } from '../../domain/dataverse/roles.js'
import { findSystemuserByApplicationId } from '../../domain/dataverse/systemusers.js'
import { findDirectoryApplication } from '../../domain/provisioning/directory-application.js'
import { type AdminAnswer, type AdminCall, actorOf } from './admin-call.js'
import { requireApplicationAdministrator } from './authorize.js'
import { requireEnvironment } from './find-environment.js'
import { note, resultAnswer } from './sync-result.js'

/**
 * Makes an application user with System Administrator, or refreshes the one there is (Power Platform: Create a
 * Dataverse application user). The answer is a 200 whatever became of it; `errors` tells what was in the way.
 */
export function addAppUser(call: AdminCall): AdminAnswer {
  const environment = requireEnvironment(call)
  requireApplicationAdministrator(call, environment)
  const { servicePrincipalAppId: appId } = call.body as { readonly servicePrincipalAppId: string }
  if (!environment.hasDatabase)
    return resultAnswer([], [note('EnvironmentHasNoDatabase', 'The environment has no Dataverse database.')])
  if (!findDirectoryApplication(call.reader, appId))
    return resultAnswer([], [note('ApplicationNotFound', `The tenant has no application ${appId}.`)])
  return resultAnswer([give(call, environment, appId)])
}

function give(call: AdminCall, environment: Environment, appId: string) {
  return call.access.write(call.caller.tenantId, actorOf(call), (transaction) => {
    const application = findDirectoryApplication(transaction, appId)
    if (!application) throw new Error(`the application ${appId} has just been there`)
    const known = findSystemuserByApplicationId(transaction, environment, appId)
    const user = known
      ? refreshApplicationUser(transaction, environment, known, application)
      : createApplicationUser(transaction, environment, application, {})
    const systemuserid = String(user.systemuserid)
    const role = findRole(transaction, environment, SYSTEM_ADMINISTRATOR, String(user.businessunitid))
    if (role) linkRoleToUser(transaction, environment, systemuserid, String(role.roleid))
    return note(known ? 'UserExists' : 'UserAdded', `Application user ${systemuserid} is in the environment`)
  })
}
