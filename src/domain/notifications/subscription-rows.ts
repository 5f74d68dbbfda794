import type { WatchedResource } from './watched-resource.js'

/** What an app wants to be told of, and where (Microsoft Graph: subscription). */
export interface ChangeSubscription {
  readonly id: string
  /** As it was asked for: `users`, `/groups/{id}/members`. */
  readonly resource: string
  readonly watches: WatchedResource
  /** `updated`, `deleted`, or both with a comma. */
  readonly changeType: string
  readonly clientState: string | null
  readonly notificationUrl: string
  readonly lifecycleNotificationUrl: string | null
  readonly expirationDateTime: string
  readonly applicationId: string
  /** The user, or the service principal, who asked for it. */
  readonly creatorId: string
  readonly latestSupportedTlsVersion: string
  readonly notificationUrlAppId: string | null
  /** When the client is told that the subscription will end; null where that was told, or nobody wants to know. */
  readonly reauthorizationDueAt: string | null
}
