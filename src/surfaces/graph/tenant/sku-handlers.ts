import { subscriptions } from '../../../domain/directory/tables.js'
import type { Subscription } from '../../../domain/directory/tenant-rows.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import { type Call, parameter, readerOf } from '../call.js'
import { subscribedSkuType } from '../model/tenant-types.js'
import { entityAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'

/** GET /subscribedSkus (Microsoft Graph: List subscribedSkus): all of them, without pages. */
export function listSubscribedSkus(call: Call): Answer {
  return listAnswer(call, {
    type: subscribedSkuType(),
    source: readerOf(call).table(subscriptions),
    context: 'subscribedSkus',
    pageSize: 999,
  })
}

/** GET /subscribedSkus/{id}: the id is that of the tenant, an underscore and the SKU's. */
export function getSubscribedSku(call: Call): Answer {
  return entityAnswer(call, subscribedSkuType(), resolveSku(call), 'subscribedSkus')
}

function resolveSku(call: Call): Subscription {
  const reader = readerOf(call)
  const id = parameter(call)
  const [tenant, skuId = ''] = id.toLowerCase().split('_')
  const subscription = tenant === reader.tenant ? reader.table(subscriptions).get(skuId) : undefined
  if (!subscription) throw new DomainError('notFound', { id })
  return subscription
}
