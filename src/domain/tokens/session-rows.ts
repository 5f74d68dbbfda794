/** A sign-in that a browser remembers. */
export interface SignInSession {
  /** Hash of what the browser keeps. */
  readonly id: string
  /** Names the session in tokens (`sid`): refreshed tokens share it. */
  readonly sessionId: string
  readonly userId: string
  /** The apps that it led into. */
  readonly appIds: readonly string[]
  /** When the user last proved who he is. */
  readonly signedInAt: string
  readonly expiresAt: string
  /** From when the user's sessions were valid at sign-in, in milliseconds; a later value voids this one. */
  readonly sessionsValidFrom: number
}
