import type { LoginAnswer } from '../login-request.js'
import { signOut, withoutAccount } from './browser.js'
import { complete } from './complete.js'
import type { Interaction } from './interaction.js'
import { credentialPage, startPage } from './start-page.js'
import { usableAccount } from './usable-accounts.js'

/** The form on which one of the accounts that are signed in is chosen, another one, or one is signed out. */
export async function takeAccount(interaction: Interaction): Promise<LoginAnswer> {
  const { login, browser } = interaction
  const leaving = usableAccount(interaction, login.form.get('signOut'))
  if (leaving) {
    signOut(login, leaving)
    return startPage({ ...interaction, browser: withoutAccount(browser, leaving) })
  }
  const account = usableAccount(interaction, login.form.get('account'))
  return account ? complete({ ...interaction, account, isFresh: false }) : credentialPage(interaction, { name: '' })
}
