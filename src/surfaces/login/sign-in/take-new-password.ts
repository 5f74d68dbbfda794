import { changePasswordAtSignIn } from '../../../domain/tokens/change-password-at-sign-in.js'
import { userIn } from '../../../domain/tokens/guests.js'
import { DomainError } from '../../../kernel/errors.js'
import { countingFailures } from '../count-failures.js'
import type { LoginAnswer } from '../login-request.js'
import { newPasswordPage } from '../pages/new-password-page.js'
import { accountHome } from './account-home.js'
import type { Interaction } from './interaction.js'
import { logRefusedName } from './log-interaction.js'
import { signIn } from './sign-in.js'
import { signInNameIn } from './sign-in-name-in.js'

/** The form on which somebody replaces a temporary password before going on. */
export async function takeNewPassword(interaction: Interaction): Promise<LoginAnswer> {
  const { login } = interaction
  const name = signInNameIn(login.form)
  const plain = login.form.get('oldpasswd') ?? ''
  try {
    const wanted = newPasswordIn(login.form)
    const { reader, home } = accountHome(interaction, name)
    const actor = { kind: 'user', id: name, requestId: login.correlationId } as const
    const user = countingFailures(login, home, { name, plain }, () =>
      login.access.write(home.tenant, actor, (transaction) => changePasswordAtSignIn(transaction, name, plain, wanted)),
    )
    return signIn(interaction, reader, userIn(reader, home, user, interaction.clientIn(interaction.tenant)))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    logRefusedName(interaction, name, error)
    return newPasswordPage(interaction, { name, error: aboutCurrentPassword(error) })
  }
}

/** On this page a wrong password is the current one. */
function aboutCurrentPassword(error: DomainError): DomainError {
  return error.word === 'passwordWrong' ? new DomainError('wrongPassword') : error
}

/** The new password in a form, where it stands twice. Throws `passwordsDiffer`. */
export function newPasswordIn(form: ReadonlyMap<string, string>): string {
  const wanted = form.get('newpasswd') ?? ''
  if (wanted !== (form.get('confirmpasswd') ?? '')) throw new DomainError('passwordsDiffer')
  return wanted
}
