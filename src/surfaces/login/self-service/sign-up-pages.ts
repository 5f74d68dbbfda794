import { html } from '../../../http/html.js'
import type { LoginAnswer } from '../login-request.js'
import { submitButton } from '../pages/buttons.js'
import { type Field, fields } from '../pages/fields.js'
import { form, linkForm } from '../pages/form.js'
import { NEW_PASSWORD, usernameOf } from '../pages/new-password-page.js'
import { pageAnswer } from '../pages/page-answer.js'
import { continuing } from '../pages/sign-in-page.js'
import type { Interaction } from '../sign-in/interaction.js'
import type { Proved, Proving } from './passcode-flow.js'
import { carried } from './passcode-page.js'

/** The address that is proved. */
export const EMAIL: Field = {
  name: 'email',
  id: 'email',
  about: 'email',
  label: 'Email',
  type: 'email',
  autocomplete: 'email',
}

/** The page on which somebody begins to sign up. */
export function signUpPage(interaction: Interaction, { email, error }: Proving): LoginAnswer {
  const inputs = fields(interaction, error, [{ ...EMAIL, value: email }])
  const back = html`<div class="more">Already have an account? ${linkForm(interaction, 'account', 'Sign in')}</div>`
  const content = html`${continuing(interaction)}${form(interaction, 'signUpEmail', html`${inputs}${submitButton('Next')}`)}${back}`
  return pageAnswer(interaction, 'Create account', content)
}

/** The page that asks for a password and a name, once the address is proved. */
export function signUpDetailsPage(interaction: Interaction, proved: Proved): LoginAnswer {
  const { form: typed } = interaction.login
  const inputs = fields(interaction, proved.error, [
    ...NEW_PASSWORD,
    { ...named('displayName', 'Display name', 'nickname'), value: typed.get('displayName') },
    { ...named('givenName', 'Given name', 'given-name'), value: typed.get('givenName'), isOptional: true },
    { ...named('surname', 'Surname', 'family-name'), value: typed.get('surname'), isOptional: true },
  ])
  const content = html`<p>${proved.email}</p>${form(interaction, 'signUpDetails', html`${carried(proved)}${usernameOf(proved.email)}${inputs}${submitButton('Create account')}`)}`
  return pageAnswer(interaction, 'Add details', content)
}

function named(name: string, label: string, autocomplete: string): Field {
  return { name, id: name, about: name, label, type: 'text', autocomplete }
}
