import { changePasswordAtSignIn } from '../../../domain/tokens/change-password-at-sign-in.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { newPasswordPage } from '../pages/new-password-page.js'
import { accountTenant } from './account-tenant.js'
import type { Interaction } from './interaction.js'
import { signIn } from './sign-in.js'

/** The form on which somebody replaces a temporary password before going on. */
export async function takeNewPassword(interaction: Interaction): Promise<LoginAnswer> {
  const { access, form, correlationId } = interaction.login
  const name = form.get('login')?.trim() ?? ''
  const [current = '', wanted = '', confirmed = ''] = ['oldpasswd', 'newpasswd', 'confirmpasswd'].map((each) =>
    form.get(each),
  )
  try {
    if (wanted !== confirmed) throw new DomainError('passwordsDiffer')
    const reader = accountTenant(interaction, name)
    const user = access.write(reader.tenant, { kind: 'user', id: name, requestId: correlationId }, (transaction) =>
      changePasswordAtSignIn(transaction, name, current, wanted),
    )
    return signIn(interaction, reader, user)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return newPasswordPage(interaction, { name, error })
  }
}
