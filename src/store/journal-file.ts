import { fdatasync, ftruncate, write } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Log } from '../kernel/log.js'
import { StoreUnavailable } from './errors.js'
import { linesOf } from './journal-lines.js'
import type { AsideRecord, Journal, JournalRecord } from './journal-record.js'

/** Records that go to the disk together. */
interface Burst {
  /** Lines of records, and records that nobody waits for: they are put into words when the burst is written. */
  readonly records: (string | AsideRecord)[]
  /** About how many characters they have. */
  size: number
  /** The seq of the newest record. */
  seq: number
}

/** About how many characters a row has that is set aside. */
const ASIDE_ROW = 1024

/** A file and what is on its way into it. */
interface Segment {
  readonly handle: FileHandle
  /** Bytes that are on disk for certain. */
  length: number
  readonly bursts: Burst[]
}

/** No more is added to a burst of so many characters: making bytes of it would hold everybody up. */
const FULL = 256 * 1024

interface Waiter {
  readonly seq: number
  readonly resolve: () => void
  readonly reject: (reason: StoreUnavailable) => void
}

export interface JournalFileOptions {
  /** Opened for appending. */
  readonly handle: FileHandle
  /** How long the file is. */
  readonly length: number
  /** The seq of the newest record that is kept elsewhere or stands in the file. */
  readonly seq: number
  readonly log: Log
  /** Nothing is written before this has come true; when it fails, the journal has failed. */
  readonly ready?: Promise<unknown> | undefined
  /** Is called after every write. */
  readonly onWritten?: () => void
}

const writeBytes = promisify<number, Buffer, number, number>(
  (descriptor: number, bytes: Buffer, offset: number, done: (error: Error | null, written: number) => void) =>
    write(descriptor, bytes, offset, done),
)
const syncData = promisify(fdatasync)
const truncate = promisify(ftruncate)

/** Milliseconds for which a record that nobody waits for may stay in memory, so that others go to the disk with it. */
const PATIENCE = 100

/**
 * An append-only file of checksummed lines. Records wait in memory until the write before them is done; then as many
 * of them as make a burst go to the disk with one write and one fdatasync. Records that are set aside wait a while for
 * company. Once a write has failed, nothing is ever called durable again.
 */
export class JournalFile implements Journal {
  failure: unknown
  readonly #options: JournalFileOptions
  /** Lines go into the last one; those before it are being finished. */
  readonly #segments: Segment[]
  #waiting: Waiter[] = []
  #taken: number
  #durable: number
  /** Up to where somebody wants it on disk; what comes after may wait. */
  #wanted = 0
  #flushing: Promise<void> | undefined
  #patience: NodeJS.Timeout | undefined

  constructor(options: JournalFileOptions) {
    this.#options = options
    this.#segments = [{ handle: options.handle, length: options.length, bursts: [] }]
    this.#taken = options.seq
    this.#durable = options.ready ? 0 : options.seq
    if (options.ready) this.#flushing = this.#flush()
  }

  /** How many bytes of the present file are on disk. */
  get length(): number {
    return this.#segments.at(-1)?.length ?? 0
  }

  append(record: JournalRecord): void {
    if (this.failure !== undefined) throw new StoreUnavailable(this.failure)
    const segment = this.#segments.at(-1)
    if (!segment) throw new StoreUnavailable(new Error('the journal is closed'))
    const { seq } = record
    if (record.kind === 'aside') {
      addTo(segment.bursts, record, record.writes.length * ASIDE_ROW, seq)
      this.#taken = seq
      this.#flushSoon()
    } else {
      const lines = linesOf(record)
      addTo(segment.bursts, lines, lines.length, seq)
      this.#taken = seq
      this.#flushUpTo(seq)
    }
  }

  durable(seq: number): Promise<void> {
    const wanted = Math.min(seq, this.#taken)
    if (wanted <= this.#durable) return Promise.resolve()
    if (this.failure !== undefined) return Promise.reject(new StoreUnavailable(this.failure))
    this.#flushUpTo(wanted)
    return new Promise((resolve, reject) => this.#waiting.push({ seq: wanted, resolve, reject }))
  }

  /** Records from now on go into another file, an empty one; the present file is closed when it is complete. */
  continueIn(handle: FileHandle): void {
    this.#segments.push({ handle, length: 0, bursts: [] })
    this.#flushUpTo(this.#taken)
  }

  /** Resolves when nothing is left to write, or nothing can be written. */
  async drained(): Promise<void> {
    if (this.#durable < this.#taken) this.#flushUpTo(this.#taken)
    await this.#flushing
  }

  async close(): Promise<void> {
    await this.drained()
    for (const { handle } of this.#segments.splice(0)) await handle.close()
  }

  #flushUpTo(seq: number): void {
    this.#wanted = Math.max(seq, this.#wanted)
    if (this.failure === undefined) this.#flushing ??= this.#flush()
  }

  /** Whoever ends the process without closing the journal cannot have cared. */
  #flushSoon(): void {
    this.#patience ??= setTimeout(() => this.#flushUpTo(this.#taken), PATIENCE).unref()
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#patience)
    this.#patience = undefined
    try {
      // Requests of the same turn of the event loop add their records first.
      await Promise.all([this.#options.ready, new Promise((resolve) => setImmediate(resolve))])
      this.#release(Math.max(this.#durable, this.#options.seq))
      for (let segment = this.#next(); segment; segment = this.#next()) await this.#write(segment)
    } catch (error) {
      await this.#fail(error)
    }
    this.#flushing = undefined
    if (this.failure === undefined && this.#durable < this.#taken) this.#flushSoon()
  }

  /** The oldest file that has something to write that is wanted, or is to be closed. */
  #next(): Segment | undefined {
    const [oldest] = this.#segments
    const isWanted = oldest && oldest.bursts.length > 0 && this.#durable < this.#wanted
    return isWanted || this.#segments.length > 1 ? oldest : undefined
  }

  async #write(segment: Segment): Promise<void> {
    const { handle } = segment
    const burst = segment.bursts.shift()
    if (!burst) {
      this.#segments.shift()
      await handle.close()
      return
    }
    const lines = burst.records.map((record) => (typeof record === 'string' ? record : linesOf(record)))
    const bytes = Buffer.from(lines.join(''))
    for (let offset = 0; offset < bytes.length; ) offset += await writeBytes(handle.fd, bytes, offset)
    await syncData(handle.fd)
    segment.length += bytes.length
    this.#release(burst.seq)
    this.#options.onWritten?.()
  }

  #release(seq: number): void {
    this.#durable = seq
    const waiting = this.#waiting
    this.#waiting = waiting.filter((waiter) => waiter.seq > seq)
    for (const waiter of waiting) if (waiter.seq <= seq) waiter.resolve()
  }

  async #fail(cause: unknown): Promise<void> {
    this.failure = cause
    this.#options.log.error('The journal cannot be written: changes are refused until the emulator is restarted.', {
      reason: cause instanceof Error ? cause.message : String(cause),
    })
    const [segment] = this.#segments
    // What is refused must not come back at the next start. When even this fails, there is nothing left to do.
    if (segment) await truncate(segment.handle.fd, segment.length).catch(() => undefined)
    const unavailable = new StoreUnavailable(cause)
    for (const waiter of this.#waiting.splice(0)) waiter.reject(unavailable)
  }
}

function addTo(bursts: Burst[], record: string | AsideRecord, size: number, seq: number): void {
  const newest = bursts.at(-1)
  if (!newest || newest.size >= FULL) {
    bursts.push({ records: [record], size, seq })
    return
  }
  newest.records.push(record)
  newest.size += size
  newest.seq = seq
}
