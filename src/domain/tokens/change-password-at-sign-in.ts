import type { Transaction } from '../access.js'
import { findUser } from '../directory/find-principal.js'
import { changePassword } from '../directory/update-user.js'
import type { User } from '../directory/user-rows.js'
import { findBySignInName, requirePassword } from './sign-in.js'

/**
 * Sets the permanent password of a user who has to change the present one before anything else: what the page "Update
 * your password" does between password and token. `name` is what the user signs in with, or the object id.
 * Throws the refusals of `requirePassword`, `passwordReused`, `weakPassword`.
 */
export function changePasswordAtSignIn(transaction: Transaction, name: string, current: string, plain: string): User {
  const named = findBySignInName(transaction, name) ?? findUser(transaction, name)
  const { id } = requirePassword(transaction, named, current, transaction.now)
  return changePassword(transaction, id, current, plain)
}
