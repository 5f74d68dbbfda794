import type { LoginAnswer } from '../login-request.js'
import { accountPage } from '../pages/account-page.js'
import { type Asking, signInPage } from '../pages/sign-in-page.js'
import { hintedName } from './hints.js'
import type { Interaction } from './interaction.js'
import { showUsers } from './show-users.js'
import { usableAccounts } from './usable-accounts.js'

/** The page on which an interaction begins: the accounts that are signed in, or what asks for one. */
export function startPage(interaction: Interaction, asking: Asking = {}): LoginAnswer {
  const accounts = usableAccounts(interaction)
  if (accounts.length > 0) return accountPage(interaction, accounts, asking)
  return credentialPage(interaction, asking)
}

/** The page on which somebody says who he is; the name that the app expects is there already. */
export function credentialPage(
  interaction: Interaction,
  { name = hintedName(interaction.login, interaction.loginHint), error }: Asking = {},
): LoginAnswer {
  const page = interaction.login.rooms.signIn === 'pick' ? showUsers : signInPage
  return page(interaction, { name, error })
}
