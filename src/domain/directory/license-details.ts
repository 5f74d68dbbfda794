import { encodeBase64Url } from '../../kernel/base64url.js'
import { digest } from '../../kernel/digest.js'
import { guidBytes } from '../../kernel/guid.js'
import type { Reader } from '../access.js'
import { type ServicePlan, skuById } from './sku-catalog.js'
import type { User } from './user-rows.js'

export interface LicenseDetails {
  readonly id: string
  readonly skuId: string
  readonly skuPartNumber: string
  readonly servicePlans: readonly ServicePlanInfo[]
}

export interface ServicePlanInfo {
  readonly servicePlanId: string
  readonly servicePlanName: string
  readonly provisioningStatus: string
  readonly appliesTo: string
}

/** What a user's licenses bring, plan by plan (Microsoft Graph: licenseDetails resource type). */
export function licenseDetails(reader: Reader, user: User): readonly LicenseDetails[] {
  return user.assignedLicenses.map(({ skuId, disabledPlans }) => {
    const sku = skuById(skuId)
    const servicePlans = (sku?.servicePlans ?? []).map((plan) =>
      servicePlanInfo(plan, disabledPlans.includes(plan.servicePlanId) ? 'Disabled' : 'Success'),
    )
    return {
      id: licenseDetailsId(reader.tenant, user.id, skuId),
      skuId,
      skuPartNumber: sku?.skuPartNumber ?? '',
      servicePlans,
    }
  })
}

/** A service plan as license details show it. */
export function servicePlanInfo(plan: ServicePlan, provisioningStatus: string): ServicePlanInfo {
  const { servicePlanId, servicePlanName, appliesTo } = plan
  return { servicePlanId, servicePlanName, provisioningStatus, appliesTo }
}

/** Opaque, but always the same for the same user and SKU. */
function licenseDetailsId(tenant: string, userId: string, skuId: string): string {
  const opaque = digest(`${tenant}/${userId}`).slice(0, 16)
  return encodeBase64Url(Uint8Array.from([...opaque, ...guidBytes(skuId)]))
}

export interface AssignedPlan {
  readonly assignedDateTime: string
  readonly capabilityStatus: string
  readonly service: string
  readonly servicePlanId: string
}

/** One element per plan of every license; a plan that is switched off, or was taken away, is `Deleted`. */
export function assignedPlans(user: User): readonly AssignedPlan[] {
  const held = heldPlans(user)
  const known = new Set(held.map(({ servicePlanId }) => servicePlanId))
  const removed = (user.removedLicenses ?? []).flatMap(({ skuId, removedDateTime: assignedDateTime }) =>
    (skuById(skuId)?.servicePlans ?? [])
      .filter(({ servicePlanId }) => !known.has(servicePlanId) && known.add(servicePlanId))
      .map(({ service, servicePlanId }) => ({ assignedDateTime, capabilityStatus: 'Deleted', service, servicePlanId })),
  )
  return [...held, ...removed]
}

function heldPlans(user: User): readonly AssignedPlan[] {
  return user.assignedLicenses.flatMap(({ skuId, disabledPlans }) => {
    const state = user.licenseAssignmentStates.find((assignment) => assignment.skuId === skuId)
    return (skuById(skuId)?.servicePlans ?? []).map(({ service, servicePlanId }) => ({
      assignedDateTime: state?.lastUpdatedDateTime ?? user.createdDateTime,
      capabilityStatus: disabledPlans.includes(servicePlanId) ? 'Deleted' : 'Enabled',
      service,
      servicePlanId,
    }))
  })
}

export interface ProvisionedPlan {
  readonly capabilityStatus: string
  readonly provisioningStatus: string
  readonly service: string
}

/** One element per service that a user's plans provision. */
export function provisionedPlans(user: User): readonly ProvisionedPlan[] {
  const services = new Set<string>()
  for (const plan of assignedPlans(user)) if (plan.capabilityStatus === 'Enabled') services.add(plan.service)
  return [...services].map((service) => ({ capabilityStatus: 'Enabled', provisioningStatus: 'Success', service }))
}
