import type { Route } from '../call.js'
import { membershipRoutes } from '../directory-objects/membership-handlers.js'
import { openExtensionRoutes } from '../extensions/open-extension-routes.js'
import { accountRoutes } from './account-routes.js'
import { authenticationRoutes } from './authentication-routes.js'
import { assignUserLicense, getLicenseDetails, listLicenseDetails, reprocessUserLicenses } from './license-handlers.js'
import { deleteManager, getManager, getManagerReference, putManager } from './manager-handlers.js'
import { photoRoutes } from './photo-routes.js'
import { resolveUser } from './resolve-user.js'
import { changeOwnPassword, revokeSessions } from './session-handlers.js'
import { countUsers, deleteUserEntity, getUserEntity, listUsers, patchUser, postUser } from './user-handlers.js'
import { relationshipsOfUser } from './user-relationship-routes.js'

const core: readonly Route[] = [
  { method: 'GET', path: '/users', operationId: 'users.list', handler: listUsers, right: 'users/list' },
  {
    method: 'GET',
    path: '/users/$count',
    operationId: 'users.count',
    handler: countUsers,
    permission: 'GET /users',
    right: 'users/list',
  },
  {
    method: 'POST',
    path: '/users',
    operationId: 'users.create',
    handler: postUser,
    right: 'users/create',
    type: 'user',
  },
  { method: 'GET', path: '/users/{id}', operationId: 'users.get', handler: getUserEntity, right: 'users/read' },
  {
    method: 'PATCH',
    path: '/users/{id}',
    operationId: 'users.update',
    bodyAs: 'users.create',
    handler: patchUser,
    right: 'users/update',
    type: 'user',
  },
  {
    method: 'DELETE',
    path: '/users/{id}',
    operationId: 'users.delete',
    handler: deleteUserEntity,
    right: 'users/delete',
  },
]

const manager: readonly Route[] = [
  {
    method: 'GET',
    path: '/users/{id}/manager',
    operationId: 'users.manager.get',
    handler: getManager,
    right: 'users/read',
  },
  {
    method: 'GET',
    path: '/users/{id}/manager/$ref',
    operationId: 'users.manager.reference',
    handler: getManagerReference,
    permission: 'GET /users/{id}/manager',
    right: 'users/read',
  },
  {
    method: 'PUT',
    path: '/users/{id}/manager/$ref',
    operationId: 'users.manager.set',
    handler: putManager,
    permission: 'PUT /users/{id}/manager',
    right: 'users/manager',
  },
  {
    method: 'DELETE',
    path: '/users/{id}/manager/$ref',
    operationId: 'users.manager.remove',
    handler: deleteManager,
    permission: 'DELETE /users/{id}/manager',
    right: 'users/manager',
  },
]

const licenses: readonly Route[] = [
  {
    method: 'POST',
    path: '/users/{id}/assignLicense',
    operationId: 'users.assignLicense',
    handler: assignUserLicense,
    right: 'users/assignLicense',
  },
  {
    method: 'POST',
    path: '/users/{id}/reprocessLicenseAssignment',
    operationId: 'users.reprocessLicenseAssignment',
    handler: reprocessUserLicenses,
    right: 'users/assignLicense',
    body: 'none',
  },
  {
    method: 'GET',
    path: '/users/{id}/licenseDetails',
    operationId: 'users.licenseDetails.list',
    handler: listLicenseDetails,
    right: 'users/readWhole',
  },
  {
    method: 'GET',
    path: '/users/{id}/licenseDetails/{detailsId}',
    operationId: 'users.licenseDetails.get',
    handler: getLicenseDetails,
    permission: 'GET /users/{id}/licenseDetails',
    right: 'users/readWhole',
  },
]

const sessions: readonly Route[] = [
  {
    method: 'POST',
    path: '/users/{id}/changePassword',
    operationId: 'users.changePassword',
    handler: changeOwnPassword,
    permission: 'POST /me/changePassword',
    right: 'self',
  },
  {
    method: 'POST',
    path: '/users/{id}/revokeSignInSessions',
    operationId: 'users.revokeSignInSessions',
    handler: revokeSessions,
    right: 'users/revokeSessions',
    body: 'none',
  },
  {
    method: 'POST',
    path: '/users/{id}/invalidateAllRefreshTokens',
    operationId: 'users.invalidateAllRefreshTokens',
    handler: revokeSessions,
    right: 'users/revokeSessions',
    body: 'none',
  },
]

/** Users, and `/me`. */
export const userRoutes: readonly Route[] = [
  ...core,
  ...manager,
  ...licenses,
  ...openExtensionRoutes({ name: 'users', resolve: resolveUser, read: 'users/readWhole', write: 'users/extensions' }),
  ...sessions,
  ...authenticationRoutes,
  ...accountRoutes,
  ...photoRoutes,
  ...relationshipsOfUser,
  ...membershipRoutes('/users/{id}', 'users', resolveUser, 'users/read'),
]
