import type { Caller } from '../../../domain/tokens/caller.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Exchange } from '../exchange.js'
import { isBatch } from '../path.js'

const WORDS = { 429: 'throttled', 503: 'unavailable', 504: 'timedOut' } as const

/**
 * Throws `throttled`, `unavailable` or `timedOut` when it was ordered that this request fails. A batch passes unless
 * its own path was named: each request in it is metered by itself.
 */
export function meetFault({ rooms, request, target }: Exchange, { appId, tenantId }: Caller): void {
  const { method } = request
  const fault = rooms.faults.take('graph', { method, path: target.path, byName: isBatch(target.path) })
  if (fault) throw new DomainError(WORDS[fault.status], { retryAfter: fault.retryAfter, appId, tenantId })
}
