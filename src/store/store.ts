import type { Clock } from '../kernel/clock.js'
import { deepFreeze } from '../kernel/freeze.js'
import { createIdSource, type IdSource } from '../kernel/ids.js'
import type { Actor, Commit, RowImages } from './commit.js'
import { StoreUnavailable } from './errors.js'
import { type Journal, type JournalRecord, noJournal } from './journal-record.js'
import { PropertyLists } from './property-lists.js'
import { type NamedSnapshot, StoreState } from './store-state.js'
import { OpenTransaction, type Reader, type Transaction } from './transaction.js'

export interface StoreOptions {
  readonly clock: Clock
  readonly seed?: string | undefined
  readonly state?: StoreState
  readonly journal?: Journal
}

type RecordWithoutSeq = JournalRecord extends infer Each
  ? Each extends JournalRecord
    ? Omit<Each, 'seq'>
    : never
  : never

/** Hears of a commit; the rows of each of its changes stand at the same place in `images`. */
export type CommitListener = (commit: Commit, images: readonly RowImages[]) => void

const IDS_RESERVED_AHEAD = 1000

/** All tenants' tables, one change log, synchronous transactions: one commit each. */
export class Store {
  readonly ids: IdSource
  readonly #clock: Clock
  readonly #state: StoreState
  readonly #journal: Journal
  readonly #propertyLists = new PropertyLists()
  readonly #listeners = new Set<CommitListener>()
  #open: OpenTransaction | undefined

  constructor(options: StoreOptions) {
    this.#clock = options.clock
    this.#state = options.state ?? new StoreState()
    this.#journal = options.journal ?? noJournal
    this.ids = createIdSource(options.seed, { next: () => this.#nextId() })
  }

  /** The seq of the newest record. */
  get seq(): number {
    return this.#state.seq
  }

  /** When the newest commit that is history now was made, in milliseconds since the epoch; undefined when there is none. */
  get lastCommitAt(): number | undefined {
    return this.#state.log.newest?.at
  }

  get tenants(): readonly string[] {
    return this.#state.tenants()
  }

  has(tenant: string): boolean {
    return this.#state.partitions.has(tenant) && !this.#state.dropped.has(tenant)
  }

  /** Whether an id is a tenant's, also one that was dropped and comes back with a full reset. */
  isTaken(tenant: string): boolean {
    return this.#state.partitions.has(tenant)
  }

  /** Whether the tenant was made at run time: a reset of everything drops it. */
  isMade(tenant: string): boolean {
    return this.#state.made.has(tenant)
  }

  /** Reads a tenant's tables as they are now. Throws when the tenant is unknown: ask `has` first. */
  read(tenant: string): Reader {
    return this.#state.partition(tenant)
  }

  /** The seq of the tenant's last reset or restore; tokens that point before it are void. */
  epoch(tenant: string): number {
    return this.#state.partition(tenant).epoch
  }

  /** Commits of a tenant with a seq above `seq`, or undefined when history does not reach back that far. */
  history(tenant: string, seq: number): Iterable<Commit> | undefined {
    if (seq < this.epoch(tenant) || seq < this.#state.log.forgotten) return undefined
    return this.#historyOf(tenant, seq)
  }

  *#historyOf(tenant: string, seq: number): Generator<Commit> {
    for (const commit of this.#state.log.since(seq)) if (commit.tenant === tenant) yield commit
  }

  /**
   * Runs `work` as one transaction: all its writes become one commit, or none happen when it throws.
   * A transaction inside a transaction of the same tenant joins it: what it wrote is undone when it throws, and
   * becomes part of the outer one's commit when it does not.
   */
  transact<Result>(tenant: string, actor: Actor, work: (transaction: Transaction) => Result): Result {
    return this.#transact(tenant, actor, work, true)
  }

  /**
   * As `transact`, for rows that nobody follows: they are journaled, but are part of no commit, so that no history tells
   * of them and no listener hears.
   */
  record<Result>(tenant: string, actor: Actor, work: (transaction: Transaction) => Result): Result {
    return this.#transact(tenant, actor, work, false)
  }

  #transact<Result>(
    tenant: string,
    actor: Actor,
    work: (transaction: Transaction) => Result,
    isHistory: boolean,
  ): Result {
    if (this.#open) return this.#join(this.#open, tenant, work)
    this.#refuseWhenBroken()
    const transaction = this.#begin(tenant, actor)
    const { result, committed } = undoneOnThrow(transaction, () => {
      const result = this.#run(transaction, work)
      return { result, committed: this.#commit(transaction, isHistory) }
    })
    if (committed) for (const listener of this.#listeners) listener(committed.commit, committed.images)
    return result
  }

  #run<Result>(transaction: OpenTransaction, work: (transaction: Transaction) => Result): Result {
    this.#open = transaction
    try {
      return work(transaction)
    } finally {
      this.#open = undefined
    }
  }

  #join<Result>(open: OpenTransaction, tenant: string, work: (transaction: Transaction) => Result): Result {
    if (open.tenant !== tenant) throw new Error('a transaction cannot span two tenants')
    return undoneOnThrow(open, () => work(open))
  }

  #begin(tenant: string, actor: Actor): OpenTransaction {
    const state = this.#state
    return new OpenTransaction(state.partition(tenant), {
      actor,
      now: this.#clock.now(),
      seq: state.seq + 1,
      propertyLists: this.#propertyLists,
      newGuid: () => this.ids.guid(),
      newSecret: () => this.ids.secret(),
      nextOrdinal: () => state.ordinal++,
    })
  }

  #commit(
    transaction: OpenTransaction,
    isHistory: boolean,
  ): { readonly commit: Commit; readonly images: readonly RowImages[] } | undefined {
    const { changes, writes, images } = transaction.changes()
    if (changes.length === 0) return undefined
    const { actor, tenant, now } = transaction
    const { seq: before, ids } = this.#state
    const seq = before + 1
    if (!isHistory) {
      this.#take({ kind: 'aside', seq, tenant, writes, ids })
      return undefined
    }
    const commit = deepFreeze({ seq, at: now, actor, tenant, changes })
    this.#take({ kind: 'commit', seq, commit, writes, ids })
    return { commit, images }
  }

  /** The journal first: a row that cannot be written down is refused before anything has happened. */
  #take(record: JournalRecord): void {
    this.#journal.append(record)
    this.#state.apply(record, true)
  }

