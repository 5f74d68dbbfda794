import type { Clock } from '../kernel/clock.js'
import type { Log } from '../kernel/log.js'
import { Compaction, JOURNAL_LIMIT } from './compaction.js'
import { type DataFolder, prepareDataFolder, refusalOf } from './data-folder.js'
import { StoreRefused } from './errors.js'
import { type FolderLock, lockFolder } from './folder-lock.js'
import { JournalFile } from './journal-file.js'
import type { Journal } from './journal-record.js'
import { type JournalEnd, replayJournals } from './replay-journals.js'
import { SnapshotFile } from './snapshot-file.js'
import { stateFromImage } from './state-from-image.js'
import { Store } from './store.js'
import { imageOf } from './store-image.js'
import { StoreState } from './store-state.js'

export interface FileStoreOptions {
  readonly folder: string
  readonly clock: Clock
  readonly seed?: string | undefined
  readonly log: Log
  /** How long the journal may become, in bytes, before it is moved into the snapshot; a large snapshot lets it grow longer. */
  readonly journalLimit?: number
  /**
   * Fills a new store. It is given a store of its own, which must not be kept: what it holds becomes the content of the
   * opened one. A start that ends before all of that is on disk leaves a folder that still counts as new.
   */
  readonly plant: (store: Store) => void | Promise<void>
}

export interface OpenedStore {
  /** Closing it also writes down what is left and frees the folder. */
  readonly store: Store
  /** Whether the folder held no store yet, so that `plant` was called. */
  readonly isNew: boolean
}

interface Loaded {
  readonly state: StoreState
  readonly end: JournalEnd
}

/**
 * Opens the store of a data folder, which this process then has for itself. Throws `StoreRefused`, with nothing
 * changed, when the folder cannot be used, belongs to another process, or is damaged.
 */
export async function openFileStore(options: FileStoreOptions): Promise<OpenedStore> {
  const folder = await prepareDataFolder(options.folder)
  let lock: FolderLock | undefined
  try {
    lock = await lockFolder(folder.path)
    return await openLocked(folder, lock, options)
  } catch (error) {
    await lock?.release()
    await folder.withdraw()
    throw refusalOf(options.folder, error)
  }
}

async function openLocked(folder: DataFolder, lock: FolderLock, options: FileStoreOptions): Promise<OpenedStore> {
  const { clock, seed, log, journalLimit = JOURNAL_LIMIT } = options
  const snapshot = new SnapshotFile(folder.snapshot)
  const known = await load(folder, snapshot, log)
  const { state, end } = known ?? { state: await planted(folder, options), end: { number: 1, length: 0 } }
  await folder.clean()
  const journal = new JournalFile({
    handle: await folder.openJournal(end.number),
    length: end.length,
    seq: state.seq,
    log,
    // Without a snapshot a folder is new: nothing counts as kept before there is one.
    ready: known ? undefined : snapshot.write(imageOf(state)),
    onWritten: () => compaction.runWhenDue(),
  })
  const compaction = new Compaction({ folder, state, snapshot, journal, number: end.number, journalLimit, log })
  const store = new Store({ clock, seed, state, journal: closingAll(journal, compaction, lock) })
  dropUnfinished(store, state, log)
  return { store, isNew: known === undefined }
}

async function load(folder: DataFolder, snapshot: SnapshotFile, log: Log): Promise<Loaded | undefined> {
  const image = await snapshot.read()
  if (!image) return undefined
  const state = stateFromImage(image)
  const end = await replayJournals(folder, state, log)
  // What was read does not change any more, so that it can be indexed step by step.
  for (const partition of state.partitions.values()) partition.freeze()
  state.ids = Math.max(state.ids, state.reservedIds)
  return { state, end }
}

async function planted(folder: DataFolder, { clock, seed, plant }: FileStoreOptions): Promise<StoreState> {
  const orphan = await folder.firstFilledJournal()
  if (orphan) {
    throw new StoreRefused(
      `The snapshot '${folder.snapshot}' is missing, but its journal '${orphan}' is there. ` +
        'Put the snapshot back, or move the folder away to start afresh; nothing was changed.',
    )
  }
  const state = new StoreState()
  await plant(new Store({ clock, seed, state }))
  return state
}

/** One close for all: writes down what is left, closes the journal and frees the folder. */
function closingAll(journal: JournalFile, compaction: Compaction, lock: FolderLock): Journal {
  let closing: Promise<void> | undefined
  const close = async () => {
    await compaction.finish()
    await journal.close()
    await lock.release()
  }
  return {
    append: (record) => journal.append(record),
    durable: (seq) => journal.durable(seq),
    get failure() {
      return journal.failure
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** A tenant is made by several records; a crash between them leaves one that nobody was told of. */
function dropUnfinished(store: Store, state: StoreState, log: Log): void {
  for (const tenant of [...state.made]) {
    if (state.partition(tenant).base) continue
    store.dropTenant(tenant)
    log.info('A tenant that was being made when the emulator stopped was dropped.', { tenant })
  }
}
