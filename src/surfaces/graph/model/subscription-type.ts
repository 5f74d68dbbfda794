import type { ChangeSubscription } from '../../../domain/notifications/subscription-rows.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType } from './graph-type.js'

const none = () => null

/** The properties of a subscription. Resource data is never among what is sent. */
export const subscriptionType: () => GraphType<ChangeSubscription> = lazily(() =>
  defineType<ChangeSubscription>('subscription', {
    read: {
      encryptionCertificate: none,
      encryptionCertificateId: none,
      includeResourceData: none,
      notificationContentType: () => 'application/json',
      notificationQueryOptions: none,
    },
  }),
)
