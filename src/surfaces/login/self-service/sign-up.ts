import { requestSignUp, signUp } from '../../../domain/tokens/sign-up.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { doneBefore } from '../sign-in/check-password.js'
import type { Interaction } from '../sign-in/interaction.js'
import { signIn } from '../sign-in/sign-in.js'
import { newPasswordIn } from '../sign-in/take-new-password.js'
import type { PasscodeFlow } from './passcode-flow.js'
import { signUpDetailsPage, signUpPage } from './sign-up-pages.js'
import { actorOf, customersOf, provedBy } from './take-passcode.js'

/** Self-service sign-up of customers. */
export const signUpFlow: PasscodeFlow = {
  purpose: 'signUp',
  steps: { begin: 'signUp', email: 'signUpEmail', code: 'signUpCode' },
  emailPage: signUpPage,
  request: requestSignUp,
  sent: (email) => `We just sent a code of eight digits to ${email}.`,
  nextPage: signUpDetailsPage,
}

/** The form with password and name, which makes the account and goes straight on to the app. Throws `formForged`. */
export async function takeSignUpDetails(interaction: Interaction): Promise<LoginAnswer> {
  const { access, form } = interaction.login
  const proved = provedBy(interaction)
  const reader = customersOf(interaction)
  const text = (name: string) => form.get(name)?.trim() || undefined
  try {
    const password = newPasswordIn(form)
    const names = { displayName: text('displayName'), givenName: text('givenName'), surname: text('surname') }
    const user = access.write(reader.tenant, actorOf(interaction, proved.email), (transaction) =>
      signUp(transaction, proved.handle, { password, ...names }),
    )
    return signIn(interaction, { reader, user })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const again = error.word === 'passcodeSpent' && doneBefore(interaction, proved.email, newPasswordIn(form))
    if (again) return signIn(interaction, again)
    return START_ANEW.has(error.word)
      ? signUpPage(interaction, { email: proved.email, error })
      : signUpDetailsPage(interaction, { ...proved, error })
  }
}

const START_ANEW = new Set(['addressTaken', 'passcodeSpent'])
