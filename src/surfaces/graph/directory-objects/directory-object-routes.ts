import type { Route } from '../call.js'
import { validateProperties } from '../groups/validate-properties.js'
import { deleteObject } from './delete-object.js'
import { membershipRoutes } from './membership-handlers.js'
import { getByIds, getObject, resolveObject } from './object-handlers.js'

/** Objects of any type, by id. */
export const directoryObjectRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/directoryObjects/{id}',
    operationId: 'directoryObjects.get',
    handler: getObject,
    right: 'everybody',
  },
  {
    method: 'DELETE',
    path: '/directoryObjects/{id}',
    operationId: 'directoryObjects.delete',
    handler: deleteObject,
    // Those of the object's type are asked for.
    permission: null,
  },
  {
    method: 'POST',
    path: '/directoryObjects/getByIds',
    operationId: 'directoryObjects.getByIds',
    handler: getByIds,
    right: 'everybody',
  },
  {
    method: 'POST',
    path: '/directoryObjects/validateProperties',
    operationId: 'directoryObjects.validateProperties',
    handler: validateProperties,
    right: 'members',
  },
  ...membershipRoutes('/directoryObjects/{id}', 'directoryObjects', resolveObject),
]
