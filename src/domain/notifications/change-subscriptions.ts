import { DomainError } from '../../kernel/errors.js'
import { parseInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import type { ChangeSubscription } from './subscription-rows.js'
import { changeSubscriptions } from './tables.js'
import { parseResource, type WatchedResource, withObjectId } from './watched-resource.js'

const MINUTE = 60_000
const SHORTEST = 45 * MINUTE
const LONGEST_MINUTES = 41_760
const MOST_OF_APP = 100
const MOST_OF_TENANT = 1000
/** Which part of its time is left when a client is told that a subscription will end. */
const LEFT_WHEN_TOLD = 0.2

/** What a client asks for; who asks, and what was left out, is added. */
export type WantedSubscription = Omit<ChangeSubscription, 'id' | 'watches' | 'reauthorizationDueAt'>

/** Subscriptions that have not expired, the oldest first; `now` is in milliseconds since the epoch. */
export function liveSubscriptions(reader: Reader, now: number): readonly ChangeSubscription[] {
  return [...reader.table(changeSubscriptions).rows()].filter((subscription) => isLive(subscription, now))
}

export function isLive({ expirationDateTime }: ChangeSubscription, now: number): boolean {
  return (parseInstant(expirationDateTime) ?? 0) > now
}

/**
 * What can be said of a wanted subscription before its endpoint is asked. Throws `unsupportedResource`, `notFound`,
 * `invalidChangeType`, `subscriptionLimit`, and what `lifetime` throws.
 */
export function checkSubscription(reader: Reader, wanted: WantedSubscription, now: number): WatchedResource {
  const { resource, changeType, applicationId, expirationDateTime } = wanted
  const watched = parseResource(resource)
  if (!watched) throw new DomainError('unsupportedResource', { resource })
  const types = changeType.split(',').map((type) => type.trim().toLowerCase())
  const wrong = types.find((type) => type !== 'updated' && type !== 'deleted')
  if (wrong !== undefined) throw new DomainError('invalidChangeType', { changeType: wrong })
  lifetime(expirationDateTime, now)
  const all = liveSubscriptions(reader, now)
  const own = all.filter((subscription) => subscription.applicationId === applicationId)
  if (all.length >= MOST_OF_TENANT) throw new DomainError('subscriptionLimit', { limit: MOST_OF_TENANT, of: 'tenant' })
  if (own.length >= MOST_OF_APP) throw new DomainError('subscriptionLimit', { limit: MOST_OF_APP, of: 'application' })
  return withObjectId(reader, watched)
}

/** Adds a subscription whose endpoints have been asked. Throws what `checkSubscription` throws. */
export function createSubscription(transaction: Transaction, wanted: WantedSubscription): ChangeSubscription {
  const watches = checkSubscription(transaction, wanted, transaction.now)
  return transaction.insert(changeSubscriptions, {
    ...wanted,
    id: transaction.newGuid(),
    watches,
    ...lasting(wanted, wanted.expirationDateTime, transaction.now),
  })
}

/** A subscription that is live. Throws `subscriptionNotFound`. */
export function getSubscription(reader: Reader, id: string, now: number): ChangeSubscription {
  const subscription = reader.table(changeSubscriptions).get(id.toLowerCase())
  if (!subscription || !isLive(subscription, now)) throw new DomainError('subscriptionNotFound')
  return subscription
}

/** Lets a subscription last until another instant, or lead to another address. Throws what `lifetime` throws. */
export function updateSubscription(
  transaction: Transaction,
  subscription: ChangeSubscription,
  { expirationDateTime = subscription.expirationDateTime, notificationUrl = subscription.notificationUrl },
): ChangeSubscription {
  return transaction.replace(changeSubscriptions, {
    ...subscription,
    notificationUrl,
    ...lasting(subscription, expirationDateTime, transaction.now),
  })
}

export function deleteSubscription(transaction: Transaction, { id }: ChangeSubscription): void {
  transaction.remove(changeSubscriptions, id)
}

function lasting({ lifecycleNotificationUrl }: WantedSubscription, asked: string, now: number) {
  const end = lifetime(asked, now)
  const toldAt = new Date(end - Math.floor((end - now) * LEFT_WHEN_TOLD)).toISOString()
  return {
    expirationDateTime: preciseInstant(end),
    reauthorizationDueAt: lifecycleNotificationUrl === null ? null : toldAt,
  }
}

/** When a subscription ends: not within 45 minutes. Throws `expirationTooFar`, `invalidExpiration`. */
function lifetime(asked: string, now: number): number {
  const end = parseInstant(asked)
  if (end === undefined) throw new DomainError('invalidExpiration', { value: asked })
  if (end > now + LONGEST_MINUTES * MINUTE) throw new DomainError('expirationTooFar', { minutes: LONGEST_MINUTES })
  return Math.max(end, now + SHORTEST)
}

/** With seven digits behind the second, as Graph prints these. */
function preciseInstant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, -1)}0000Z`
}
