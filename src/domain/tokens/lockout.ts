import type { Reader, Transaction } from '../access.js'
import { hashPassword } from '../directory/password.js'
import type { User } from '../directory/user-rows.js'
import type { PasswordFailures } from './password-failure-rows.js'
import { passwordFailures } from './tables.js'

/** The numbers of smart lockout (Microsoft Entra: Protect user accounts from attacks with smart lockout). */
const LOCKOUT = {
  /** So many different wrong passwords in a row lock an account, and so does each one more. */
  failures: 10,
  /** For how long. The service does not tell how it grows from there; here it is always the same. */
  seconds: 60,
  /** A wrong password that is one of the last so many does not count again. */
  remembered: 3,
}

/** Whether an account is locked because of wrong passwords. `now` is in milliseconds since the epoch. */
export function isLocked(reader: Reader, user: User, now: number): boolean {
  return (failuresOf(reader, user)?.lockedUntil ?? 0) > now
}

/** Whether there were wrong passwords since the last right one. */
export function hasFailures(reader: Reader, user: User): boolean {
  return failuresOf(reader, user) !== undefined
}

/** Notes that somebody gave a wrong password. */
export function countFailure(transaction: Transaction, user: User, plain: string): void {
  if (!user.password) return
  const { salt } = user.password
  const before = failuresOf(transaction, user)
  const hash = hashPassword(salt, plain)
  if (before?.lately.includes(hash)) return
  const count = (before?.count ?? 0) + 1
  const lately = [hash, ...(before?.lately ?? [])].slice(0, LOCKOUT.remembered)
  const lockedUntil = count < LOCKOUT.failures ? 0 : transaction.now + LOCKOUT.seconds * 1000
  forgetFailures(transaction, user)
  transaction.insert(passwordFailures, { id: user.id, salt, count, lately, lockedUntil })
}

/** Notes that the right password was given. */
export function forgetFailures(transaction: Transaction, { id }: User): void {
  transaction.remove(passwordFailures, id)
}

function failuresOf(reader: Reader, { id, password }: User): PasswordFailures | undefined {
  const failures = reader.table(passwordFailures).get(id)
  return failures?.salt === password?.salt ? failures : undefined
}
