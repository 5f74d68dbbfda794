import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { organizations } from './tables.js'
import type { Domain, Organization } from './tenant-rows.js'

/** The tenant's own row. Throws when the tenant was never set up by `createTenant`. */
export function organizationOf(reader: Reader): Organization {
  const organization = reader.table(organizations).get(reader.tenant)
  if (!organization) throw new Error(`tenant '${reader.tenant}' has no organization`)
  return organization
}

/** The `onmicrosoft.com` domain that the tenant was born with. */
export function initialDomain(organization: Organization): string {
  return nameOf(organization, (domain) => domain.isInitial)
}

/** The domain that new names get. */
export function defaultDomain(organization: Organization): string {
  return nameOf(organization, (domain) => domain.isDefault)
}

/** The verified domain of that name, whatever its case, or undefined. */
export function verifiedDomain(organization: Organization, name: string): Domain | undefined {
  const wanted = fold(name)
  return organization.verifiedDomains.find((domain) => fold(domain.name) === wanted)
}

function nameOf(organization: Organization, matches: (domain: Domain) => boolean): string {
  const { verifiedDomains } = organization
  return (verifiedDomains.find(matches) ?? verifiedDomains[0])?.name ?? ''
}
