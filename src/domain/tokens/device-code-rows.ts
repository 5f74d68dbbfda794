/** Who let a device in. */
export interface DeviceGrantee {
  readonly tenantId: string
  readonly userId: string
  /** The sign-in that the device's tokens go back to. */
  readonly sessionId: string
  /** When the person proved who he is. */
  readonly signedInAt: string
  /** From when the user's sessions were valid then, in milliseconds; a later value voids the code. */
  readonly sessionsValidFrom: number
  readonly grantedAt: string
}

/** A device that waits for somebody to sign in on a second one. It stands in the tenant where it was asked for. */
export interface DeviceCode {
  /** Hash of the device code. */
  readonly id: string
  /** What the person types, as it is shown. */
  readonly userCode: string
  /** App id of the client that asked. */
  readonly appId: string
  /** The tenant whose users alone may sign in; null where the request named none. */
  readonly tenantId: string | null
  /** The scopes that were asked for, as the client wrote them. */
  readonly scope: string
  readonly expiresAt: string
  readonly state: 'pending' | 'granted' | 'declined' | 'redeemed'
  /** Null until somebody lets the device in. */
  readonly grantee: DeviceGrantee | null
}
