import { digest, digestHex } from '../../kernel/digest.js'
import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import type { Password } from './user-rows.js'

/** What Graph calls a `passwordProfile`. */
export interface PasswordProfile {
  readonly password?: string | null
  readonly forceChangePasswordNextSignIn?: boolean | null
  readonly forceChangePasswordNextSignInWithMfa?: boolean | null
}

/** The hash of a password or client secret under its salt, as hexadecimal text. */
export function hashPassword(salt: string, plain: string): string {
  return digestHex(`${salt}:${plain}`)
}

/** Whether `plain` is the password or secret behind a salted hash. */
export function matchesPassword(kept: { readonly salt: string; readonly hash: string }, plain: string): boolean {
  return hashPassword(kept.salt, plain) === kept.hash
}

/** A password as the directory keeps it. Without a flag the user must change it at the next sign-in, as in Graph. */
export function makePassword(transaction: Transaction, plain: string, profile: PasswordProfile = {}): Password {
  const salt = transaction.newGuid()
  return {
    salt,
    hash: hashPassword(salt, plain),
    forceChangePasswordNextSignIn: profile.forceChangePasswordNextSignIn ?? true,
    forceChangePasswordNextSignInWithMfa: profile.forceChangePasswordNextSignInWithMfa ?? false,
  }
}

const CLASSES = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]

/**
 * Whether a password breaks the policy: 8 to 256 characters, three of the four character classes unless
 * `passwordPolicies` says `DisableStrongPassword`.
 */
export function isWeakPassword(plain: string, passwordPolicies: string | null): boolean {
  const strong = !passwordPolicies?.includes('DisableStrongPassword')
  const classes = CLASSES.filter((pattern) => pattern.test(plain)).length
  return plain.length < 8 || plain.length > 256 || (strong && classes < 3)
}

/** Refuses a password that breaks the policy. Throws `weakPassword`. */
export function refuseWeakPassword(plain: string, passwordPolicies: string | null): void {
  if (isWeakPassword(plain, passwordPolicies)) throw new DomainError('weakPassword')
}

const CONSONANTS = 'bcdfghjkmnpqrstvwxz'
const VOWELS = 'aeiou'

/** A password in the form that Microsoft generates: `Cuyo5459`. */
export function generatePassword(transaction: Transaction): string {
  const bytes = digest(transaction.newSecret())
  const pick = (from: string, at: number) => from[(bytes[at] ?? 0) % from.length] ?? ''
  const letters = pick(CONSONANTS, 0).toUpperCase() + pick(VOWELS, 1) + pick(CONSONANTS, 2) + pick(VOWELS, 3)
  return letters + [4, 5, 6, 7].map((at) => pick('0123456789', at)).join('')
}