  /**
   * Calls `listener` for every commit of the history from now on, right after it; answers with how to stop. A listener
   * notes what it heard, aside at most; it changes nothing that others follow.
   */
  subscribe(listener: CommitListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  createTenant(tenant: string, made: boolean): void {
    this.#record({ kind: 'createTenant', tenant, made })
  }

  dropTenant(tenant: string): void {
    this.#record({ kind: 'dropTenant', tenant })
  }

  /** Makes what the tenant holds now the state that `reset` goes back to. */
  setBase(tenant: string): void {
    this.#record({ kind: 'setBase', tenant, ids: this.#state.ids })
  }

  /** Back to the base: one tenant, or (null) all fixture tenants, with those made at run time gone. */
  reset(tenant: string | null): void {
    this.#record({ kind: 'reset', tenant })
  }

  takeSnapshot(name: string): NamedSnapshot {
    this.#record({ kind: 'takeSnapshot', at: this.#clock.now(), name })
    return this.#state.snapshots.get(name) as NamedSnapshot
  }

  restoreSnapshot(name: string): void {
    this.#record({ kind: 'restoreSnapshot', name })
  }

  dropSnapshot(name: string): void {
    this.#record({ kind: 'dropSnapshot', name })
  }

  get snapshots(): readonly NamedSnapshot[] {
    return [...this.#state.snapshots.values()]
  }

  /** Resolves when everything up to `seq` (default: up to now) would survive a crash. */
  durable(seq = this.seq): Promise<void> {
    return this.#journal.durable(seq)
  }

  close(): Promise<void> {
    return this.#journal.close()
  }

  #record(withoutSeq: RecordWithoutSeq): void {
    this.#refuseWhenBroken()
    if (this.#open) throw new Error(`a transaction is open: '${withoutSeq.kind}' has to wait`)
    const record = { ...withoutSeq, seq: this.#state.seq + 1 } as JournalRecord
    this.#state.apply(record, true)
    this.#journal.append(record)
  }

  #refuseWhenBroken(): void {
    if (this.#journal.failure !== undefined) throw new StoreUnavailable(this.#journal.failure)
  }

  /** A transaction's commit tells how many ids were given out; outside of one, ids are reserved ahead. */
  #nextId(): number {
    const state = this.#state
    if (!this.#open && state.ids >= state.reservedIds && this.#journal.failure === undefined) {
      this.#record({ kind: 'reserveIds', ids: state.ids + IDS_RESERVED_AHEAD })
    }
    return state.ids++
  }
}

function undoneOnThrow<Result>(transaction: OpenTransaction, work: () => Result): Result {
  const { savepoint } = transaction
  try {
    return work()
  } catch (error) {
    transaction.rollback(savepoint)
    throw error
  }
}
