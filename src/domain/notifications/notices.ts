import type { Happening } from './happenings.js'
import type { ChangeSubscription } from './subscription-rows.js'

const SETS = { user: 'Users', group: 'Groups' } as const
const TYPES = { user: '#Microsoft.Graph.User', group: '#Microsoft.Graph.Group' } as const

/** A change as a subscriber is told (Microsoft Graph: changeNotification); `seq` orders the notices of a tenant. */
export function changeNotice(
  subscription: ChangeSubscription,
  tenantId: string,
  happening: Happening,
  seq: number,
): object {
  const { kind, id, changeType, members } = happening
  const resource = `${SETS[kind]}/${id}`
  return {
    changeType,
    ...noticeHead(subscription, tenantId),
    resource,
    resourceData: {
      '@odata.type': TYPES[kind],
      '@odata.id': resource,
      id,
      organizationId: tenantId,
      sequenceNumber: seq,
      ...(members.length > 0 && { 'members@delta': members }),
    },
  }
}

/** What happens to a subscription itself (Microsoft Graph: lifecycle notifications). */
export function lifecycleNotice(
  subscription: ChangeSubscription,
  tenantId: string,
  lifecycleEvent: 'reauthorizationRequired' | 'subscriptionRemoved',
): object {
  return { ...noticeHead(subscription, tenantId), lifecycleEvent }
}

function noticeHead({ id, expirationDateTime, clientState }: ChangeSubscription, tenantId: string) {
  return { subscriptionId: id, subscriptionExpirationDateTime: expirationDateTime, tenantId, clientState }
}
