import type { Reader } from '../../../domain/access.js'
import { type LicenseDetails, servicePlanInfo } from '../../../domain/directory/license-details.js'
import { initialDomain, organizationOf } from '../../../domain/directory/organization.js'
import { skuById } from '../../../domain/directory/sku-catalog.js'
import { consumedUnits } from '../../../domain/directory/subscriptions.js'
import type { Organization, Subscription, VerifiedDomain } from '../../../domain/directory/tenant-rows.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType } from './graph-type.js'

const CAPABILITIES = 'Email, OfficeCommunicationsOnline'

/** The properties of an organization. */
export const organizationType: () => GraphType<Organization> = lazily(() =>
  defineType<Organization>('organization', {
    read: {
      tenantType: (organization) => (organization.kind === 'external' ? 'CIAM' : 'AAD'),
      verifiedDomains: (organization) =>
        organization.verifiedDomains.map(({ name, isDefault, isInitial, type }) => ({
          capabilities: CAPABILITIES,
          isDefault,
          isInitial,
          name,
          type,
        })),
      privacyProfile: (organization) => organization.extra.privacyProfile ?? { contactEmail: '', statementUrl: '' },
    },
    extra: (organization) => organization.extra,
  }),
)

/** The properties of a domain. */
export const domainType: () => GraphType<VerifiedDomain> = lazily(() =>
  defineType<VerifiedDomain>('domain', {
    read: {
      id: (domain) => domain.name,
      authenticationType: (domain) => domain.type,
      isAdminManaged: () => true,
      isRoot: () => true,
      isVerified: (domain) => domain.isVerified ?? true,
      passwordNotificationWindowInDays: () => 14,
      passwordValidityPeriodInDays: () => 90,
      supportedServices: (domain) => (domain.isVerified === false ? [] : ['Email', 'OfficeCommunicationsOnline']),
    },
  }),
)

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
