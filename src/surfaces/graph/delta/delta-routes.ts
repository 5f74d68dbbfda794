import type { Route } from '../call.js'
import {
  administrativeUnitFeed,
  applicationFeed,
  deviceFeed,
  directoryObjectFeed,
  directoryRoleFeed,
  groupFeed,
  permissionGrantFeed,
  servicePrincipalFeed,
  userFeed,
} from './delta-feed.js'
import { deltaHandler } from './delta-handlers.js'

/** What changed since a delta token, set by set. */
export const deltaRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/users/delta',
    operationId: 'users.delta',
    handler: deltaHandler(userFeed),
    right: 'users/list',
  },
  {
    method: 'GET',
    path: '/groups/delta',
    operationId: 'groups.delta',
    handler: deltaHandler(groupFeed),
    right: 'groups/list',
  },
  {
    method: 'GET',
    path: '/applications/delta',
    operationId: 'applications.delta',
    handler: deltaHandler(applicationFeed),
    right: 'applications/read',
  },
  {
    method: 'GET',
    path: '/servicePrincipals/delta',
    operationId: 'servicePrincipals.delta',
    handler: deltaHandler(servicePrincipalFeed),
    right: 'applications/read',
  },
  {
    method: 'GET',
    path: '/directoryRoles/delta',
    operationId: 'directoryRoles.delta',
    handler: deltaHandler(directoryRoleFeed),
    right: 'roles/read',
  },
  {
    method: 'GET',
    path: '/directory/administrativeUnits/delta',
    operationId: 'administrativeUnits.delta',
    handler: deltaHandler(administrativeUnitFeed),
    permission: 'GET /directory/administrativeUnits',
    right: 'roles/read',
  },
  {
    method: 'GET',
    path: '/devices/delta',
    operationId: 'devices.delta',
    handler: deltaHandler(deviceFeed),
    right: 'devices/read',
  },
  {
    method: 'GET',
    path: '/oauth2PermissionGrants/delta',
    operationId: 'oauth2PermissionGrants.delta',
    handler: deltaHandler(permissionGrantFeed),
    right: 'applications/read',
  },
  {
    method: 'GET',
    path: '/directoryObjects/delta',
    operationId: 'directoryObjects.delta',
    handler: deltaHandler(directoryObjectFeed),
    permission: 'GET /directoryObjects/{id}',
    right: 'members',
  },
]
