import { exclusivePlans, planRequirements, skuById } from './sku-catalog.js'
import type { AssignedLicense } from './user-rows.js'

/** Why a set of licenses cannot be held together: the plans at odds, by id. */
export type LicenseFault =
  | { readonly kind: 'exclusive'; readonly plans: readonly [string, string] }
  | { readonly kind: 'dependency'; readonly plan: string; readonly requires: readonly string[] }

/** The first rule that a set of licenses breaks, or undefined. Only enabled plans count. */
export function faultOf(licenses: readonly AssignedLicense[]): LicenseFault | undefined {
  const enabled = enabledPlans(licenses)
  for (const [one, other] of exclusivePlans) {
    if (enabled.has(one) && enabled.has(other)) return { kind: 'exclusive', plans: [one, other] }
  }
  for (const [plan, requires] of planRequirements) {
    if (enabled.has(plan) && !requires.some((id) => enabled.has(id))) return { kind: 'dependency', plan, requires }
  }
  return undefined
}

/** Ids of the plans that licenses switch on. */
function enabledPlans(licenses: readonly AssignedLicense[]): ReadonlySet<string> {
  const enabled = new Set<string>()
  for (const { skuId, disabledPlans } of licenses) {
    for (const { servicePlanId } of skuById(skuId)?.servicePlans ?? []) {
      if (!disabledPlans.includes(servicePlanId)) enabled.add(servicePlanId)
    }
  }
  return enabled
}
