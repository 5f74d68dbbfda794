import type { GroupLink } from '../../../domain/directory/group-rows.js'
import { directMembers, transitiveMembers } from '../../../domain/directory/memberships.js'
import type { Route } from '../call.js'
import { membershipRoutes } from '../directory-objects/membership-handlers.js'
import { following, membershipsOf, relationshipRoutes } from '../directory-objects/relationship.js'
import { openExtensionRoutes } from '../extensions/open-extension-routes.js'
import { memberOf, transitiveMemberOf } from '../model/navigations.js'
import {
  countGroups,
  deleteGroupEntity,
  getCreator,
  getGroupEntity,
  listGroups,
  listNothing,
  patchGroup,
  postGroup,
  renewGroup,
  retryGroupProvisioning,
} from './group-handlers.js'
import { assignLicenseToGroup, membersWithLicenseErrors } from './license-handlers.js'
import { addLink, deleteLinkedObject, refuseLinkPatch, removeLink } from './link-handlers.js'
import { resolveGroup, resolveOpenGroup, resolveWritableGroup } from './resolve-group.js'
import { senderRoutes } from './sender-routes.js'
import { validateGroupProperties } from './validate-properties.js'

const MEMBERS = ['user', 'group', 'servicePrincipal', 'device'] as const

const core: readonly Route[] = [
  { method: 'GET', path: '/groups', operationId: 'groups.list', handler: listGroups, right: 'groups/list' },
  {
    method: 'GET',
    path: '/groups/$count',
    operationId: 'groups.count',
    handler: countGroups,
    permission: 'GET /groups',
    right: 'groups/list',
  },
  {
    method: 'POST',
    path: '/groups',
    operationId: 'groups.create',
    handler: postGroup,
    right: 'groups/create',
    type: 'group',
  },
  { method: 'GET', path: '/groups/{id}', operationId: 'groups.get', handler: getGroupEntity, right: 'groups/read' },
  {
    method: 'PATCH',
    path: '/groups/{id}',
    operationId: 'groups.update',
    bodyAs: 'groups.create',
    handler: patchGroup,
    right: 'groups/update',
    type: 'group',
  },
  {
    method: 'DELETE',
    path: '/groups/{id}',
    operationId: 'groups.delete',
    handler: deleteGroupEntity,
    right: 'groups/delete',
  },
  {
    method: 'POST',
    path: '/groups/{id}/assignLicense',
    operationId: 'groups.assignLicense',
    bodyAs: 'users.assignLicense',
    handler: assignLicenseToGroup,
    right: 'groups/assignLicense',
  },
  {
    method: 'POST',
    path: '/groups/{id}/validateProperties',
    operationId: 'groups.validateProperties',
    handler: validateGroupProperties,
    right: 'groups/read',
  },
  {
    method: 'GET',
    path: '/groups/{id}/createdOnBehalfOf',
    operationId: 'groups.createdOnBehalfOf',
    handler: getCreator,
    permission: 'GET /groups/{id}',
    right: 'groups/read',
  },
  {
    method: 'GET',
    path: '/groups/{id}/groupLifecyclePolicies',
    operationId: 'groups.groupLifecyclePolicies',
    handler: listNothing,
    right: 'groups/read',
  },
  {
    method: 'POST',
    path: '/groups/{id}/renew',
    operationId: 'groups.renew',
    handler: renewGroup,
    right: 'groups/update',
    body: 'none',
  },
  {
    method: 'POST',
    path: '/groups/{id}/retryServiceProvisioning',
    operationId: 'groups.retryServiceProvisioning',
    handler: retryGroupProvisioning,
    right: 'groups/update',
    body: 'none',
  },
]

/** How members and owners are added and removed; the catalog has rows for adding owners and for removing both. */
function linkRoutes(kind: GroupLink['kind'], adding: string): readonly Route[] {
  const name = `${kind}s`
  const path = `/groups/{id}/${name}`
  const one = `${path}/{objectId}`
  const mayAdd = { permission: adding, right: 'groups/update' }
  const mayRemove = { permission: `DELETE ${path}/{id}`, right: 'groups/update' }
  return [
    {
      method: 'POST',
      path: `${path}/$ref`,
      operationId: `groups.${name}.add`,
      bodyAs: 'users.manager.set',
      handler: addLink(kind),
      ...mayAdd,
    },
    {
      method: 'PATCH',
      path: `${path}/$ref`,
      operationId: `groups.${name}.patch`,
      handler: refuseLinkPatch,
      body: 'none',
      ...mayAdd,
    },
    {
      method: 'DELETE',
      path: `${one}/$ref`,
      operationId: `groups.${name}.remove`,
      handler: removeLink(kind),
      ...mayRemove,
    },
    {
      method: 'DELETE',
      path: one,
      operationId: `groups.${name}.deleteObject`,
      handler: deleteLinkedObject(kind),
      ...mayRemove,
    },
  ]
}

const relationships: readonly Route[] = [
  ...relationshipRoutes({
    path: '/groups/{id}/members',
    operationId: 'groups.members',
    follow: following(resolveOpenGroup, (reader, group) => directMembers(reader, group.id)),
    right: 'groups/read',
    casts: MEMBERS,
    absent: ['orgContact'],
  }),
  ...relationshipRoutes({
    path: '/groups/{id}/transitiveMembers',
    operationId: 'groups.transitiveMembers',
    follow: following(resolveOpenGroup, (reader, group) => transitiveMembers(reader, group.id)),
    right: 'groups/read',
    casts: MEMBERS,
    absent: ['orgContact'],
  }),
  ...relationshipRoutes({
    path: '/groups/{id}/owners',
    operationId: 'groups.owners',
    follow: following(resolveGroup, (reader, group) => directMembers(reader, group.id, 'owner')),
    right: 'groups/read',
    casts: ['user', 'servicePrincipal'],
  }),
  ...relationshipRoutes({
    path: '/groups/{id}/memberOf',
    operationId: 'groups.memberOf',
    follow: membershipsOf(resolveGroup, memberOf),
    right: 'groups/read',
    casts: ['group', 'administrativeUnit'],
  }),
  ...relationshipRoutes({
    path: '/groups/{id}/transitiveMemberOf',
    operationId: 'groups.transitiveMemberOf',
    follow: membershipsOf(resolveGroup, transitiveMemberOf),
    right: 'groups/read',
    casts: ['group', 'administrativeUnit'],
  }),
  ...relationshipRoutes({
    path: '/groups/{id}/membersWithLicenseErrors',
    operationId: 'groups.membersWithLicenseErrors',
    follow: membersWithLicenseErrors,
    permission: 'GET /groups/{id}/members',
    right: 'groups/read',
    casts: ['user'],
  }),
]

/** Groups, their members and owners, and what they belong to. */
export const groupRoutes: readonly Route[] = [
  ...core,
  ...linkRoutes('member', 'POST /groups/{id}/members/$ref'),
  ...linkRoutes('owner', 'POST /groups/{id}/owners'),
  ...relationships,
  ...senderRoutes,
  ...membershipRoutes('/groups/{id}', 'groups', resolveGroup),
  ...openExtensionRoutes({
    name: 'groups',
    resolve: resolveGroup,
    resolveToWrite: resolveWritableGroup,
    read: 'groups/read',
    write: 'groups/update',
  }),
]
