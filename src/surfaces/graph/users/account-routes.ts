import type { Route } from '../call.js'
import { convertUser, getInviter, retryUserProvisioning, validatePassword } from './account-handlers.js'

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
  {
    method: 'GET',
    path: '/users/{id}/invitedBy',
    operationId: 'users.invitedBy',
    handler: getInviter,
    right: 'users/read',
    betaOnly: true,
  },
  {
    method: 'POST',
    path: '/users/{id}/convertExternalToInternalMemberUser',
    operationId: 'users.convertExternalToInternalMemberUser',
    handler: convertUser,
    right: 'users/convert',
    body: 'optional',
    betaOnly: true,
  },
]
