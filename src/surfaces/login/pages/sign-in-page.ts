import { type Html, html } from '../../../http/html.js'
import type { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import type { Interaction } from '../sign-in/interaction.js'
import { servesCustomers } from '../sign-in/organization.js'
import { submitButton } from './buttons.js'
import { fields } from './fields.js'
import { form, linkForm } from './form.js'
import { pageAnswer } from './page-answer.js'

/** What is known when a page that asks for an account is shown. */
export interface Asking {
  readonly name?: string | undefined
  readonly error?: DomainError | undefined
}

/** The page that asks for name and password. */
export function signInPage(interaction: Interaction, { name, error }: Asking): LoginAnswer {
  const inputs = fields(interaction, error, [
    {
      name: 'loginfmt',
      id: 'i0116',
      about: 'username',
      label: servesCustomers(interaction) ? 'Email or username' : 'Email',
      type: servesCustomers(interaction) ? 'text' : 'email',
      autocomplete: 'username',
      value: name,
    },
    {
      name: 'passwd',
      id: 'i0118',
      about: 'password',
      label: 'Password',
      type: 'password',
      autocomplete: 'current-password',
    },
  ])
  const forgot = linkForm(interaction, 'forgotPassword', 'Forgot your password?', {
    carried: name ? html`<input type="hidden" name="email" value="${name}">` : undefined,
    id: 'idA_PWD_ForgotPassword',
  })
  const content = html`${continuing(interaction)}${form(interaction, 'password', html`${inputs}${submitButton('Sign in')}`)}<div class="more">${forgot}</div>${signUpLink(interaction)}`
  return pageAnswer(interaction, 'Sign in', content)
}

/** The way to an account for customers who have none. */
export function signUpLink(interaction: Interaction): Html | undefined {
  if (!servesCustomers(interaction)) return undefined
  return html`<div>No account? ${linkForm(interaction, 'signUp', 'Create one')}</div>`
}

/** For which app somebody signs in. */
export function continuing({ clientIn, tenant }: Pick<Interaction, 'clientIn' | 'tenant'>): Html {
  return html`<p>to continue to <strong>${clientIn(tenant).displayName}</strong></p>`
}
