import type { Reader } from '../../../domain/access.js'
import { directoryQuota } from '../../../domain/directory/directory-quota.js'
import { servicesOf } from '../../../domain/directory/domain-dns-records.js'
import { type AssignedPlan, type LicenseDetails, servicePlanInfo } from '../../../domain/directory/license-details.js'
import { initialDomain, organizationOf } from '../../../domain/directory/organization.js'
import { skuById } from '../../../domain/directory/sku-catalog.js'
import { consumedUnits } from '../../../domain/directory/subscriptions.js'
import { subscriptions } from '../../../domain/directory/tables.js'
import type { Organization, Subscription } from '../../../domain/directory/tenant-rows.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphProperty, type GraphType } from './graph-type.js'

/** The properties of an organization. */
export const organizationType: () => GraphType<Organization> = lazily(() =>
  defineType<Organization>('organization', {
    read: {
      tenantType: (organization) => (organization.kind === 'external' ? 'CIAM' : 'AAD'),
      verifiedDomains: (organization) =>
        organization.verifiedDomains.map((domain) => ({
          capabilities: servicesOf(domain).join(', ') || 'None',
          isDefault: domain.isDefault,
          isInitial: domain.isInitial,
          name: domain.name,
          type: domain.type,
        })),
      assignedPlans: organizationPlans,
      provisionedPlans: (organization, reader) =>
        organizationPlans(organization, reader).map(({ capabilityStatus, service }) => ({
          capabilityStatus,
          provisioningStatus: 'Success',
          service,
        })),
      directorySizeQuota: (_organization, reader) => directoryQuota(reader),
      privacyProfile: (organization) => organization.extra.privacyProfile ?? { contactEmail: '', statementUrl: '' },
    },
    extra: (organization) => organization.extra,
  }),
)

const BASIC = new Set(['id', 'displayName', 'verifiedDomains'])

/** The same with nothing in it but the name and the domains. */
export const basicOrganizationType: () => GraphType<Organization> = lazily(() => {
  const type = organizationType()
  const bare = (property: GraphProperty<Organization>): GraphProperty<Organization> => {
    const read = () => (property.collection ? [] : null)
    return BASIC.has(property.name) ? property : { ...property, read, get: read, looksAround: false }
  }
  const known = (name: string) => {
    const property = type.property(name)
    return property && bare(property)
  }
  return { ...type, property: known, defaults: type.defaults.map(bare), all: type.all.map(bare) }
})

/** What the organization bought, plan by plan; what ended stays as `Deleted`. */
function organizationPlans({ createdDateTime }: Organization, reader: Reader): readonly AssignedPlan[] {
  return Array.from(reader.table(subscriptions).rows()).flatMap((subscription) =>
    (skuById(subscription.skuId)?.servicePlans ?? []).map(({ service, servicePlanId }) => ({
      assignedDateTime: createdDateTime,
      capabilityStatus: capabilityStatus(subscription),
      service,
      servicePlanId,
    })),
  )
}

/** The properties of a subscribedSku. */
export const subscribedSkuType: () => GraphType<Subscription> = lazily(() =>
  defineType<Subscription>('subscribedSku', {
    read: {
      id: (subscription, reader) => `${reader.tenant}_${subscription.skuId}`,
      accountId: (_subscription, reader) => reader.tenant,
      accountName: (_subscription, reader) => accountName(reader),
      appliesTo: () => 'User',
      capabilityStatus,
      consumedUnits: (subscription, reader) => consumedUnits(reader, subscription.skuId),
      prepaidUnits: ({ enabled, lockedOut, suspended, warning }) => ({ enabled, lockedOut, suspended, warning }),
      servicePlans: ({ skuId }) => (skuById(skuId)?.servicePlans ?? []).map((plan) => servicePlanInfo(plan, 'Success')),
    },
  }),
)

function accountName(reader: Reader): string {
  return initialDomain(organizationOf(reader)).split('.')[0] ?? ''
}

function capabilityStatus({ enabled, warning, suspended, lockedOut }: Subscription): string {
  if (enabled > 0) return 'Enabled'
  if (warning > 0) return 'Warning'
  if (suspended > 0) return 'Suspended'
  return lockedOut > 0 ? 'LockedOut' : 'Deleted'
}

/** The properties of licenseDetails. */
export const licenseDetailsType: () => GraphType<LicenseDetails> = lazily(() =>
  defineType<LicenseDetails>('licenseDetails'),
)
