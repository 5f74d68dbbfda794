import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import { skuByPartNumber } from './sku-catalog.js'
import { subscriptions, users } from './tables.js'
import type { Subscription } from './tenant-rows.js'

/** How many users hold a SKU: counted from their licenses, so that it can never be wrong. */
export function consumedUnits(reader: Reader, skuId: string): number {
  return reader.table(users).count('skuId', skuId)
}

/** The tenant's subscription to a SKU. Throws `unknownLicense`. */
export function getSubscription(reader: Reader, skuId: string): Subscription {
  const subscription = reader.table(subscriptions).get(fold(skuId))
  if (!subscription) throw new DomainError('unknownLicense', { skuId })
  return subscription
}

/** Seats that are still free. Suspended and locked-out units cannot be assigned. */
export function freeSeats(reader: Reader, subscription: Subscription): number {
  return subscription.enabled + subscription.warning - consumedUnits(reader, subscription.skuId)
}

/**
 * Buys a SKU for the tenant, by part number. Throws `unknownSku` when the catalog has no such product.
 */
export function addSubscription(
  transaction: Transaction,
  skuPartNumber: string,
  units: { enabled: number; warning?: number; suspended?: number; lockedOut?: number },
): Subscription {
  const sku = skuByPartNumber(skuPartNumber)
  if (!sku) throw new DomainError('unknownSku', { skuPartNumber })
  const { enabled, warning = 0, suspended = 0, lockedOut = 0 } = units
  const subscriptionIds = [transaction.newGuid()]
  return transaction.insert(subscriptions, {
    skuId: sku.skuId,
    skuPartNumber,
    enabled,
    warning,
    suspended,
    lockedOut,
    subscriptionIds,
  })
}
