import type { Clock } from '../../../kernel/clock.js'

/** What a request takes from the two quotas of the identity service. */
export interface RequestCost {
  readonly units: number
  readonly writes: 0 | 1
}

/** Who shares a quota: an app in a tenant, whose number of users decides how large the quota is. */
export interface Consumer {
  readonly tenantId: string
  readonly appId: string
  readonly userCount: number
}

/** Resource units in ten seconds, by the most users that a tenant of that size has. */
const UNIT_QUOTAS = [
  { users: 49, units: 3500 },
  { users: 500, units: 5000 },
  { users: Number.POSITIVE_INFINITY, units: 8000 },
]
const UNIT_PERIOD = 10_000
const WRITE_QUOTA = 3000
const WRITE_PERIOD = 150_000

interface Bucket {
  at: number
  units: number
  writes: number
}

/**
 * Counts what apps use of the identity service's quotas, as token buckets do: what was used flows off evenly. It tells
 * and refuses nothing (Microsoft Graph service-specific throttling limits).
 */
export class QuotaMeter {
  readonly #clock: Clock
  readonly #buckets = new Map<string, Bucket>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  forget(): void {
    this.#buckets.clear()
  }

  /** Adds the cost of a request; answers with the part of the fuller quota that is used then: 1 is all of it. */
  spend({ tenantId, appId, userCount }: Consumer, cost: RequestCost): number {
    const bucket = this.#bucket(`${tenantId} ${appId}`)
    const quota = unitQuota(userCount)
    const now = this.#clock.now()
    const elapsed = Math.max(0, now - bucket.at)
    bucket.at = now
    bucket.units = left(bucket.units, quota, elapsed / UNIT_PERIOD) + cost.units
    bucket.writes = left(bucket.writes, WRITE_QUOTA, elapsed / WRITE_PERIOD) + cost.writes
    return Math.max(bucket.units / quota, bucket.writes / WRITE_QUOTA)
  }

  #bucket(key: string): Bucket {
    const known = this.#buckets.get(key)
    if (known) return known
    const bucket = { at: this.#clock.now(), units: 0, writes: 0 }
    this.#buckets.set(key, bucket)
    return bucket
  }
}

function unitQuota(userCount: number): number {
  return UNIT_QUOTAS.find(({ users }) => userCount <= users)?.units ?? Number.POSITIVE_INFINITY
}

function left(used: number, quota: number, periods: number): number {
  return Math.max(0, used - quota * periods)
}
