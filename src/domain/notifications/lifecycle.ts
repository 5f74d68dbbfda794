import { parseInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { findPrincipal } from '../directory/find-principal.js'
import { isLive } from './change-subscriptions.js'
import type { ChangeSubscription } from './subscription-rows.js'
import { changeSubscriptions } from './tables.js'

/** Something that a client is told of its subscription. */
export interface LifecycleEvent {
  readonly event: 'reauthorizationRequired' | 'subscriptionRemoved'
  readonly subscription: ChangeSubscription
}

/** When the next subscription ends, or its client is to be told that it will: milliseconds since the epoch, or undefined. */
export function nextEnd(reader: Reader): number | undefined {
  let next: number | undefined
  for (const subscription of reader.table(changeSubscriptions).rows()) {
    const { expirationDateTime, reauthorizationDueAt } = subscription
    const due = parseInstant(reauthorizationDueAt ?? expirationDateTime) ?? 0
    if (next === undefined || due < next) next = due
  }
  return next
}

/**
 * Drops subscriptions that have expired or whose creator is gone, and answers with what clients are to be told; that a
 * subscription expired is not among it.
 */
export function endSubscriptions(transaction: Transaction): readonly LifecycleEvent[] {
  const events: LifecycleEvent[] = []
  for (const subscription of [...transaction.table(changeSubscriptions).rows()]) {
    if (!isLive(subscription, transaction.now)) transaction.remove(changeSubscriptions, subscription.id)
    else if (!findPrincipal(transaction, subscription.creatorId)) {
      transaction.remove(changeSubscriptions, subscription.id)
      events.push({ event: 'subscriptionRemoved', subscription })
    } else if (isDue(subscription, transaction.now)) {
      transaction.replace(changeSubscriptions, { ...subscription, reauthorizationDueAt: null })
      events.push({ event: 'reauthorizationRequired', subscription })
    }
  }
  return events
}

function isDue({ reauthorizationDueAt }: ChangeSubscription, now: number): boolean {
  return reauthorizationDueAt !== null && (parseInstant(reauthorizationDueAt) ?? 0) <= now
}
