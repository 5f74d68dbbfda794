import type { Route } from '../call.js'
import { membershipRoutes } from '../directory-objects/membership-handlers.js'
import { following, membershipsOf, relationshipRoutes } from '../directory-objects/relationship.js'
import { memberOf, ownedObjects, transitiveMemberOf } from '../model/navigations.js'
import { appRoleRoutes } from './app-role-routes.js'
import {
  addOwnerOfApplication,
  countApplications,
  deleteApplicationEntity,
  deleteOwnerOfApplication,
  getApplicationEntity,
  listApplications,
  ownersOfApplication,
  patchApplication,
  postApplication,
  removeOwnerOfApplication,
} from './application-handlers.js'
import { classificationRoutes } from './classification-routes.js'
import { credentialRoutes } from './credential-routes.js'
import { federatedCredentialRoutes } from './federated-credential-routes.js'
import {
  countGrants,
  deleteGrant,
  getGrant,
  listGrants,
  listGrantsOf,
  patchGrant,
  postGrant,
} from './grant-handlers.js'
import { resolveServicePrincipal } from './resolve-application.js'
import {
  addOwnerOfServicePrincipal,
  countServicePrincipals,
  deleteServicePrincipalEntity,
  getServicePrincipalEntity,
  listServicePrincipals,
  ownersOfServicePrincipal,
  patchServicePrincipal,
  postServicePrincipal,
  removeOwnerOfServicePrincipal,
} from './service-principal-handlers.js'

const APP = '/applications/{id}'
const PRINCIPAL = '/servicePrincipals/{id}'
const read = { right: 'applications/read' }
const update = { right: 'applications/update' }

const applications: readonly Route[] = [
  { method: 'GET', path: '/applications', operationId: 'applications.list', handler: listApplications, ...read },
  {
    method: 'GET',
    path: '/applications/$count',
    operationId: 'applications.count',
    handler: countApplications,
    permission: 'GET /applications',
    ...read,
  },
  {
    method: 'POST',
    path: '/applications',
    operationId: 'applications.create',
    handler: postApplication,
    right: 'applications/create',
    type: 'application',
  },
  { method: 'GET', path: APP, operationId: 'applications.get', handler: getApplicationEntity, ...read, ownApp: true },
  {
    method: 'PATCH',
    path: APP,
    operationId: 'applications.update',
    bodyAs: 'applications.create',
    handler: patchApplication,
    ...update,
    type: 'application',
  },
  { method: 'DELETE', path: APP, operationId: 'applications.delete', handler: deleteApplicationEntity, ...update },
  {
    method: 'POST',
    path: `${APP}/owners/$ref`,
    operationId: 'applications.owners.add',
    bodyAs: 'users.manager.set',
    handler: addOwnerOfApplication,
    permission: `POST ${APP}/owners`,
    ...update,
  },
  {
    method: 'DELETE',
    path: `${APP}/owners/{objectId}/$ref`,
    operationId: 'applications.owners.remove',
    handler: removeOwnerOfApplication,
    permission: `DELETE ${APP}/owners/{id}`,
    ...update,
  },
  {
    method: 'DELETE',
    path: `${APP}/owners/{objectId}`,
    operationId: 'applications.owners.deleteObject',
    handler: deleteOwnerOfApplication,
    permission: `DELETE ${APP}/owners/{id}`,
    ...update,
  },
  ...relationshipRoutes({
    path: `${APP}/owners`,
    operationId: 'applications.owners',
    follow: ownersOfApplication,
    right: 'applications/read',
    casts: ['user', 'servicePrincipal'],
  }),
]

