import type { Route } from '../call.js'
import {
  countDeleted,
  getDeleted,
  getDeletedAs,
  listDeleted,
  purgeDeleted,
  refuseUntyped,
  restoreDeleted,
} from './deleted-item-handlers.js'
import { getUserOwnedObjects } from './owned-deleted-items.js'

const PATH = '/directory/deletedItems'
const KINDS = ['user', 'group', 'application', 'servicePrincipal', 'administrativeUnit'] as const

/** One object may be of any kind, so its permissions and rights are asked for once it is known: the handlers do. */
export const deletedItemRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, operationId: 'deletedItems.list', handler: refuseUntyped, permission: null },
  ...KINDS.flatMap((kind): readonly Route[] => {
    const path = `${PATH}/microsoft.graph.${kind}`
    const permission = `GET ${path}`
    const right = 'deletedItems/read'
    return [
      { method: 'GET', path, operationId: `deletedItems.${kind}.list`, handler: listDeleted(kind), permission, right },
      {
        method: 'GET',
        path: `${path}/$count`,
        operationId: `deletedItems.${kind}.count`,
        handler: countDeleted(kind),
        permission,
        right,
      },
    ]
  }),
  {
    method: 'POST',
    path: `${PATH}/getUserOwnedObjects`,
    operationId: 'deletedItems.getUserOwnedObjects',
    handler: getUserOwnedObjects,
    right: 'deletedItems/read',
    betaOnly: true,
  },
  ...KINDS.map(
    (kind): Route => ({
      method: 'GET',
      path: `${PATH}/{id}/microsoft.graph.${kind}`,
      operationId: `deletedItems.get.as.${kind}`,
      handler: getDeletedAs(kind),
      permission: null,
      right: 'deletedItems/read',
    }),
  ),
  {
    method: 'GET',
    path: `${PATH}/{id}`,
    operationId: 'deletedItems.get',
    handler: getDeleted,
    permission: null,
    right: 'deletedItems/read',
  },
  {
    method: 'DELETE',
    path: `${PATH}/{id}`,
    operationId: 'deletedItems.delete',
    handler: purgeDeleted,
    permission: null,
    right: 'everybody',
  },
  {
    method: 'POST',
    path: `${PATH}/{id}/restore`,
    operationId: 'deletedItems.restore',
    handler: restoreDeleted,
    permission: null,
    right: 'everybody',
    body: 'optional',
  },
]
