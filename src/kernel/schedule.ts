import type { EmulatorClock } from './clock.js'

/** Work that becomes due at an instant of the emulator's clock. Nothing else runs in the background. */
export interface Job {
  readonly name: string
  /** Must not wait for the schedule itself: the schedule is waiting for the job. */
  readonly run: () => void | Promise<void>
  /** Milliseconds between two runs, more than 0; a job without it runs once. */
  readonly every?: number
}

interface Planned {
  readonly due: number
  readonly order: number
  readonly job: Job
}

const LONGEST_TIMER = 2 ** 31 - 1

/**
 * Keeps the jobs and runs them when the clock reaches them, really or moved by a test, one after the other.
 * A repeating job that came due several times meanwhile runs once: the last time, when what else came due has happened.
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
    if (this.#closed) return
    this.#planned.set(job.name, { due, order: this.#order++, job })
    this.#arm()
  }

  /** Plans a job unless one of the same name is due no later already. */
  planSooner(due: number, job: Job): void {
    const known = this.#planned.get(job.name)
    if (!known || known.due > due) this.plan(due, job)
  }

  cancel(name: string): void {
    this.#planned.delete(name)
    this.#arm()
  }

  /** Resolves when every job that is due by the clock's present instant has run. To be called after the clock was changed. */
  runDue(): Promise<void> {
    return this.#enqueue(() => this.#drain(this.#clock.now()))
  }

  /**
   * Moves the clock to `target` and resolves when all work that came due on the way is done, in time order: each job
   * sees the clock at the instant it was planned for. A clock that runs is then at `target`, or as far beyond as the
   * work took.
   */
  moveTo(target: number): Promise<void> {
    return this.#enqueue(async () => {
      const isForward = target >= this.#clock.now()
      if (isForward) await this.#drain(target)
      this.#clock.set(isForward ? Math.max(target, this.#clock.now()) : target)
      this.#arm()
    })
  }

  /** Drops every job and timer; a closed schedule plans nothing more. */
  close(): void {
    this.#closed = true
    this.#planned.clear()
    this.#arm()
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.#running.then(work)
    this.#running = done.catch(() => undefined)
    return done
  }

  /** Runs what is due until an instant, moving the clock along where it is not there yet. */
  async #drain(until: number): Promise<void> {
    for (let next = this.#next(until); next && next.due <= until; next = this.#next(until)) {
      if (next.due > this.#clock.now()) this.#clock.set(next.due)
      await this.#run(next)
    }
    this.#arm()
  }

  async #run({ job, due }: Planned): Promise<void> {
    this.#planned.delete(job.name)
    // Before it runs, so that a job can cancel itself or plan itself differently.
    if (job.every !== undefined) this.plan(due + job.every, job)
    try {
      await job.run()
    } catch (error) {
      this.#onError(job, error)
    }
  }

  /** The job to run first when the clock goes on to an instant. */
  #next(until = Number.NEGATIVE_INFINITY): Planned | undefined {
    let first: Planned | undefined
    for (const each of this.#planned.values()) {
      const planned = { ...each, due: lastDue(each, until) }
      if (!first || planned.due < first.due || (planned.due === first.due && planned.order < first.order)) {
        first = planned
      }
    }
    return first
  }

  #arm(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = undefined
    const next = this.#next()
    if (!next || this.#clock.frozen) return
    const wait = Math.min(Math.max(next.due - this.#clock.now(), 0), LONGEST_TIMER)
    this.#timer = setTimeout(() => void this.runDue(), wait)
    // Node keeps a process alive for a timer unless told otherwise; browsers hand out plain numbers.
    if (typeof this.#timer === 'object') this.#timer.unref()
  }
}

/** When a job comes due the last time until an instant, or the first time where that lies beyond. */
function lastDue({ due, job }: Planned, until: number): number {
  if (job.every === undefined || due >= until) return due
  return due + Math.floor((until - due) / job.every) * job.every
}
