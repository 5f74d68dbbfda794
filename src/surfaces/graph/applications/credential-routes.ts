import type { Route } from '../call.js'
import {
  addPasswordToApplication,
  addPasswordToServicePrincipal,
  removePasswordFromApplication,
  removePasswordFromServicePrincipal,
} from './credential-handlers.js'
import {
  addKeyToApplication,
  addKeyToServicePrincipal,
  removeKeyFromApplication,
  removeKeyFromServicePrincipal,
} from './key-handlers.js'

const right = 'applications/update'

/** Secrets and certificates of applications and service principals. */
export const credentialRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/applications/{id}/addPassword',
    operationId: 'applications.addPassword',
    handler: addPasswordToApplication,
    right,
    body: 'optional',
  },
  {
    method: 'POST',
    path: '/applications/{id}/removePassword',
    operationId: 'applications.removePassword',
    handler: removePasswordFromApplication,
    right,
  },
  {
    method: 'POST',
    path: '/applications/{id}/addKey',
    operationId: 'applications.addKey',
    handler: addKeyToApplication,
    right,
    ownApp: true,
  },
  {
    method: 'POST',
    path: '/applications/{id}/removeKey',
    operationId: 'applications.removeKey',
    handler: removeKeyFromApplication,
    right,
    ownApp: true,
  },
  {
    method: 'POST',
    path: '/servicePrincipals/{id}/addPassword',
    operationId: 'servicePrincipals.addPassword',
    bodyAs: 'applications.addPassword',
    handler: addPasswordToServicePrincipal,
    right,
    body: 'optional',
  },
  {
    method: 'POST',
    path: '/servicePrincipals/{id}/removePassword',
    operationId: 'servicePrincipals.removePassword',
    bodyAs: 'applications.removePassword',
    handler: removePasswordFromServicePrincipal,
    right,
  },
  {
    method: 'POST',
    path: '/servicePrincipals/{id}/addKey',
    operationId: 'servicePrincipals.addKey',
    bodyAs: 'applications.addKey',
    handler: addKeyToServicePrincipal,
    right,
    ownApp: true,
  },
  {
    method: 'POST',
    path: '/servicePrincipals/{id}/removeKey',
    operationId: 'servicePrincipals.removeKey',
    bodyAs: 'applications.removeKey',
    handler: removeKeyFromServicePrincipal,
    right,
    ownApp: true,
  },
]
