import type { Route } from '../call.js'
import { membershipRoutes } from '../directory-objects/membership-handlers.js'
import { following, relationshipRoutes } from '../directory-objects/relationship.js'
import {
  directReports,
  memberOf,
  objectsById,
  ownedObjects,
  sponsorIds,
  transitiveMemberOf,
} from '../model/navigations.js'
import {
  deleteUserExtension,
  getUserExtension,
  listUserExtensions,
  patchUserExtension,
  postUserExtension,
} from './extension-handlers.js'
import { assignUserLicense, getLicenseDetails, listLicenseDetails, reprocessUserLicenses } from './license-handlers.js'
import { deleteManager, getManager, getManagerReference, putManager } from './manager-handlers.js'
import { resolveUser } from './resolve-user.js'
import {
  changeOwnPassword,
  getPasswordMethod,
  listPasswordMethods,
  resetUserPassword,
  revokeSessions,
} from './session-handlers.js'
import { countUsers, deleteUserEntity, getUserEntity, listUsers, patchUser, postUser } from './user-handlers.js'

const MEMBERSHIPS = ['group', 'directoryRole', 'administrativeUnit'] as const
const OWNED = ['group', 'application', 'servicePrincipal'] as const

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
    right: 'everybody',
  },
  {
    method: 'GET',
    path: '/users/{id}/manager/$ref',
    operationId: 'users.manager.reference',
    handler: getManagerReference,
    permission: 'GET /users/{id}/manager',
    right: 'everybody',
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
    right: 'everybody',
  },
  {
    method: 'GET',
    path: '/users/{id}/licenseDetails/{detailsId}',
    operationId: 'users.licenseDetails.get',
    handler: getLicenseDetails,
    permission: 'GET /users/{id}/licenseDetails',
    right: 'everybody',
  },
]

const EXTENSION = '/users/{id}/extensions/{extensionId}'

const extensions: readonly Route[] = [
  {
    method: 'GET',
    path: '/users/{id}/extensions',
    operationId: 'users.extensions.list',
    handler: listUserExtensions,
    right: 'everybody',
  },
  {
    method: 'POST',
    path: '/users/{id}/extensions',
    operationId: 'users.extensions.create',
    handler: postUserExtension,
    right: 'users/extensions',
  },
  {
    method: 'GET',
    path: EXTENSION,
    operationId: 'users.extensions.get',
    handler: getUserExtension,
    permission: 'GET /users/{id}/extensions/{id}',
    right: 'everybody',
  },
  {
    method: 'PATCH',
    path: EXTENSION,
    operationId: 'users.extensions.update',
    bodyAs: 'users.extensions.create',
    handler: patchUserExtension,
    permission: 'PATCH /users/{id}/extensions/{id}',
    right: 'users/extensions',
  },
  {
    method: 'DELETE',
    path: EXTENSION,
    operationId: 'users.extensions.delete',
    handler: deleteUserExtension,
    permission: 'DELETE /users/{id}/extensions/{id}',
    right: 'users/extensions',
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
  {
    method: 'POST',
    path: '/users/{id}/authentication/methods/{methodId}/resetPassword',
    operationId: 'users.resetPassword',
    handler: resetUserPassword,
    permission: 'POST /users/{id}/authentication/methods/{id}/resetPassword',
    right: 'users/resetPassword',
    body: 'optional',
  },
  {
    method: 'GET',
    path: '/users/{id}/authentication/passwordMethods',
    operationId: 'users.passwordMethods.list',
    handler: listPasswordMethods,
    right: 'users/authenticationMethods',
  },
  {
    method: 'GET',
    path: '/users/{id}/authentication/passwordMethods/{methodId}',
    operationId: 'users.passwordMethods.get',
    handler: getPasswordMethod,
    permission: 'GET /users/{id}/authentication/passwordMethods/{id}',
    right: 'users/authenticationMethods',
  },
]

const relationships: readonly Route[] = [
  ...relationshipRoutes({
    path: '/users/{id}/memberOf',
    operationId: 'users.memberOf',
    follow: following(resolveUser, (reader, user) => memberOf(reader, user.id)),
    right: 'everybody',
    casts: MEMBERSHIPS,
  }),
  ...relationshipRoutes({
    path: '/users/{id}/transitiveMemberOf',
    operationId: 'users.transitiveMemberOf',
    follow: following(resolveUser, (reader, user) => transitiveMemberOf(reader, user.id)),
    right: 'everybody',
    casts: MEMBERSHIPS,
  }),
  ...relationshipRoutes({
    path: '/users/{id}/directReports',
    operationId: 'users.directReports',
    follow: following(resolveUser, (reader, user) => directReports(reader, user.id)),
    right: 'everybody',
    casts: ['user'],
  }),
  ...relationshipRoutes({
    path: '/users/{id}/ownedObjects',
    operationId: 'users.ownedObjects',
    follow: following(resolveUser, (reader, user) => ownedObjects(reader, user.id)),
    right: 'everybody',
    casts: OWNED,
  }),
  ...relationshipRoutes({
    path: '/users/{id}/sponsors',
    operationId: 'users.sponsors',
    follow: following(resolveUser, (reader, user) => objectsById(reader, sponsorIds(user))),
    right: 'everybody',
  }),
  ...['createdObjects', 'ownedDevices', 'registeredDevices'].flatMap((name) =>
    relationshipRoutes({
      path: `/users/{id}/${name}`,
      operationId: `users.${name}`,
      follow: following(resolveUser, () => []),
      right: 'everybody',
    }),
  ),
]

/** Users, and `/me`. */
export const userRoutes: readonly Route[] = [
  ...core,
  ...manager,
  ...licenses,
  ...extensions,
  ...sessions,
  ...relationships,
  ...membershipRoutes('/users/{id}', 'users', resolveUser),
]
