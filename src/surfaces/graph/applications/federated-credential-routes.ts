import type { Route } from '../call.js'
import {
  deleteFederatedCredential,
  getFederatedCredential,
  listFederatedCredentials,
  patchFederatedCredential,
  postFederatedCredential,
} from './federated-credential-handlers.js'

const ALL = '/applications/{id}/federatedIdentityCredentials'
const ONE = `${ALL}/{credentialId}`
const ROW = `${ALL}/{id}`
const operation = 'applications.federatedIdentityCredentials'
const type = 'federatedIdentityCredential'
const read = { right: 'applications/read' }
const update = { right: 'applications/update' }

/** Whose tokens apps take for their own credential. */
export const federatedCredentialRoutes: readonly Route[] = [
  { method: 'GET', path: ALL, operationId: `${operation}.list`, handler: listFederatedCredentials, ...read },
  {
    method: 'POST',
    path: ALL,
    operationId: `${operation}.create`,
    handler: postFederatedCredential,
    ...{ ...update, type },
  },
  {
    method: 'GET',
    path: ONE,
    operationId: `${operation}.get`,
    handler: getFederatedCredential,
    ...{ ...read, permission: `GET ${ROW}` },
  },
  {
    method: 'PATCH',
    path: ONE,
    operationId: `${operation}.update`,
    bodyAs: `${operation}.create`,
    handler: patchFederatedCredential,
    ...{ ...update, permission: `PATCH ${ROW}`, type },
  },
  {
    method: 'DELETE',
    path: ONE,
    operationId: `${operation}.delete`,
    handler: deleteFederatedCredential,
    ...{ ...update, permission: `DELETE ${ROW}` },
  },
]
