import type { User } from '../directory/user-rows.js'
import type { Client } from './clients.js'
import type { Issuers } from './issuer.js'
import type { Resource } from './resources.js'

/** How a client proved who it is: not at all, with a secret, with a certificate. */
export type ClientAuthentication = '0' | '1' | '2'

/** Everything that was decided before a token is issued. */
export interface AccessGrant {
  readonly client: Client
  readonly clientAuthentication: ClientAuthentication
  /** The credential that was presented. */
  readonly keyId?: string | undefined
  readonly resource: Resource
  readonly issuers: Issuers
  /** The request that the token is issued for; without one it gets an id of its own. */
  readonly requestId?: string | undefined
  /** In milliseconds since the epoch. */
  readonly now: number
  /** Seconds for which the token is good. */
  readonly lifetime: number
  /** What the client says that it can do (`xms_cc`). */
  readonly capabilities?: readonly string[] | undefined
}

/** A token that an app gets for itself. */
export interface AppGrant extends AccessGrant {
  readonly roles: readonly string[]
}

/** A token that an app gets to act for a user. */
export interface UserGrant extends AccessGrant {
  readonly user: User
  /** The delegated permissions, as the claim `scp` tells them. */
  readonly scope: string
  /** The sign-in that the token goes back to; without one the token is a session of its own. */
  readonly sessionId?: string | undefined
  /** When the user proved who he is; without it, now. */
  readonly signedInAt?: string | undefined
  /** Whether the token comes straight from the authorization endpoint. */
  readonly isImplicit?: boolean | undefined
}
