import { applicationRoutes } from './applications/application-routes.js'
import { auditLogRoutes } from './audit-logs/audit-log-routes.js'
import { permissionsFor } from './authorize/permissions.js'
import type { Route } from './call.js'
import { deletedItemRoutes } from './deleted-items/deleted-item-routes.js'
import { deltaRoutes } from './delta/delta-routes.js'
import { deviceRoutes } from './devices/device-routes.js'
import { directoryObjectRoutes } from './directory-objects/directory-object-routes.js'
import { extensionPropertyRoutes } from './extensions/extension-property-routes.js'
import { schemaExtensionRoutes } from './extensions/schema-extension-routes.js'
import { groupSettingRoutes } from './group-settings/group-setting-routes.js'
import { groupRoutes } from './groups/group-routes.js'
import { invitationRoutes } from './invitations/invitation-routes.js'
import { policyRoutes } from './policies/policy-routes.js'
import { protocolRoutes } from './protocol/protocol-routes.js'
import { roleRoutes } from './roles/role-routes.js'
import { securityAttributeRoutes } from './security-attributes/security-attribute-routes.js'
import { subscriptionRoutes } from './subscriptions/subscription-routes.js'
import { domainRoutes } from './tenant/domain-routes.js'
import { tenantRoutes } from './tenant/tenant-routes.js'
import { userRoutes } from './users/user-routes.js'

const OF_A_USER = '/users/{id}'

/** Whatever can be asked about a user can be asked about oneself under /me. */
function meRoute(route: Route): Route {
  const path = `/me${route.path.slice(OF_A_USER.length)}`
  const own = `${route.method} ${path}`
  const permission = permissionsFor(own) ? own : (route.permission ?? `${route.method} ${route.path}`)
  const bodyAs = route.bodyAs ?? route.operationId
  return { ...route, path, operationId: route.operationId.replace('users.', 'me.'), permission, bodyAs }
}

const ofAUser = ({ path }: Route) => path.startsWith(OF_A_USER)

const meRoutes = [
  ...userRoutes.filter((route) => ofAUser(route) && route.operationId !== 'users.delete'),
  // Who reads there what was granted to oneself; it is given and taken at the user.
  ...applicationRoutes.filter((route) => ofAUser(route) && route.method === 'GET'),
].map(meRoute)

/** Everything that this surface answers. */
export const routes: readonly Route[] = [
  ...protocolRoutes,
  ...userRoutes,
  ...meRoutes,
  ...invitationRoutes,
  ...groupRoutes,
  ...groupSettingRoutes,
  ...deviceRoutes,
  ...deltaRoutes,
  ...directoryObjectRoutes,
  ...deletedItemRoutes,
  ...tenantRoutes,
  ...domainRoutes,
  ...roleRoutes,
  ...applicationRoutes,
  ...extensionPropertyRoutes,
  ...schemaExtensionRoutes,
  ...securityAttributeRoutes,
  ...policyRoutes,
  ...auditLogRoutes,
  ...subscriptionRoutes,
]