const servicePrincipals: readonly Route[] = [
  {
    method: 'GET',
    path: '/servicePrincipals',
    operationId: 'servicePrincipals.list',
    handler: listServicePrincipals,
    ...read,
  },
  {
    method: 'GET',
    path: '/servicePrincipals/$count',
    operationId: 'servicePrincipals.count',
    handler: countServicePrincipals,
    permission: 'GET /servicePrincipals',
    ...read,
  },
  {
    method: 'POST',
    path: '/servicePrincipals',
    operationId: 'servicePrincipals.create',
    handler: postServicePrincipal,
    right: 'servicePrincipals/create',
    type: 'servicePrincipal',
  },
  {
    method: 'GET',
    path: PRINCIPAL,
    operationId: 'servicePrincipals.get',
    handler: getServicePrincipalEntity,
    ...read,
    ownApp: true,
  },
  {
    method: 'PATCH',
    path: PRINCIPAL,
    operationId: 'servicePrincipals.update',
    bodyAs: 'servicePrincipals.create',
    handler: patchServicePrincipal,
    ...update,
    right: 'servicePrincipals/update',
    type: 'servicePrincipal',
  },
  {
    method: 'DELETE',
    path: PRINCIPAL,
    operationId: 'servicePrincipals.delete',
    handler: deleteServicePrincipalEntity,
    ...update,
  },
  {
    method: 'POST',
    path: `${PRINCIPAL}/owners/$ref`,
    operationId: 'servicePrincipals.owners.add',
    bodyAs: 'users.manager.set',
    handler: addOwnerOfServicePrincipal,
    permission: `POST ${PRINCIPAL}/owners`,
    ...update,
  },
  {
    method: 'DELETE',
    path: `${PRINCIPAL}/owners/{objectId}/$ref`,
    operationId: 'servicePrincipals.owners.remove',
    handler: removeOwnerOfServicePrincipal,
    permission: `DELETE ${PRINCIPAL}/owners/{id}`,
    ...update,
  },
  ...relationshipRoutes({
    path: `${PRINCIPAL}/owners`,
    operationId: 'servicePrincipals.owners',
    follow: ownersOfServicePrincipal,
    right: 'applications/read',
    casts: ['user', 'servicePrincipal'],
  }),
  ...relationshipRoutes({
    path: `${PRINCIPAL}/memberOf`,
    operationId: 'servicePrincipals.memberOf',
    follow: membershipsOf(resolveServicePrincipal, memberOf),
    right: 'applications/read',
    casts: ['group', 'directoryRole'],
  }),
  ...relationshipRoutes({
    path: `${PRINCIPAL}/transitiveMemberOf`,
    operationId: 'servicePrincipals.transitiveMemberOf',
    follow: membershipsOf(resolveServicePrincipal, transitiveMemberOf),
    right: 'applications/read',
    casts: ['group', 'directoryRole'],
  }),
  ...relationshipRoutes({
    path: `${PRINCIPAL}/ownedObjects`,
    operationId: 'servicePrincipals.ownedObjects',
    follow: following(resolveServicePrincipal, (reader, principal) => ownedObjects(reader, principal.id)),
    right: 'applications/read',
    casts: ['group', 'application', 'servicePrincipal'],
  }),
  ...relationshipRoutes({
    path: `${PRINCIPAL}/createdObjects`,
    operationId: 'servicePrincipals.createdObjects',
    follow: following(resolveServicePrincipal, () => []),
    right: 'applications/read',
  }),
  ...membershipRoutes(PRINCIPAL, 'servicePrincipals', resolveServicePrincipal),
]

const grants: readonly Route[] = [
  {
    method: 'GET',
    path: '/oauth2PermissionGrants',
    operationId: 'oauth2PermissionGrants.list',
    handler: listGrants,
    right: 'grants/read',
  },
  {
    method: 'GET',
    path: '/oauth2PermissionGrants/$count',
    operationId: 'oauth2PermissionGrants.count',
    handler: countGrants,
    permission: 'GET /oauth2PermissionGrants',
    right: 'grants/read',
  },
  {
    method: 'POST',
    path: '/oauth2PermissionGrants',
    operationId: 'oauth2PermissionGrants.create',
    handler: postGrant,
    right: 'grants/write',
    type: 'oAuth2PermissionGrant',
  },
  {
    method: 'GET',
    path: '/oauth2PermissionGrants/{id}',
    operationId: 'oauth2PermissionGrants.get',
    handler: getGrant,
    right: 'grants/read',
  },
  {
    method: 'PATCH',
    path: '/oauth2PermissionGrants/{id}',
    operationId: 'oauth2PermissionGrants.update',
    handler: patchGrant,
    right: 'grants/write',
    type: 'oAuth2PermissionGrant',
  },
  {
    method: 'DELETE',
    path: '/oauth2PermissionGrants/{id}',
    operationId: 'oauth2PermissionGrants.delete',
    handler: deleteGrant,
    right: 'grants/delete',
  },
  {
    method: 'GET',
    path: `${PRINCIPAL}/oauth2PermissionGrants`,
    operationId: 'servicePrincipals.oauth2PermissionGrants',
    handler: listGrantsOf('clientId', resolveServicePrincipal),
    right: 'grants/read',
  },
]

/** Applications, service principals, and what they are granted. */
export const applicationRoutes: readonly Route[] = [
  ...applications,
  ...credentialRoutes,
  ...federatedCredentialRoutes,
  ...servicePrincipals,
  ...appRoleRoutes,
  ...classificationRoutes,
  ...grants,
]
