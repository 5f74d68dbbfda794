import type { Reader } from '../access.js'
import { holdersOfAddress, withPrimaryAddress } from './mail-addresses.js'
import { skuById } from './sku-catalog.js'
import type { User } from './user-rows.js'

/** Service plans that come with a mailbox. */
const MAILBOX_PLANS: ReadonlySet<string> = new Set([
  'EXCHANGE_S_DESKLESS',
  'EXCHANGE_S_ENTERPRISE',
  'EXCHANGE_S_STANDARD',
])

/**
 * A user as Exchange leaves it behind: who has a mailbox and no address gets one, by the user principal name.
 * [unverified] The service does so within minutes; here it is done at once, and not for addresses that somebody has.
 */
export function withMailbox(reader: Reader, user: User): User {
  if (user.mail !== null || user.userType === 'Guest' || !hasMailbox(user)) return user
  const mail = user.userPrincipalName
  if (holdersOfAddress(reader, `SMTP:${mail}`, user.id).length > 0) return user
  return { ...user, mail, proxyAddresses: withPrimaryAddress(user.proxyAddresses, mail) }
}

function hasMailbox({ assignedLicenses }: User): boolean {
  return assignedLicenses.some(({ skuId, disabledPlans }) =>
    skuById(skuId)?.servicePlans.some(
      ({ servicePlanId, servicePlanName }) =>
        MAILBOX_PLANS.has(servicePlanName) && !disabledPlans.includes(servicePlanId),
    ),
  )
}
