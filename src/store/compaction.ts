import type { Log } from '../kernel/log.js'
import type { DataFolder } from './data-folder.js'
import type { JournalFile } from './journal-file.js'
import type { SnapshotFile } from './snapshot-file.js'
import { imageOf } from './store-image.js'
import type { StoreState } from './store-state.js'

/** How long a journal may always become, in bytes. */
export const JOURNAL_LIMIT = 16 * 1024 * 1024
/** Nor is a journal long that is not this many times as long as the snapshot. */
const SNAPSHOTS_LONG = 2
/** A store of this size is written in a moment, also while somebody waits for the process to end. */
const QUICK = 8 * 1024 * 1024
const LEFT_FOR_NEXT_START = 64 * 1024

export interface CompactionParts {
  readonly folder: DataFolder
  readonly state: StoreState
  readonly snapshot: SnapshotFile
  readonly journal: JournalFile
  /** The number of the journal that is being written. */
  readonly number: number
  readonly journalLimit: number
  readonly log: Log
}

/**
 * Moves what the journal holds into the snapshot, in the background: the journal goes on in a new file, the image of
 * the moment of the switch is written, and when that is on disk the older journals go. A crash on the way leaves the
 * old snapshot with all journals since, or the new one with journals of which the older part is skipped.
 */
export class Compaction {
  readonly #parts: CompactionParts
  #number: number
  #underWay: Promise<void> | undefined
  /** After a failure the journal may grow to this length before the next attempt. */
  #patience = 0

  constructor(parts: CompactionParts) {
    this.#parts = parts
    this.#number = parts.number
  }

  /** Starts when the journal has become long. */
  runWhenDue(): void {
    const { length } = this.#parts.journal
    const limit = Math.max(this.#parts.journalLimit, this.#parts.snapshot.length * SNAPSHOTS_LONG, this.#patience)
    if (!this.#underWay && length >= limit) void this.run()
  }

  /** Resolves when the snapshot holds everything up to now, or the attempt has failed, which is logged and harms nothing. */
  run(): Promise<void> {
    this.#underWay ??= this.#attempt().finally(() => {
      this.#underWay = undefined
    })
    return this.#underWay
  }

  /** Before the journal closes: gives up what is under way, or spares the next start some work when that is quickly done. */
  async finish(): Promise<void> {
    const { snapshot, journal } = this.#parts
    await journal.drained()
    const isQuick = journal.length > LEFT_FOR_NEXT_START && snapshot.length + journal.length < QUICK
    if (isQuick && !this.#underWay) await this.run()
    snapshot.abandon()
    await this.#underWay
  }

  async #attempt(): Promise<void> {
    const { journal, snapshot, log } = this.#parts
    const { length } = journal
    try {
      await this.#compact()
      log.debug('The journal was moved into the snapshot.', { journal: length, snapshot: snapshot.length })
    } catch (error) {
      if (snapshot.isAbandoned || journal.failure !== undefined) return
      this.#patience = length * 2
      log.error('The journal could not be moved into the snapshot; it goes on growing.', { reason: String(error) })
    }
  }

  async #compact(): Promise<void> {
    const { folder, journal, snapshot, state } = this.#parts
    const next = await folder.openJournal(this.#number + 1)
    this.#number++
    // One turn of the event loop: the image holds exactly what the journals before the next one hold.
    const image = imageOf(state)
    journal.continueIn(next)
    // A snapshot must never hold what its writers were refused.
    await journal.durable(image.seq)
    await snapshot.write(image)
    await folder.removeJournalsBelow(this.#number)
  }
}
