import type { Route } from '../call.js'
import {
  deleteSubscriptionById,
  getSubscriptionById,
  listSubscriptions,
  patchSubscription,
  postSubscription,
  reauthorizeSubscription,
} from './subscription-handlers.js'

const type = 'subscription'

/** Who wants to be told of changes. */
export const subscriptionRoutes: readonly Route[] = [
  { method: 'GET', path: '/subscriptions', operationId: 'subscriptions.list', handler: listSubscriptions },
  { method: 'POST', path: '/subscriptions', operationId: 'subscriptions.create', handler: postSubscription, type },
  { method: 'GET', path: '/subscriptions/{id}', operationId: 'subscriptions.get', handler: getSubscriptionById },
  {
    method: 'PATCH',
    path: '/subscriptions/{id}',
    operationId: 'subscriptions.update',
    handler: patchSubscription,
    type,
  },
  {
    method: 'DELETE',
    path: '/subscriptions/{id}',
    operationId: 'subscriptions.delete',
    handler: deleteSubscriptionById,
  },
  {
    method: 'POST',
    path: '/subscriptions/{id}/reauthorize',
    operationId: 'subscriptions.reauthorize',
    handler: reauthorizeSubscription,
    body: 'none',
  },
]
