import { formatInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import { activateRole } from './role-assignments.js'
import { GLOBAL_ADMINISTRATOR } from './role-catalog.js'
import { organizations } from './tables.js'
import type { Organization } from './tenant-rows.js'
import { addWellKnownPrincipals } from './well-known-principals.js'

export interface NewTenant {
  readonly key: string
  readonly kind: Organization['kind']
  readonly displayName: string
  /** The first is the initial and the default domain. */
  readonly domains: readonly string[]
  readonly marketingLicense?: boolean
  readonly countryLetterCode?: string | null
  readonly defaultUsageLocation?: string | null
}

/** Sets up an empty tenant: its organization, its domains, Microsoft's own service principals, Global Administrator. */
export function createTenant(transaction: Transaction, tenant: NewTenant): Organization {
  const organization = transaction.insert(organizations, {
    id: transaction.tenant,
    key: tenant.key,
    kind: tenant.kind,
    displayName: tenant.displayName,
    createdDateTime: formatInstant(transaction.now),
    countryLetterCode: tenant.countryLetterCode ?? null,
    defaultUsageLocation: tenant.defaultUsageLocation ?? null,
    verifiedDomains: tenant.domains.map((name, at) => ({
      name,
      isDefault: at === 0,
      isInitial: at === 0,
      type: 'Managed' as const,
    })),
    marketingLicense: tenant.marketingLicense ?? false,
    named: { apps: [], users: [], groups: [] },
    extra: {},
  })
  addWellKnownPrincipals(transaction)
  activateRole(transaction, GLOBAL_ADMINISTRATOR)
  return organization
}
