import { skuById } from '../directory/sku-catalog.js'
import type { AssignedLicense, User } from '../directory/user-rows.js'
import type { LicenseClass } from './rules/facts.js'

/** What a user's licenses are worth in Dataverse: the best plan that is not switched off decides. */
export function licenseClassOf(user: Pick<User, 'assignedLicenses' | 'homeTenantLicenses'>): LicenseClass {
  let best: LicenseClass = 'none'
  for (const license of user.assignedLicenses) {
    const worth = worthOf(license)
    if (worth === 'valid') return worth
    if (worth === 'free') best = worth
  }
  return best === 'none' && user.homeTenantLicenses.length > 0 ? 'homeOnly' : best
}

const CLASS_OF_PLAN = { paid: 'valid', m365Free: 'free', none: 'none' } as const

const wholeSkus = new Map<string, LicenseClass>()

/** The worth of one license; SKUs without plans switched off are worked out once. */
function worthOf({ skuId, disabledPlans }: AssignedLicense): LicenseClass {
  if (disabledPlans.length > 0) return worthOfPlans(skuId, disabledPlans)
  const known = wholeSkus.get(skuId)
  if (known) return known
  const worth = worthOfPlans(skuId, disabledPlans)
  wholeSkus.set(skuId, worth)
  return worth
}

function worthOfPlans(skuId: string, disabledPlans: readonly string[]): LicenseClass {
  let best: LicenseClass = 'none'
  for (const plan of skuById(skuId)?.servicePlans ?? []) {
    if (disabledPlans.includes(plan.servicePlanId)) continue
    const worth = CLASS_OF_PLAN[plan.dataverse]
    if (worth === 'valid') return worth
    if (worth === 'free') best = worth
  }
  return best
}
