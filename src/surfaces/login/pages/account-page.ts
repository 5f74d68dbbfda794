import { signInNameOf } from '../../../domain/tokens/sign-in.js'
import { type Html, html } from '../../../http/html.js'
import type { LoginAnswer } from '../login-request.js'
import type { SignedInAccount } from '../sign-in/browser.js'
import type { Interaction } from '../sign-in/interaction.js'
import { fields } from './fields.js'
import { form } from './form.js'
import { pageAnswer } from './page-answer.js'
import { type Asking, continuing } from './sign-in-page.js'

/** The page that asks which of the accounts that are signed in to go on with. */
export function accountPage(
  interaction: Interaction,
  accounts: readonly SignedInAccount[],
  { error }: Pick<Asking, 'error'> = {},
): LoginAnswer {
  const choices = accounts.map(
    ({ user, session }) =>
      html`<li>${accountButton('account', session.sessionId, user)}<button class="link" name="signOut" value="${session.sessionId}" aria-label="Sign out ${signInNameOf(user)}">Sign out</button></li>`,
  )
  const other = html`<li><button class="account" id="otherTile" name="account" value="">Use another account</button></li>`
  const list = html`${fields(interaction, error, [])}<ul class="accounts">${choices}${other}</ul>`
  return pageAnswer(
    interaction,
    'Pick an account',
    html`${continuing(interaction)}${form(interaction, 'account', list)}`,
  )
}

/** A button that chooses an account. */
export function accountButton(name: string, value: string, user: SignedInAccount['user']): Html {
  const signInName = signInNameOf(user)
  return html`<button class="account" name="${name}" value="${value}" data-test-id="${signInName}"><strong>${user.displayName ?? signInName}</strong><span>${signInName}</span></button>`
}
