import { html } from '../../../http/html.js'
import type { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import type { Interaction } from '../sign-in/interaction.js'
import { form } from './form.js'
import { errorNote, pageAnswer } from './page-answer.js'

/** The page on which a temporary password is replaced. */
export function newPasswordPage(
  interaction: Interaction,
  { name, error }: { name: string; error?: DomainError },
): LoginAnswer {
  const fields = html`${errorNote(error)}<input type="hidden" name="login" value="${name}"><label for="oldpasswd">Current password</label><input id="oldpasswd" name="oldpasswd" type="password" autocomplete="current-password" required autofocus><label for="newpasswd">New password</label><input id="newpasswd" name="newpasswd" type="password" autocomplete="new-password" required><label for="confirmpasswd">Confirm password</label><input id="confirmpasswd" name="confirmpasswd" type="password" autocomplete="new-password" required><button class="primary" type="submit">Sign in</button>`
  return pageAnswer(
    interaction,
    'Update your password',
    html`<p>${name}</p><p>You need to update your password because this is the first time you are signing in, or because your password has expired.</p>${form(interaction, 'newPassword', fields)}`,
  )
}
