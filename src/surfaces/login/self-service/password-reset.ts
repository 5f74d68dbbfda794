import { requestPasswordReset, resetForgottenPassword } from '../../../domain/tokens/password-reset.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { doneBefore } from '../sign-in/check-password.js'
import type { Interaction } from '../sign-in/interaction.js'
import { servesCustomers } from '../sign-in/organization.js'
import { signIn } from '../sign-in/sign-in.js'
import { newPasswordIn } from '../sign-in/take-new-password.js'
import type { PasscodeFlow } from './passcode-flow.js'
import { contactAdministratorPage, resetEmailPage, resetPasswordPage } from './password-reset-pages.js'
import { actorOf, beginFlow, customersOf, provedBy } from './take-passcode.js'

/** Password reset of customers; what is said is the same whether the address is somebody's or not. */
export const resetFlow: PasscodeFlow = {
  purpose: 'passwordReset',
  steps: { begin: 'forgotPassword', email: 'resetEmail', code: 'resetCode' },
  emailPage: resetEmailPage,
  request: requestPasswordReset,
  sent: (email) => `If there is an account with ${email}, we just sent a code of eight digits to that address.`,
  nextPage: resetPasswordPage,
}

/** The link "Forgot your password?": members of an organization turn to their administrator. */
export async function takeForgotPassword(interaction: Interaction): Promise<LoginAnswer> {
  return servesCustomers(interaction) ? beginFlow(interaction, resetFlow) : contactAdministratorPage(interaction)
}

/** The form with the new password, which then goes straight on to the app. Throws `formForged`. */
export async function takeResetPassword(interaction: Interaction): Promise<LoginAnswer> {
  const { access, form } = interaction.login
  const proved = provedBy(interaction)
  const reader = customersOf(interaction)
  try {
    const password = newPasswordIn(form)
    const user = access.write(reader.tenant, actorOf(interaction, proved.email), (transaction) =>
      resetForgottenPassword(transaction, proved.handle, password),
    )
    return signIn(interaction, { reader, user })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const again = error.word === 'passcodeSpent' && doneBefore(interaction, proved.email, newPasswordIn(form))
    if (again) return signIn(interaction, again)
    return START_ANEW.has(error.word)
      ? resetEmailPage(interaction, { email: proved.email, error })
      : resetPasswordPage(interaction, { ...proved, error })
  }
}

const START_ANEW = new Set(['passcodeSpent', 'userDisabled'])
