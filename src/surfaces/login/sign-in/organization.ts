import type { Reader } from '../../../domain/access.js'
import { organizationOf } from '../../../domain/directory/organization.js'
import { findTenant } from '../tenant-segment.js'
import type { Interaction } from './interaction.js'

type Hinted = Pick<Interaction, 'login' | 'tenant' | 'domainHint'>

/** The tenant whose people are expected: the one that the path names, else that of the domain hint. */
export function expectedTenant({ login, tenant, domainHint }: Hinted): Reader | undefined {
  return tenant ?? (domainHint === undefined ? undefined : findTenant(login.access, domainHint))
}

/** Whose accounts sign in, for the head of a page; undefined where the account decides. */
export function organizationName(hinted: Hinted): string | undefined {
  const tenant = expectedTenant(hinted)
  return tenant && organizationOf(tenant).displayName
}

/** Whether customers sign in, who help themselves: they sign up, and reset their passwords. */
export function servesCustomers({ tenant }: Pick<Interaction, 'tenant'>): boolean {
  return tenant !== undefined && organizationOf(tenant).kind === 'external'
}
