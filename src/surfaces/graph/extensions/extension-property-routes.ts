import type { Route } from '../call.js'
import {
  deleteExtensionPropertyEntity,
  getAvailableExtensionProperties,
  getExtensionPropertyEntity,
  listExtensionProperties,
  postExtensionProperty,
} from './extension-property-handlers.js'

const ALL = '/applications/{id}/extensionProperties'
const ONE = `${ALL}/{propertyId}`
const operation = 'applications.extensionProperties'

/** Directory extensions, which applications define. */
export const extensionPropertyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: ALL,
    operationId: `${operation}.list`,
    handler: listExtensionProperties,
    right: 'applications/read',
  },
  {
    method: 'POST',
    path: ALL,
    operationId: `${operation}.create`,
    handler: postExtensionProperty,
    right: 'applications/extensions',
    type: 'extensionProperty',
  },
  {
    method: 'GET',
    path: ONE,
    operationId: `${operation}.get`,
    handler: getExtensionPropertyEntity,
    permission: `GET ${ALL}/{id}`,
    right: 'applications/read',
  },
  {
    method: 'DELETE',
    path: ONE,
    operationId: `${operation}.delete`,
    handler: deleteExtensionPropertyEntity,
    permission: `DELETE ${ALL}/{id}`,
    right: 'applications/extensions',
  },
  {
    method: 'POST',
    path: '/directoryObjects/getAvailableExtensionProperties',
    operationId: 'directoryObjects.getAvailableExtensionProperties',
    handler: getAvailableExtensionProperties,
    right: 'applications/read',
    body: 'optional',
  },
]
