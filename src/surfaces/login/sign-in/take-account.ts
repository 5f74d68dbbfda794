import type { LoginAnswer } from '../login-request.js'
import { signInPage } from '../pages/sign-in-page.js'
import { complete } from './complete.js'
import type { Interaction } from './interaction.js'

/** The form on which one of the accounts that are signed in is chosen, or another one. */
export async function takeAccount(interaction: Interaction): Promise<LoginAnswer> {
  const chosen = interaction.login.form.get('account')
  const account = interaction.browser.accounts.find(({ session }) => session.sessionId === chosen)
  return account ? complete({ ...interaction, account, isFresh: false }) : signInPage(interaction, {})
}
