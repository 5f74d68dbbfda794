import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import { addAccount } from '../directory/add-account.js'
import type { User } from '../directory/user-rows.js'
import { mailPasscode } from './mail-passcode.js'
import { issuePasscode, redeemPasscode } from './one-time-passcodes.js'
import { findBySignInName } from './sign-in.js'

/** Characters of an address (RFC 5321, section 4.5.3). Longer ones are not looked into: the pattern tries every dot. */
const LONGEST_ADDRESS = 254
const ADDRESS = /^[^\s@<>()",:;\\]{1,64}@[^\s@<>()",:;\\]+\.[^\s@<>()",:;\\]+$/

/** What a new customer says of himself. */
export interface SignUpForm {
  readonly password: string
  readonly displayName: string | undefined
  readonly givenName: string | undefined
  readonly surname: string | undefined
}

/**
 * Mails a code to an address with which somebody wants to sign up, and answers with the handle behind which it is kept;
 * the code behind `former`, if there is one, ends. Throws `addressInvalid`, `addressTaken`.
 */
export function requestSignUp(transaction: Transaction, email: string, former?: string): string {
  if (email.length > LONGEST_ADDRESS || !ADDRESS.test(email)) throw new DomainError('addressInvalid')
  if (findBySignInName(transaction, email)) throw new DomainError('addressTaken')
  const { handle, code } = issuePasscode(transaction, { purpose: 'signUp', email, userId: null }, former)
  mailPasscode(transaction, email, code)
  return handle
}

/**
 * Makes the account of somebody who has proved his address (Microsoft Entra External ID: self-service sign-up).
 * Throws `passcodeSpent`, `addressTaken`, `valueRequired`, `invalidValue`, `weakPassword`.
 */
export function signUp(transaction: Transaction, handle: string, form: SignUpForm): User {
  const { email } = redeemPasscode(transaction, handle, 'signUp')
  if (findBySignInName(transaction, email)) throw new DomainError('addressTaken')
  const { password, displayName, givenName = null, surname = null } = form
  if (!displayName) throw new DomainError('valueRequired', { property: 'displayName', resource: 'User' })
  const properties = { displayName, givenName, surname }
  return addAccount(transaction, {
    kind: 'customer',
    email,
    properties,
    password,
    forceChangePasswordNextSignIn: false,
  }).user
}
