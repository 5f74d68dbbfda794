import {
  checkSubscription,
  createSubscription,
  deleteSubscription,
  getSubscription,
  liveSubscriptions,
  updateSubscription,
} from '../../../domain/notifications/change-subscriptions.js'
import type { ChangeSubscription } from '../../../domain/notifications/subscription-rows.js'
import { DomainError } from '../../../kernel/errors.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { hasRight } from '../authorize/require-right.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { subscriptionType } from '../model/subscription-type.js'
import { entityAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'
import { subscriptionChanges, wantedSubscription } from './subscription-body.js'

const SET = 'subscriptions'
const NEEDED = { user: 'User.Read.All', group: 'Group.Read.All' } as const

/** POST /subscriptions (Microsoft Graph: Create subscription): the endpoints are asked before the answer. */
export function postSubscription(call: Call): Answer {
  const wanted = wantedSubscription(call)
  const { kind } = checkSubscription(readerOf(call), wanted, call.rooms.clock.now())
  requirePermission(call, NEEDED[kind])
  const { notificationUrl, lifecycleNotificationUrl } = wanted
  return afterHandshake(call, [notificationUrl, lifecycleNotificationUrl], () => {
    const created = write(call, (transaction) => createSubscription(transaction, wanted))
    const location = `${call.root}/subscriptions('${created.id}')`
    return { ...entityAnswer(call, subscriptionType(), created, SET, 201), headers: { location } }
  })
}

/** GET /subscriptions (Microsoft Graph: List subscriptions): the caller's own, without their client states. */
export function listSubscriptions(call: Call): Answer {
  const table = liveSubscriptions(readerOf(call), call.rooms.clock.now())
  const shown = table.filter((subscription) => isVisible(call, subscription))
  const source = listSource(
    shown.map((subscription) => ({ ...subscription, clientState: null })),
    ({ id }) => id,
  )
  return listAnswer(call, { type: subscriptionType(), source, context: SET })
}

/** GET /subscriptions/{id} (Microsoft Graph: Get subscription). */
export function getSubscriptionById(call: Call): Answer {
  return entityAnswer(call, subscriptionType(), subscriptionOf(call), SET)
}

/** PATCH /subscriptions/{id} (Microsoft Graph: Update subscription): a later end, or another endpoint, which is asked. */
export function patchSubscription(call: Call): Answer {
  const subscription = subscriptionOf(call)
  const changes = subscriptionChanges(call)
  const change = () => {
    const current = subscriptionOf(call)
    const changed = write(call, (transaction) => updateSubscription(transaction, current, changes))
    return entityAnswer(call, subscriptionType(), changed, SET)
  }
  const { notificationUrl = subscription.notificationUrl } = changes
  return notificationUrl === subscription.notificationUrl ? change() : afterHandshake(call, [notificationUrl], change)
}

/** POST /subscriptions/{id}/reauthorize (Microsoft Graph: subscription reauthorize): it lasts as long as before. */
export function reauthorizeSubscription(call: Call): Answer {
  const subscription = subscriptionOf(call)
  write(call, (transaction) => updateSubscription(transaction, subscription, {}))
  return noContent
}

/** DELETE /subscriptions/{id} (Microsoft Graph: Delete subscription). */
export function deleteSubscriptionById(call: Call): Answer {
  const subscription = subscriptionOf(call)
  write(call, (transaction) => deleteSubscription(transaction, subscription))
  return noContent
}

function afterHandshake(call: Call, urls: readonly (string | null)[], answer: () => Answer): Answer {
  const asked = new Set(urls.flatMap((url) => url ?? []))
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${call.requestId}`
  return {
    status: 202,
    later: async () => {
      await call.rooms.notifications.askEndpoints(asked, token)
      return answer()
    },
  }
}

/** The subscription of the path, if the caller may see it. Throws `subscriptionNotFound`. */
function subscriptionOf(call: Call): ChangeSubscription {
  const subscription = getSubscription(readerOf(call), parameter(call), call.rooms.clock.now())
  if (!isVisible(call, subscription)) throw new DomainError('subscriptionNotFound')
  return subscription
}

/** An app's own, of users their own through the app; through whichever app, and to administrators all, by permission. */
function isVisible(call: Call, { applicationId, creatorId }: ChangeSubscription): boolean {
  const { caller } = call
  if (caller.unchecked) return true
  const isOwnApp = applicationId === caller.appId
  if (caller.kind === 'app') return isOwnApp
  const isOwn = creatorId === caller.oid
  if (!caller.scopes.has('Subscription.Read.All')) return isOwnApp && isOwn
  return isOwn || hasRight(readerOf(call), caller, 'subscriptions/readAll')
}

/** What is watched has to be readable; that it could be written does not count. */
function requirePermission({ caller }: Call, permission: string): void {
  const held = caller.kind === 'app' ? caller.roles : caller.scopes
  if (!caller.unchecked && !held.has(permission)) throw new DomainError('denied', { permission })
}
