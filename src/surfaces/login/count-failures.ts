import type { Reader, Transaction } from '../../domain/access.js'
import type { User } from '../../domain/directory/user-rows.js'
import { countFailure, forgetFailures, hasFailures } from '../../domain/tokens/lockout.js'
import { findBySignInName } from '../../domain/tokens/sign-in.js'
import { DomainError } from '../../kernel/errors.js'
import type { LoginRequest } from './login-request.js'

/**
 * Runs `check`, which signs a user in by a password or refuses, and remembers the outcome: wrong passwords lock the
 * account, wherever they were given, until the right one comes. Throws what `check` throws.
 */
export function countingFailures(
  login: LoginRequest,
  reader: Reader,
  given: { readonly name: string; readonly plain: string },
  check: () => User,
): User {
  try {
    const user = check()
    if (hasFailures(reader, user)) note(login, reader, user, (transaction) => forgetFailures(transaction, user))
    return user
  } catch (error) {
    if (!(error instanceof DomainError) || error.word !== 'passwordWrong') throw error
    const user = findBySignInName(reader, given.name)
    if (user) note(login, reader, user, (transaction) => countFailure(transaction, user, given.plain))
    throw error
  }
}

function note(login: LoginRequest, { tenant }: Reader, { id }: User, work: (transaction: Transaction) => void): void {
  login.access.note(tenant, { kind: 'user', id, requestId: login.correlationId }, work)
}
