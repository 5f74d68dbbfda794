/** The wrong passwords that a user gave since the last right one. */
export interface PasswordFailures {
  /** Id of the user. */
  readonly id: string
  /** Salt of the password that was missed: a new password makes a new beginning. */
  readonly salt: string
  readonly count: number
  /** Hashes of the last wrong passwords, the newest first. */
  readonly lately: readonly string[]
  /** Until when nobody can sign in with this account, in milliseconds since the epoch. */
  readonly lockedUntil: number
}
