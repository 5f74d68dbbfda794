import { users } from '../../../domain/directory/tables.js'
import type { Answer } from '../answer.js'
import { type Call, readerOf } from '../call.js'
import type { RequestCost } from './quota-meter.js'

/** Callers are told how much of the quota they use from here on; the number ends at the second. */
const TOLD_FROM = 0.8
const TOLD_UP_TO = 1.8

/** Counts a request of known cost, and lets its answer tell that cost (Microsoft Graph service-specific throttling limits). */
export function metered(call: Call, cost: RequestCost, answer: Answer): Answer {
  const { later } = answer
  if (later) return { ...answer, later: async () => metered(call, cost, await later()) }
  const { tenantId, appId } = call.caller
  const userCount = readerOf(call).table(users).size
  const used = call.rooms.meter.spend({ tenantId, appId, userCount }, cost)
  const headers: Record<string, string> = { ...answer.headers, 'x-ms-resource-unit': String(cost.units) }
  if (used > TOLD_FROM) headers['x-ms-throttle-limit-percentage'] = Math.min(used, TOLD_UP_TO).toFixed(2)
  return { ...answer, headers }
}
