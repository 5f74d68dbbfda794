import { signInNameOf } from '../../../domain/tokens/sign-in.js'
import { html } from '../../../http/html.js'
import type { LoginAnswer } from '../login-request.js'
import type { SignedInAccount } from '../sign-in/browser.js'
import type { Interaction } from '../sign-in/interaction.js'
import { form } from './form.js'
import { pageAnswer } from './page-answer.js'

/** The page that asks which account to go on with. */
export function accountPage(interaction: Interaction, accounts: readonly SignedInAccount[]): LoginAnswer {
  const { displayName } = interaction.clientIn(interaction.tenant)
  const choices = accounts.map(
    ({ user, session }) =>
      html`<li><button name="account" value="${session.sessionId}">${user.displayName ?? ''} <span>${signInNameOf(user)}</span></button></li>`,
  )
  const fields = html`<ul class="accounts">${choices}<li><button name="account" value="">Use another account</button></li></ul>`
  return pageAnswer(
    interaction,
    'Pick an account',
    html`<p>to continue to ${displayName}</p>${form(interaction, 'account', fields)}`,
  )
}
