import type { TokenVerifier } from '../../domain/tokens/verify-access-token.js'

/** What the admin APIs need of the rest of the house. */
export interface PowerPlatformRooms {
  readonly verifier: TokenVerifier
  /** Ids of requests, which no test needs to foresee. */
  newRequestId(): string
}
