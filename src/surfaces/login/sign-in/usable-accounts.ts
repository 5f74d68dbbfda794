import { isForConsumers } from '../tenant-segment.js'
import type { SignedInAccount } from './browser.js'
import type { Interaction } from './interaction.js'
import { expectedTenant } from './organization.js'

/**
 * The accounts signed in in this browser with which an interaction may go on: those of the tenant that is expected, or all;
 * none where personal accounts alone may sign in.
 */
export function usableAccounts(interaction: Interaction): readonly SignedInAccount[] {
  if (isForConsumers(interaction.login)) return []
  const tenant = expectedTenant(interaction)
  return interaction.browser.accounts.filter(({ reader }) => tenant === undefined || reader.tenant === tenant.tenant)
}

/** The usable account with that session, as the forms of the pages name it. */
export function usableAccount(interaction: Interaction, sessionId: string | undefined): SignedInAccount | undefined {
  return usableAccounts(interaction).find(({ session }) => session.sessionId === sessionId)
}
