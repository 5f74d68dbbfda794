import { organizationOf } from '../../../domain/directory/organization.js'
import { skuById } from '../../../domain/directory/sku-catalog.js'
import { subscriptions } from '../../../domain/directory/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Call, readerOf } from '../call.js'

const NAME = /\bsignInActivity\b/i
const PREMIUM = /^AAD_PREMIUM(_P2)?$/

/**
 * Refuses a query about sign-ins to those whose token does not permit it (`denied`) and in tenants that have not bought
 * Microsoft Entra ID P1 or P2 (`premiumRequired`) (Microsoft Graph: List users, signInActivity).
 */
export function requireSignInActivity(call: Call): void {
  if (!asksSignInActivity(call)) return
  const { caller } = call
  const held = caller.kind === 'app' ? caller.roles : caller.scopes
  if (!caller.unchecked && !held.has('AuditLog.Read.All'))
    throw new DomainError('denied', { property: 'signInActivity' })
  if (!isPremium(call)) throw new DomainError('premiumRequired')
}

/** Whether a query selects or filters by the sign-in activity. */
export function asksSignInActivity({ query }: Call): boolean {
  return ['$select', 'select', '$filter', 'filter'].some((option) => NAME.test(query.get(option) ?? ''))
}

function isPremium(call: Call): boolean {
  const reader = readerOf(call)
  if (organizationOf(reader).kind === 'external') return true
  for (const { skuId, enabled, warning } of reader.table(subscriptions).rows()) {
    const plans = skuById(skuId)?.servicePlans ?? []
    if (enabled + warning > 0 && plans.some(({ servicePlanName }) => PREMIUM.test(servicePlanName))) return true
  }
  return false
}
