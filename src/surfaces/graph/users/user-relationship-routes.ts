import { devicesOf } from '../../../domain/directory/device-links.js'
import type { DeviceLink } from '../../../domain/directory/device-rows.js'
import { sponsorsOf } from '../../../domain/directory/sponsors.js'
import { listGrantsOf } from '../applications/grant-handlers.js'
import type { Route } from '../call.js'
import { following, membershipsOf, relationshipRoutes } from '../directory-objects/relationship.js'
import {
  asObjects,
  directReports,
  memberOf,
  ownedObjects,
  sponsorOf,
  transitiveMemberOf,
} from '../model/navigations.js'
import { getScopedMembership, listScopedMemberships } from '../roles/scoped-role-handlers.js'
import { countTransitiveReports } from './manager-handlers.js'
import { resolveUser } from './resolve-user.js'
import { deleteSponsor, postSponsor } from './sponsor-handlers.js'

const MEMBERSHIPS = ['group', 'directoryRole', 'administrativeUnit'] as const
const OWNED = ['group', 'application', 'servicePrincipal'] as const

function devicesRoutes(name: string, kind: DeviceLink['kind']): readonly Route[] {
  return relationshipRoutes({
    path: `/users/{id}/${name}`,
    operationId: `users.${name}`,
    follow: following(resolveUser, (reader, user) => asObjects('device', devicesOf(reader, kind, user.id))),
    right: 'users/read',
    casts: ['device'],
  })
}

/** Whom and what a user is tied to. */
export const relationshipsOfUser: readonly Route[] = [
  ...relationshipRoutes({
    path: '/users/{id}/memberOf',
    operationId: 'users.memberOf',
    follow: membershipsOf(resolveUser, memberOf),
    right: 'users/read',
    casts: MEMBERSHIPS,
  }),
  ...relationshipRoutes({
    path: '/users/{id}/transitiveMemberOf',
    operationId: 'users.transitiveMemberOf',
    follow: membershipsOf(resolveUser, transitiveMemberOf),
    right: 'users/read',
    casts: MEMBERSHIPS,
  }),
  ...relationshipRoutes({
    path: '/users/{id}/directReports',
    operationId: 'users.directReports',
    follow: following(resolveUser, (reader, user) => directReports(reader, user.id)),
    right: 'users/read',
    casts: ['user'],
  }),
  ...relationshipRoutes({
    path: '/users/{id}/ownedObjects',
    operationId: 'users.ownedObjects',
    follow: following(resolveUser, (reader, user) => ownedObjects(reader, user.id)),
    right: 'users/read',
    casts: OWNED,
  }),
  ...relationshipRoutes({
    path: '/users/{id}/sponsors',
    operationId: 'users.sponsors',
    follow: following(resolveUser, (reader, user) => sponsorsOf(reader, user)),
    right: 'users/read',
  }),
  {
    method: 'POST',
    path: '/users/{id}/sponsors/$ref',
    operationId: 'users.sponsors.add',
    handler: postSponsor,
    permission: 'POST /users/{id}/sponsors',
    right: 'users/sponsors',
    bodyAs: 'users.manager.set',
  },
  {
    method: 'DELETE',
    path: '/users/{id}/sponsors/{objectId}/$ref',
    operationId: 'users.sponsors.remove',
    handler: deleteSponsor,
    permission: 'DELETE /users/{id}/sponsors/{id}',
    right: 'users/sponsors',
  },
  ...relationshipRoutes({
    path: '/users/{id}/sponsorOf',
    operationId: 'users.sponsorOf',
    follow: following(resolveUser, (reader, user) => sponsorOf(reader, user.id)),
    right: 'users/read',
  }),
  {
    method: 'GET',
    path: '/users/{id}/transitiveReports/$count',
    operationId: 'users.transitiveReports.count',
    handler: countTransitiveReports,
    right: 'users/read',
  },
  {
    method: 'GET',
    path: '/users/{id}/scopedRoleMemberOf',
    operationId: 'users.scopedRoleMemberOf.list',
    handler: listScopedMemberships,
    right: 'users/read',
  },
  {
    method: 'GET',
    path: '/users/{id}/scopedRoleMemberOf/{membershipId}',
    operationId: 'users.scopedRoleMemberOf.get',
    handler: getScopedMembership,
    permission: 'GET /users/{id}/scopedRoleMemberOf',
    right: 'users/read',
  },
  {
    method: 'GET',
    path: '/users/{id}/oauth2PermissionGrants',
    operationId: 'users.oauth2PermissionGrants',
    handler: listGrantsOf('principalId', resolveUser),
    right: 'grants/read',
  },
  ...relationshipRoutes({
    path: '/users/{id}/createdObjects',
    operationId: 'users.createdObjects',
    follow: following(resolveUser, () => []),
    right: 'users/read',
  }),
  ...devicesRoutes('ownedDevices', 'registeredOwner'),
  ...devicesRoutes('registeredDevices', 'registeredUser'),
]
