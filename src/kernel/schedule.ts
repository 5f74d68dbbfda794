import type { EmulatorClock } from './clock.js'

/** Work that becomes due at an instant of the emulator's clock. Nothing else runs in the background. */
export interface Job {
  readonly name: string
  readonly run: () => void | Promise<void>
  /** Milliseconds between two runs; a job without it runs once. */
  readonly every?: number
}

interface Planned {
  readonly due: number
  readonly order: number
  readonly job: Job
}

const LONGEST_TIMER = 2 ** 31 - 1

/**
 * Keeps the jobs and runs them when the clock reaches them, really or moved by a test.
 * A repeating job that came due several times runs once and is planned anew from the clock's instant.
 */
export class Schedule {
  readonly #clock: EmulatorClock
  readonly #onError: (job: Job, error: unknown) => void
  readonly #planned = new Map<string, Planned>()
  #order = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> = Promise.resolve()
  #closed = false

  constructor(clock: EmulatorClock, onError: (job: Job, error: unknown) => void) {
    this.#clock = clock
    this.#onError = onError
  }

  /** Plans a job; one of the same name is replaced. `due` is in milliseconds since the epoch. */
  plan(due: number, job: Job): void {
    this.#planned.set(job.name, { due, order: this.#order++, job })
    this.#arm()
  }

  /** Plans a job unless one of the same name is already due no later. */
  planSooner(due: number, job: Job): void {
    const known = this.#planned.get(job.name)
    if (!known || known.due > due) this.plan(due, job)
  }

  cancel(name: string): void {
    this.#planned.delete(name)
    this.#arm()
  }

  /** Resolves when every job that is due by the clock's present instant has run. */
  runDue(): Promise<void> {
    this.#running = this.#running.then(() => this.#drain(this.#clock.now(), undefined))
    return this.#running
  }

  /**
   * Moves the clock to `target` and resolves when all work that came due on the way is done, in time order:
   * each job sees the clock at the instant it was planned for.
   */
  moveTo(target: number): Promise<void> {
    this.#running = this.#running.then(async () => {
      await this.#drain(target, (due) => this.#clock.set(Math.max(due, this.#clock.now())))
      this.#clock.set(target)
      this.#arm()
    })
    return this.#running
  }

  /** Drops every job and timer; a closed schedule plans nothing more. */
  close(): void {
    this.#closed = true
    this.#planned.clear()
    if (this.#timer) clearTimeout(this.#timer)
  }

  async #drain(until: number, reach: ((due: number) => void) | undefined): Promise<void> {
    for (let next = this.#next(); next && next.due <= until; next = this.#next()) {
      reach?.(next.due)
      this.#planned.delete(next.job.name)
      if (next.job.every !== undefined) {
        const passed = Math.max(until, next.due)
        this.plan(passed + next.job.every, next.job)
      }
      try {
        await next.job.run()
      } catch (error) {
        this.#onError(next.job, error)
      }
    }
    this.#arm()
  }

  #next(): Planned | undefined {
    let first: Planned | undefined
    for (const planned of this.#planned.values()) {
      if (!first || planned.due < first.due || (planned.due === first.due && planned.order < first.order))
        first = planned
    }
    return first
  }

  #arm(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = undefined
    const next = this.#next()
    if (!next || this.#closed || this.#clock.frozen) return
    const wait = Math.min(Math.max(next.due - this.#clock.now(), 0), LONGEST_TIMER)
    this.#timer = setTimeout(() => void this.runDue(), wait)
    // Node keeps a process alive for a timer unless told otherwise; browsers hand out plain numbers.
    if (typeof this.#timer === 'object') this.#timer.unref()
  }
}
