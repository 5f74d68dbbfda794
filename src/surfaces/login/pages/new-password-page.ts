import { type Html, html } from '../../../http/html.js'
import type { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import type { Interaction } from '../sign-in/interaction.js'
import { submitButton } from './buttons.js'
import { type Field, fields } from './fields.js'
import { form } from './form.js'
import { pageAnswer } from './page-answer.js'

const CURRENT: Field = {
  name: 'oldpasswd',
  id: 'currentPassword',
  about: 'password',
  label: 'Current password',
  type: 'password',
  autocomplete: 'current-password',
}

/** A new password, typed twice. */
export const NEW_PASSWORD: readonly Field[] = [
  {
    name: 'newpasswd',
    id: 'newPassword',
    about: 'newPassword',
    label: 'New password',
    hint: 'At least 8 characters, with three of these: lowercase letters, uppercase letters, numbers, symbols.',
    type: 'password',
    autocomplete: 'new-password',
  },
  {
    name: 'confirmpasswd',
    id: 'confirmNewPassword',
    about: 'confirmation',
    label: 'Confirm password',
    type: 'password',
    autocomplete: 'new-password',
  },
]

/** The page on which a temporary password is replaced. */
export function newPasswordPage(
  interaction: Interaction,
  { name, error }: { name: string; error?: DomainError },
): LoginAnswer {
  const inputs = fields(interaction, error, [CURRENT, ...NEW_PASSWORD])
  const content = html`<p>${name}</p><p>You need to update your password because this is the first time you are signing in, or because your password has expired.</p>${form(
    interaction,
    'newPassword',
    html`<input type="hidden" name="login" value="${name}">${usernameOf(name)}${inputs}${submitButton('Sign in')}`,
  )}`
  return pageAnswer(interaction, 'Update your password', content)
}

/** Whose password a form is about, for password managers, which look for a text. */
export function usernameOf(name: string): Html {
  return html`<input type="text" autocomplete="username" value="${name}" readonly hidden>`
}
