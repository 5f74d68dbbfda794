import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import { users } from '../directory/tables.js'
import { resetPassword } from '../directory/update-user.js'
import type { User } from '../directory/user-rows.js'
import { mailPasscode } from './mail-passcode.js'
import { issuePasscode, redeemPasscode } from './one-time-passcodes.js'
import { findBySignInName } from './sign-in.js'

/**
 * Mails a code to the address of a customer who forgot the password, and answers with the handle behind which it is kept;
 * the code behind `former`, if there is one, ends. For the address of nobody it does the same but for the mail: who asks
 * does not learn who has an account.
 */
export function requestPasswordReset(transaction: Transaction, email: string, former?: string): string {
  const user = whoMayReset(transaction, email)
  const { handle, code } = issuePasscode(
    transaction,
    { purpose: 'passwordReset', email, userId: user?.id ?? null },
    former,
  )
  if (user) mailPasscode(transaction, email, code)
  return handle
}

/**
 * Gives a customer who has proved his address a new password; sessions from before end.
 * Throws `passcodeSpent`, `userDisabled`, `weakPassword`.
 */
export function resetForgottenPassword(transaction: Transaction, handle: string, plain: string): User {
  const { userId } = redeemPasscode(transaction, handle, 'passwordReset')
  const user = userId === null ? undefined : transaction.table(users).get(userId)
  if (!user) throw new DomainError('passcodeSpent')
  if (!user.accountEnabled) throw new DomainError('userDisabled')
  return resetPassword(transaction, user.id, plain, { forceChangePasswordNextSignIn: false })
}

/** Who signs in with that address and a password of his own, and is not blocked. */
function whoMayReset(reader: Reader, email: string): User | undefined {
  const user = findBySignInName(reader, email)
  const hasAddress = user?.identities.some(
    ({ signInType, issuerAssignedId }) =>
      signInType.startsWith('emailAddress') && fold(issuerAssignedId ?? '') === fold(email),
  )
  return hasAddress && user?.accountEnabled && user.password ? user : undefined
}
