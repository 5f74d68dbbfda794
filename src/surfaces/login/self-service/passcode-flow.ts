import type { Transaction } from '../../../domain/access.js'
import type { PasscodePurpose } from '../../../domain/tokens/one-time-passcode-rows.js'
import type { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import type { Interaction } from '../sign-in/interaction.js'

/** What has been said so far by somebody who proves a mail address. */
export interface Proving {
  readonly email?: string | undefined
  readonly error?: DomainError | undefined
}

/** The same with a code on its way, or typed already. */
export interface Proved extends Proving {
  readonly email: string
  /** Behind which the code is kept. */
  readonly handle: string
}

/** How a customer helps himself: an address, the code that was mailed to it, and then what the code is for. */
export interface PasscodeFlow {
  readonly purpose: PasscodePurpose
  /** Steps of the forms: with the address, with the code. */
  readonly steps: { readonly begin: string; readonly email: string; readonly code: string }
  readonly emailPage: (interaction: Interaction, proving: Proving) => LoginAnswer
  /** Mails a code, which ends the `former` one, and answers with its handle. Throws what is wrong with the address. */
  readonly request: (transaction: Transaction, email: string, former: string | undefined) => string
  /** What is said about the mail. */
  readonly sent: (email: string) => string
  /** The page after the code. */
  readonly nextPage: (interaction: Interaction, proved: Proved) => LoginAnswer
}
