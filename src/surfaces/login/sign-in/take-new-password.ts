import { changePasswordAtSignIn } from '../../../domain/tokens/change-password-at-sign-in.js'
import { DomainError } from '../../../kernel/errors.js'
import { countingFailures } from '../count-failures.js'
import type { LoginAnswer } from '../login-request.js'
import { newPasswordPage } from '../pages/new-password-page.js'
import { accountHome } from './account-home.js'
import { doneBefore, type Proven } from './check-password.js'
import type { Interaction } from './interaction.js'
import { logRefusedName } from './log-interaction.js'
import { signIn } from './sign-in.js'
import { signInAsGuest } from './sign-in-as-guest.js'
import { signInNameIn } from './sign-in-name-in.js'

/** The form on which somebody replaces a temporary password before going on. */
export async function takeNewPassword(interaction: Interaction): Promise<LoginAnswer> {
  const { form } = interaction.login
  const name = signInNameIn(form)
  try {
    return signIn(interaction, change(interaction, name, newPasswordIn(form)))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const again = error.word === 'passwordWrong' && doneBefore(interaction, name, newPasswordIn(form))
    if (again) return signIn(interaction, again)
    logRefusedName(interaction, name, error)
    return newPasswordPage(interaction, { name, error: aboutCurrentPassword(error) })
  }
}

function change(interaction: Interaction, name: string, wanted: string): Proven {
  const { login, clientIn, tenant } = interaction
  const { access, correlationId, form } = login
  const plain = form.get('oldpasswd') ?? ''
  const { reader, home } = accountHome(interaction, name)
  const actor = { kind: 'user', id: name, requestId: correlationId } as const
  const user = countingFailures(login, home, { name, plain }, () =>
    access.write(home.tenant, actor, (transaction) => changePasswordAtSignIn(transaction, name, plain, wanted)),
  )
  return { reader, user: signInAsGuest(login, reader, home, user, clientIn(tenant)) }
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
