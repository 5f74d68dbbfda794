import { html } from '../../../http/html.js'
import type { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import type { Interaction } from '../sign-in/interaction.js'
import { form } from './form.js'
import { errorNote, pageAnswer } from './page-answer.js'

/** The page that asks for name and password. */
export function signInPage(
  interaction: Interaction,
  { name, error }: { name?: string | undefined; error?: DomainError },
): LoginAnswer {
  const { displayName } = interaction.clientIn(interaction.tenant)
  const fields = html`${errorNote(error)}<label for="login">User name</label><input id="login" name="login" type="text" autocomplete="username" required value="${name ?? ''}"${{ html: name ? '' : ' autofocus' }}><label for="passwd">Password</label><input id="passwd" name="passwd" type="password" autocomplete="current-password" required${{ html: name ? ' autofocus' : '' }}><button class="primary" type="submit">Sign in</button>`
  return pageAnswer(
    interaction,
    'Sign in',
    html`<p>to continue to ${displayName}</p>${form(interaction, 'password', fields)}`,
  )
}
