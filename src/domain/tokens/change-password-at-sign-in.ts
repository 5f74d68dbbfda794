import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import { findUser } from '../directory/find-principal.js'
import { matchesPassword } from '../directory/password.js'
import { changePassword } from '../directory/update-user.js'
import type { User } from '../directory/user-rows.js'
import { findBySignInName } from './sign-in.js'

/**
 * Sets the permanent password of a user who has to change the present one before anything else: what the page "Update
 * your password" does between password and token. `name` is what the user signs in with, or the object id.
 * Throws `userNotFound`, `userDisabled`, `passwordMissing`, `passwordWrong`, `passwordReused`, `weakPassword`.
 */
export function changePasswordAtSignIn(transaction: Transaction, name: string, current: string, plain: string): User {
  const user = findBySignInName(transaction, name) ?? findUser(transaction, name)
  if (!user) throw new DomainError('userNotFound', { tenantId: transaction.tenant })
  if (!user.accountEnabled) throw new DomainError('userDisabled')
  if (!user.password) throw new DomainError('passwordMissing')
  if (!matchesPassword(user.password, current)) throw new DomainError('passwordWrong')
  return changePassword(transaction, user.id, current, plain)
}
