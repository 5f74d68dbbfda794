import type { Reader } from '../../../domain/access.js'
import { findBySignInName } from '../../../domain/tokens/sign-in.js'
import { tenantOfName } from '../tenant-segment.js'
import { accountTenant } from './account-tenant.js'
import type { Interaction } from './interaction.js'

/** Where somebody signs in, and where the account lives: another tenant for guests, whose password is known there alone. */
export interface AccountHome {
  readonly reader: Reader
  readonly home: Reader
}

/** Finds both for a name. Throws the refusals of `accountTenant`. */
export function accountHome(interaction: Interaction, name: string): AccountHome {
  const reader = accountTenant(interaction, name)
  const isKnown = findBySignInName(reader, name) !== undefined
  return { reader, home: isKnown ? reader : (tenantOfName(interaction.login.access, name) ?? reader) }
}
