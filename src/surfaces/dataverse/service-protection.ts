import type { Clock } from '../../kernel/clock.js'
import type { Answer } from './answer.js'

/** Milliseconds in which requests are counted. */
const WINDOW = 300_000
/** What is told where nothing is counted. */
const ALWAYS_LEFT = 5999

/** What somebody may still send, or how many milliseconds he has to wait. */
export type Allowance =
  | { readonly kind: 'allowed'; readonly left: number }
  | { readonly kind: 'refused'; readonly wait: number }

/**
 * Counts the requests of each user in the last five minutes of the emulator's clock; a batch is one request, whatever is
 * in it (Microsoft: Service protection API limits). The limits of execution time and of concurrent requests are not kept:
 * requests take next to no time here, and none beside another.
 */
export class ServiceProtection {
  readonly #clock: Clock
  readonly limit: number
  readonly #sent = new Map<string, number[]>()

  /** @param limit how many requests a user may send in five minutes; 0 for as many as he likes. */
  constructor(clock: Clock, limit: number) {
    this.#clock = clock
    this.limit = limit
  }

  forget(): void {
    this.#sent.clear()
  }

  /** Counts a request of a user, unless it is one too many. */
  take(user: string): Allowance {
    if (this.limit === 0) return { kind: 'allowed', left: ALWAYS_LEFT }
    const now = this.#clock.now()
    const sent = (this.#sent.get(user) ?? []).filter((at) => at > now - WINDOW && at <= now)
    this.#sent.set(user, sent)
    const [oldest] = sent
    if (oldest !== undefined && sent.length >= this.limit) return { kind: 'refused', wait: oldest + WINDOW - now }
    sent.push(now)
    return { kind: 'allowed', left: this.limit - sent.length }
  }
}

/** Tells how many requests are left. */
export function withAllowance(answer: Answer, left: number): Answer {
  return { ...answer, headers: { ...answer.headers, 'x-ms-ratelimit-burst-remaining-xrm-requests': String(left) } }
}

/** The answer to one request too many. */
export function tooManyRequests(limit: number, wait: number): Answer {
  const message = `Number of requests exceeded the limit of ${limit} over time window of 300 seconds.`
  return {
    status: 429,
    headers: { 'retry-after': String(Math.ceil(wait / 1000)), 'x-ms-ratelimit-burst-remaining-xrm-requests': '0' },
    json: { error: { code: '0x80072322', message } },
  }
}
