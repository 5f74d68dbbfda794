import { html } from '../../../http/html.js'
import type { LoginAnswer } from '../login-request.js'
import { submitButton } from '../pages/buttons.js'
import { fields } from '../pages/fields.js'
import { form, linkForm } from '../pages/form.js'
import { NEW_PASSWORD, usernameOf } from '../pages/new-password-page.js'
import { pageAnswer } from '../pages/page-answer.js'
import type { Interaction } from '../sign-in/interaction.js'
import type { Proved, Proving } from './passcode-flow.js'
import { carried } from './passcode-page.js'
import { EMAIL } from './sign-up-pages.js'

const TITLE = 'Get back into your account'

/** The page on which a customer says whose password was forgotten. */
export function resetEmailPage(interaction: Interaction, { email, error }: Proving): LoginAnswer {
  const inputs = fields(interaction, error, [{ ...EMAIL, value: email }])
  const content = html`<p>Enter your email address, and we send you a code with which you choose a new password.</p>${form(interaction, 'resetEmail', html`${inputs}${submitButton('Next')}`)}${backLink(interaction)}`
  return pageAnswer(interaction, TITLE, content)
}

/** The page on which a customer who has proved the address chooses a new password. */
export function resetPasswordPage(interaction: Interaction, proved: Proved): LoginAnswer {
  const inputs = fields(interaction, proved.error, NEW_PASSWORD)
  const content = html`<p>${proved.email}</p>${form(interaction, 'resetPassword', html`${carried(proved)}${usernameOf(proved.email)}${inputs}${submitButton('Change password')}`)}`
  return pageAnswer(interaction, 'Choose a new password', content)
}

/** The page for members of an organization, whose administrators reset passwords. */
export function contactAdministratorPage(interaction: Interaction): LoginAnswer {
  const content = html`<p>You can't reset your password here. Contact your administrator, who can give you a new one.</p>${backLink(interaction)}`
  return pageAnswer(interaction, TITLE, content)
}

function backLink(interaction: Interaction) {
  return html`<div class="more">${linkForm(interaction, 'account', 'Back to sign in')}</div>`
}
