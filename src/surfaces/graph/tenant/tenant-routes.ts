import type { Route } from '../call.js'
import { openExtensionRoutes } from '../extensions/open-extension-routes.js'
import { getOrganization, listOrganization, patchOrganization, resolveOrganization } from './organization-handlers.js'
import { getSubscribedSku, listSubscribedSkus } from './sku-handlers.js'

/** The organization and its subscriptions. */
export const tenantRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/organization',
    operationId: 'organization.list',
    handler: listOrganization,
    right: 'organization/read',
  },
  {
    method: 'GET',
    path: '/organization/{id}',
    operationId: 'organization.get',
    handler: getOrganization,
    right: 'organization/read',
  },
  {
    method: 'PATCH',
    path: '/organization/{id}',
    operationId: 'organization.update',
    handler: patchOrganization,
    right: 'organization/update',
    type: 'organization',
  },
  ...openExtensionRoutes({
    name: 'organization',
    resolve: resolveOrganization,
    read: 'organization/read',
    write: 'organization/update',
  }),
  {
    method: 'GET',
    path: '/subscribedSkus',
    operationId: 'subscribedSkus.list',
    handler: listSubscribedSkus,
    right: 'members',
  },
  {
    method: 'GET',
    path: '/subscribedSkus/{id}',
    operationId: 'subscribedSkus.get',
    handler: getSubscribedSku,
    right: 'members',
  },
]
