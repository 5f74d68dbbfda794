import type { ClaimsRequest } from './claims-request.js'
import type { Platform } from './redirect-uris.js'

/** An authorization code as the token service keeps it: nobody can read the code itself back. */
export interface AuthorizationCode {
  /** Hash of the code. */
  readonly id: string
  /** App id of the client that it was given to. */
  readonly appId: string
  readonly userId: string
  /** The scopes that were asked for, as the client wrote them. */
  readonly scope: string
  readonly redirectUri: string
  readonly platform: Platform
  readonly codeChallenge: string | null
  readonly codeChallengeMethod: 'S256' | 'plain'
  readonly nonce: string | null
  readonly claims: ClaimsRequest
  /** The sign-in that it goes back to. */
  readonly sessionId: string
  /** When the user proved who he is. */
  readonly signedInAt: string
  readonly issuedAt: string
  readonly expiresAt: string
  /** From when the user's sessions were valid at issue, in milliseconds; a later value voids the code. */
  readonly sessionsValidFrom: number
  readonly isRedeemed: boolean
}
