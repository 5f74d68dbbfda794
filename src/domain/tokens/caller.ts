/** Who is calling, once the token has been verified and looked up in the directory. Frozen. */
export interface Caller {
  readonly kind: 'app' | 'user'
  readonly tenantId: string
  /** Object id of the user, or of the app's service principal. */
  readonly oid: string
  /** App id of the client that got the token. */
  readonly appId: string
  /** Delegated permissions (`scp`); empty for an app-only token. */
  readonly scopes: ReadonlySet<string>
  /** Application permissions (`roles`); for a user the app roles held. */
  readonly roles: ReadonlySet<string>
  /** Instant the token was issued, in seconds since the epoch. */
  readonly issuedAt: number
  /** The sign-in that the token goes back to: refreshed tokens share it. */
  readonly sessionId: string
  /** The audience exactly as the token names it. */
  readonly audience: string
  /** A stand-in for Microsoft's own staff (`support`) or a partner's administrator (`delegatedAdmin`). */
  readonly special?: 'support' | 'delegatedAdmin'
  /** With `auth=off`: permissions, directory roles and privileges are not checked for this caller. */
  readonly unchecked?: true
}
