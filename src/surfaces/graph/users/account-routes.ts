import type { Route } from '../call.js'
import { retryUserProvisioning, validatePassword } from './account-handlers.js'

/** What is done to accounts besides reading and writing them. */
export const accountRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/users/validatePassword',
    operationId: 'users.validatePassword',
    handler: validatePassword,
    right: 'everybody',
    betaOnly: true,
  },
  {
    method: 'POST',
    path: '/users/{id}/retryServiceProvisioning',
    operationId: 'users.retryServiceProvisioning',
    handler: retryUserProvisioning,
    right: 'users/retryProvisioning',
    body: 'none',
  },
]
