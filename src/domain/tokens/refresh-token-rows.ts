/** A refresh token as the token service keeps it: nobody can read the token itself back. */
export interface RefreshToken {
  /** Hash of the token. */
  readonly id: string
  readonly userId: string
  /** App id of the client that it was given to. */
  readonly appId: string
  /** The scopes of the sign-in, which a redemption without scopes asks for again. */
  readonly scope: string
  readonly issuedAt: string
  /** When it ends unless it is used: 90 days (Microsoft identity platform: Refresh tokens). */
  readonly expiresAt: string
  /** Its successors end when it does: it was given to a single-page app. */
  readonly hasFixedEnd: boolean
  /** From when the user's sessions were valid at issue, in milliseconds; a later value voids the token. */
  readonly sessionsValidFrom: number
  /** The sign-in that it goes back to. */
  readonly sessionId?: string | undefined
  /** When the user proved who he is. */
  readonly signedInAt: string
  /** It was given to a client that proves nothing, because of the redirect URI that the code went to. */
  readonly isPublic?: boolean | undefined
}
