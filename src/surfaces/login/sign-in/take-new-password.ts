import { changePasswordAtSignIn } from '../../../domain/tokens/change-password-at-sign-in.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { newPasswordPage } from '../pages/new-password-page.js'
import { accountTenant } from './account-tenant.js'
import type { Interaction } from './interaction.js'
import { logRefusedName } from './log-interaction.js'
import { signIn } from './sign-in.js'
import { signInNameIn } from './sign-in-name-in.js'

/** The form on which somebody replaces a temporary password before going on. */
export async function takeNewPassword(interaction: Interaction): Promise<LoginAnswer> {
  const { access, form, correlationId } = interaction.login
  const name = signInNameIn(form)
  try {
    const wanted = newPasswordIn(form)
    const reader = accountTenant(interaction, name)
    const user = access.write(reader.tenant, { kind: 'user', id: name, requestId: correlationId }, (transaction) =>
      changePasswordAtSignIn(transaction, name, form.get('oldpasswd') ?? '', wanted),
    )
    return signIn(interaction, reader, user)
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
