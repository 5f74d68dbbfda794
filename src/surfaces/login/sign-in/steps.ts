import { takeConsent } from '../consent/take-consent.js'
import type { LoginAnswer } from '../login-request.js'
import type { Interaction } from './interaction.js'
import { takeAccount } from './take-account.js'
import { takeConfirmation } from './take-confirmation.js'
import { takeNewPassword } from './take-new-password.js'
import { takePassword } from './take-password.js'

/** What the forms of the pages do, by the name that each carries in `step`. */
export const steps: ReadonlyMap<string, (interaction: Interaction) => Promise<LoginAnswer>> = new Map([
  ['password', takePassword],
  ['account', takeAccount],
  ['newPassword', takeNewPassword],
  ['confirm', takeConfirmation],
  ['consent', takeConsent],
])
