import { type Html, html } from '../../../http/html.js'
import type { LoginAnswer } from '../login-request.js'
import { submitButton } from '../pages/buttons.js'
import { fields } from '../pages/fields.js'
import { form, linkForm } from '../pages/form.js'
import { pageAnswer } from '../pages/page-answer.js'
import type { Interaction } from '../sign-in/interaction.js'
import type { PasscodeFlow, Proved } from './passcode-flow.js'

/** The page that asks for the code that was mailed. */
export function passcodePage(interaction: Interaction, flow: PasscodeFlow, proved: Proved): LoginAnswer {
  const { email, error } = proved
  const inputs = fields(interaction, error, [
    {
      name: 'otc',
      id: 'otc',
      about: 'code',
      label: 'Code',
      hint: 'The emulator sends no mail. Look into its outbox: GET /_emulator/outbox',
      type: 'text',
      autocomplete: 'one-time-code',
      more: html`inputmode="numeric" maxlength="16"`,
    },
  ])
  const again = linkForm(interaction, flow.steps.email, 'Resend code', { carried: carried(proved) })
  const other = linkForm(interaction, flow.steps.begin, 'Use another email address')
  const content = html`<p>${flow.sent(email)}</p>${form(interaction, flow.steps.code, html`${carried(proved)}${inputs}${submitButton('Verify')}`)}<div class="more">${again}</div><div>${other}</div>`
  return pageAnswer(interaction, 'Enter code', content)
}

/** What the forms carry from page to page. */
export function carried({ email, handle }: Proved): Html {
  return html`<input type="hidden" name="email" value="${email}"><input type="hidden" name="handle" value="${handle}">`
}
