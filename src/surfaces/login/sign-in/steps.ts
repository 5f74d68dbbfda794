import { takeConsent } from '../consent/take-consent.js'
import type { LoginAnswer } from '../login-request.js'
import { resetFlow, takeForgotPassword, takeResetPassword } from '../self-service/password-reset.js'
import { signUpFlow, takeSignUpDetails } from '../self-service/sign-up.js'
import { beginFlow, takeCode, takeEmail } from '../self-service/take-passcode.js'
import type { Interaction } from './interaction.js'
import { takeAccount } from './take-account.js'
import { takeConfirmation } from './take-confirmation.js'
import { takeNewPassword } from './take-new-password.js'
import { takePassword } from './take-password.js'
import { takePick } from './take-pick.js'

/** What the forms of the pages do, by the name that each carries in `step`. */
export const steps: ReadonlyMap<string, (interaction: Interaction) => Promise<LoginAnswer>> = new Map([
  ['password', takePassword],
  ['pick', takePick],
  ['account', takeAccount],
  ['newPassword', takeNewPassword],
  ['signUp', (interaction) => beginFlow(interaction, signUpFlow)],
  ['signUpEmail', (interaction) => takeEmail(interaction, signUpFlow)],
  ['signUpCode', (interaction) => takeCode(interaction, signUpFlow)],
  ['signUpDetails', takeSignUpDetails],
  ['forgotPassword', takeForgotPassword],
  ['resetEmail', (interaction) => takeEmail(interaction, resetFlow)],
  ['resetCode', (interaction) => takeCode(interaction, resetFlow)],
  ['resetPassword', takeResetPassword],
  ['confirm', takeConfirmation],
  ['consent', takeConsent],
])
