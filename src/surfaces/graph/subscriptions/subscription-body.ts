import type { WantedSubscription } from '../../../domain/notifications/change-subscriptions.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Call } from '../call.js'

/** What a client writes of a subscription. */
export interface SubscriptionBody {
  readonly changeType?: string
  readonly notificationUrl?: string
  readonly resource?: string
  readonly expirationDateTime?: string
  readonly clientState?: string | null
  readonly lifecycleNotificationUrl?: string | null
  readonly latestSupportedTlsVersion?: string | null
  readonly includeResourceData?: boolean | null
  readonly encryptionCertificate?: string | null
  readonly encryptionCertificateId?: string | null
  readonly notificationUrlAppId?: string | null
  readonly notificationQueryOptions?: string | null
}

const TLS_VERSIONS = ['v1_0', 'v1_1', 'v1_2', 'v1_3']

/**
 * Reads the subscription that a body asks for. Throws `subscriptionPropertyRequired`, `resourceDataUnsupported`,
 * `invalidValue`, `notificationUrlRefused`.
 */
export function wantedSubscription({ body, caller, rooms }: Call): WantedSubscription {
  const given = body as SubscriptionBody
  const { lifecycleNotificationUrl = null, latestSupportedTlsVersion, clientState = null } = given
  refuseResourceData(given)
  const wanted = {
    changeType: required(given, 'changeType'),
    notificationUrl: required(given, 'notificationUrl'),
    resource: required(given, 'resource'),
    expirationDateTime: required(given, 'expirationDateTime'),
    clientState,
    lifecycleNotificationUrl,
    applicationId: caller.appId,
    creatorId: caller.oid,
    latestSupportedTlsVersion: latestSupportedTlsVersion ?? 'v1_2',
    notificationUrlAppId: given.notificationUrlAppId ?? null,
  }
  if (!TLS_VERSIONS.includes(wanted.latestSupportedTlsVersion)) {
    throw new DomainError('invalidValue', { property: 'latestSupportedTlsVersion', resource: 'Subscription' })
  }
  rooms.notifications.requireUrl('notificationUrl', wanted.notificationUrl)
  if (lifecycleNotificationUrl !== null) {
    rooms.notifications.requireUrl('lifecycleNotificationUrl', lifecycleNotificationUrl)
  }
  return wanted
}

function required(
  given: SubscriptionBody,
  property: 'changeType' | 'notificationUrl' | 'resource' | 'expirationDateTime',
) {
  const value = given[property]
  if (value === undefined || value === '') throw new DomainError('subscriptionPropertyRequired', { property })
  return value
}

/** Directory objects come without their data: the client reads them itself. */
function refuseResourceData({ includeResourceData, encryptionCertificate, resource }: SubscriptionBody): void {
  if (includeResourceData || encryptionCertificate) throw new DomainError('resourceDataUnsupported', { resource })
}

/** What a PATCH changes. Throws `subscriptionUnchangeable` for anything but the end and the address. */
export function subscriptionChanges({
  body,
  rooms,
}: Call): Pick<SubscriptionBody, 'expirationDateTime' | 'notificationUrl'> {
  const { expirationDateTime, notificationUrl, ...others } = body as SubscriptionBody
  const property = Object.keys(others).find((name) => !name.includes('@'))
  if (property !== undefined) throw new DomainError('subscriptionUnchangeable', { property })
  if (notificationUrl !== undefined) rooms.notifications.requireUrl('notificationUrl', notificationUrl)
  return {
    ...(expirationDateTime !== undefined && { expirationDateTime }),
    ...(notificationUrl !== undefined && { notificationUrl }),
  }
}
