import type { RoutePattern } from '../../http/router.js'
import { addAppUser } from './add-app-user.js'
import { addUser } from './add-user.js'
import type { AdminAnswer, AdminCall } from './admin-call.js'
import { applyAdminRole } from './apply-admin-role.js'
import {
  getAdminEnvironment,
  getEnvironment,
  listAdminEnvironments,
  listEnvironments,
  updateAdminEnvironment,
} from './environments.js'
import {
  deleteManagementApplication,
  listManagementApplications,
  putManagementApplication,
} from './management-applications.js'

export interface AdminRoute extends RoutePattern {
  readonly operationId: string
  readonly handler: (call: AdminCall) => AdminAnswer | Promise<AdminAnswer>
}

const ENVIRONMENTS = '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments'
const USED = '/providers/Microsoft.BusinessAppPlatform/environments'
const APPLICATIONS = '/providers/Microsoft.BusinessAppPlatform/adminApplications'
const ENVIRONMENT = `${ENVIRONMENTS}/{environment}`

/** The calls of the Power Platform admin APIs. `api-version` makes no difference. */
export const adminRoutes: readonly AdminRoute[] = [
  { method: 'GET', path: USED, operationId: 'listEnvironments', handler: listEnvironments },
  { method: 'GET', path: `${USED}/{environment}`, operationId: 'getEnvironment', handler: getEnvironment },
  { method: 'GET', path: ENVIRONMENTS, operationId: 'listAdminEnvironments', handler: listAdminEnvironments },
  { method: 'GET', path: ENVIRONMENT, operationId: 'getAdminEnvironment', handler: getAdminEnvironment },
  { method: 'PATCH', path: ENVIRONMENT, operationId: 'updateAdminEnvironment', handler: updateAdminEnvironment },
  { method: 'POST', path: `${ENVIRONMENT}/addUser`, operationId: 'addUser', handler: addUser },
  { method: 'POST', path: `${ENVIRONMENT}/addAppUser`, operationId: 'addAppUser', handler: addAppUser },
  {
    method: 'GET',
    path: APPLICATIONS,
    operationId: 'listManagementApplications',
    handler: listManagementApplications,
  },
  {
    method: 'PUT',
    path: `${APPLICATIONS}/{application}`,
    operationId: 'putManagementApplication',
    handler: putManagementApplication,
  },
  {
    method: 'DELETE',
    path: `${APPLICATIONS}/{application}`,
    operationId: 'deleteManagementApplication',
    handler: deleteManagementApplication,
  },
  {
    method: 'POST',
    path: '/usermanagement/environments/{environment}/user/applyAdminRole',
    operationId: 'applyAdminRole',
    handler: applyAdminRole,
  },
]
