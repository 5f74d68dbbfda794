import type { Clock } from '../../kernel/clock.js'
import type { Log } from '../../kernel/log.js'
import type { Schedule } from '../../kernel/schedule.js'
import type { Courier } from './courier.js'

/** A notice on its way to an endpoint. */
export interface Delivery {
  readonly url: string
  readonly notice: object
  /** Milliseconds since the epoch of the emulator's clock when it was posted. */
  readonly postedAt: number
  /** Whether it is still worth the way: its subscription is there. */
  readonly isWanted: () => boolean
}

export interface DeliveryServices {
  readonly clock: Clock
  readonly schedule: Pick<Schedule, 'plan'>
  readonly courier: Courier
  readonly log: Log
  /** Resolves when what has been written would survive a crash: nobody is told of what may be lost. */
  readonly durable: () => Promise<void>
}

interface Endpoint {
  readonly url: string
  waiting: Delivery[]
  /** The attempt that is under way. */
  attempt: Promise<void> | undefined
  /** How many attempts have failed one after the other. */
  failures: number
}

const MOST_AT_ONCE = 100
/** How many notices wait for an endpoint that does not answer; the oldest make room. */
const MOST_WAITING = 10_000
/** Milliseconds of the machine that a receiver has. */
const PATIENCE = 3000
const SECOND = 1000
/** How long after each failed attempt the next one comes; the last goes on. */
const PAUSES = [10, 30, 60, 120, 300, 600, 1200, 1800].map((seconds) => seconds * SECOND)
/** How long a notice is tried. */
const TRIED_FOR = 4 * 3600 * SECOND

/**
 * Brings notices to their endpoints, in order and several at a time, behind the back of every request. What is not taken
 * with a 2xx comes again, at longer and longer intervals of the emulator's clock, for four hours.
 */
export class Deliveries {
  readonly #services: DeliveryServices
  readonly #endpoints = new Map<string, Endpoint>()
  readonly #closing = new AbortController()

  constructor(services: DeliveryServices) {
    this.#services = services
  }

  post(delivery: Delivery): void {
    if (this.#closing.signal.aborted) return
    const endpoint = this.#endpointOf(delivery.url)
    endpoint.waiting.push(delivery)
    if (endpoint.waiting.length > MOST_WAITING) endpoint.waiting.shift()
    if (endpoint.failures === 0) void this.#start(endpoint)
  }

  /** Resolves when no call is under way, nor about to be; those that wait for another attempt go on waiting. */
  async idle(): Promise<void> {
    for (;;) {
      const attempts = [...this.#endpoints.values()].flatMap(({ attempt }) => attempt ?? [])
      if (attempts.length === 0) return
      await Promise.all(attempts)
    }
  }

  /** Drops all that waits. */
  clear(): void {
    for (const endpoint of this.#endpoints.values()) {
      endpoint.waiting = []
      endpoint.failures = 0
      if (!endpoint.attempt) this.#endpoints.delete(endpoint.url)
    }
  }

  /** Ends the calls that are under way and makes no more. */
  async close(): Promise<void> {
    this.clear()
    this.#closing.abort()
    await this.idle()
  }

  /** Ends calls of others that shall not outlive the emulator. */
  get closing(): AbortSignal {
    return this.#closing.signal
  }

  #endpointOf(url: string): Endpoint {
    const known = this.#endpoints.get(url)
    if (known) return known
    const endpoint = { url, waiting: [], attempt: undefined, failures: 0 }
    this.#endpoints.set(url, endpoint)
    return endpoint
  }

  /** Empties an endpoint's queue, unless that is being done. */
  #start(endpoint: Endpoint): Promise<void> {
    endpoint.attempt ??= this.#empty(endpoint).finally(() => {
      endpoint.attempt = undefined
      if (endpoint.waiting.length === 0) this.#endpoints.delete(endpoint.url)
      // What came while the last attempt was ending.
      else if (endpoint.failures === 0) void this.#start(endpoint)
    })
    return endpoint.attempt
  }

  async #empty(endpoint: Endpoint): Promise<void> {
    do {
      // What the same request still writes goes along.
      await this.#services.durable().catch(() => this.#closing.abort())
      const batch = this.#nextBatch(endpoint)
      if (batch.length === 0) return
      if (!(await this.#isTaken(endpoint.url, batch))) {
        endpoint.waiting = [...batch, ...endpoint.waiting]
        this.#planAnother(endpoint)
        return
      }
      endpoint.failures = 0
    } while (endpoint.waiting.length > 0)
  }

  #nextBatch(endpoint: Endpoint): readonly Delivery[] {
    const oldest = this.#services.clock.now() - TRIED_FOR
    const alive = endpoint.waiting.filter(({ postedAt, isWanted }) => postedAt > oldest && isWanted())
    endpoint.waiting = alive.slice(MOST_AT_ONCE)
    return this.#closing.signal.aborted ? [] : alive.slice(0, MOST_AT_ONCE)
  }

  async #isTaken(url: string, batch: readonly Delivery[]): Promise<boolean> {
    const { courier, log } = this.#services
    const body = JSON.stringify({ value: batch.map(({ notice }) => notice) })
    const letter = { contentType: 'application/json', body, patience: PATIENCE, signal: this.#closing.signal }
    const answer = await courier.post(url, letter)
    const status = typeof answer === 'string' ? answer : answer.status
    if (typeof status === 'number' && status >= 200 && status < 300) return true
    log.info('A notification endpoint did not take its notifications.', { host: new URL(url).host, status })
    return false
  }

  #planAnother(endpoint: Endpoint): void {
    const { clock, schedule } = this.#services
    const pause = PAUSES[Math.min(endpoint.failures, PAUSES.length - 1)] ?? 0
    endpoint.failures++
    const { url } = endpoint
    const run = () => {
      const still = this.#endpoints.get(url)
      return still && this.#start(still)
    }
    schedule.plan(clock.now() + pause, { name: `deliver notifications to ${url}`, run })
  }
}
