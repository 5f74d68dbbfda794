/** What somebody proves a mail address for. */
export type PasscodePurpose = 'signUp' | 'passwordReset'

/** A one-time passcode as the token service keeps it: nobody can read the code back. */
export interface OneTimePasscode {
  /** Hash of the handle that the page carries. */
  readonly id: string
  readonly purpose: PasscodePurpose
  /** The address that the code was mailed to. */
  readonly email: string
  /** Whose password is reset; null for a sign-up, and for an address of nobody, to which no code was mailed. */
  readonly userId: string | null
  readonly salt: string
  readonly hash: string
  /** How many wrong codes were typed. */
  readonly failures: number
  readonly isVerified: boolean
  readonly expiresAt: string
}
