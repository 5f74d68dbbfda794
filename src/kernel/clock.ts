/** The only source of time. Everything that asks "what time is it?" asks a `Clock`. */
export interface Clock {
  /** Milliseconds since the Unix epoch, in the emulator's time. */
  now(): number
}

/** A clock that follows the machine until somebody freezes, sets or advances it. */
export class EmulatorClock implements Clock {
  readonly #machine: () => number
  readonly #initiallyFrozenAt: number | undefined
  #offset = 0
  #frozenAt: number | undefined

  constructor(options: { machine?: () => number; frozenAt?: number } = {}) {
    this.#machine = options.machine ?? Date.now
    this.#initiallyFrozenAt = options.frozenAt
    this.#frozenAt = options.frozenAt
  }

  now(): number {
    return this.#frozenAt ?? this.#machine() + this.#offset
  }

  get frozen(): boolean {
    return this.#frozenAt !== undefined
  }

  /** Moves the clock to `instant` (milliseconds since the epoch); it goes on running, or stays frozen there. */
  set(instant: number): void {
    if (this.#frozenAt === undefined) this.#offset = instant - this.#machine()
    else this.#frozenAt = instant
  }

  freeze(): void {
    this.#frozenAt = this.now()
  }

  thaw(): void {
    const instant = this.now()
    this.#frozenAt = undefined
    this.set(instant)
  }

  /** Back to how the emulator was started: the machine's time, or the instant it was frozen at. */
  reset(): void {
    this.#offset = 0
    this.#frozenAt = this.#initiallyFrozenAt
  }
}
