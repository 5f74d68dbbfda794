import type { Clock } from '../kernel/clock.js'
import { deepFreeze } from '../kernel/freeze.js'
import { createIdSource, type IdSource } from '../kernel/ids.js'
import type { Actor, Commit } from './commit.js'
import { StoreUnavailable } from './errors.js'
import { type Journal, type JournalRecord, noJournal } from './journal-record.js'
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

/** All tenants' tables, one change log, synchronous transactions: one commit each. */
export class Store {
  readonly ids: IdSource
  readonly #clock: Clock
  readonly #state: StoreState
  readonly #journal: Journal
  readonly #listeners = new Set<(commit: Commit) => void>()
  #open: OpenTransaction | undefined

  constructor(options: StoreOptions) {
    this.#clock = options.clock
    this.#state = options.state ?? new StoreState()
    this.#journal = options.journal ?? noJournal
    this.ids = createIdSource(options.seed, { next: () => this.#state.ids++ })
  }

  /** The seq of the newest record. */
  get seq(): number {
    return this.#state.seq
  }

  get tenants(): readonly string[] {
    return [...this.#state.partitions.keys()]
  }

  has(tenant: string): boolean {
    return this.#state.partitions.has(tenant)
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
   * A transaction inside a transaction of the same tenant joins it.
   */
  transact<Result>(tenant: string, actor: Actor, work: (transaction: Transaction) => Result): Result {
    if (this.#open) {
      if (this.#open.tenant !== tenant) throw new Error('a transaction cannot span two tenants')
      return work(this.#open)
    }
    if (this.#journal.failure !== undefined) throw new StoreUnavailable(this.#journal.failure)
    return this.#transactAlone(tenant, actor, work)
  }

  #transactAlone<Result>(tenant: string, actor: Actor, work: (transaction: Transaction) => Result): Result {
    const state = this.#state
    const { ordinal, ids } = state
    const transaction = new OpenTransaction(state.partition(tenant), {
      actor,
      now: this.#clock.now(),
      seq: state.seq + 1,
      newGuid: () => this.ids.guid(),
      newSecret: () => this.ids.secret(),
      nextOrdinal: () => state.ordinal++,
    })
    this.#open = transaction
    try {
      const result = work(transaction)
      this.#open = undefined
      this.#commit(transaction)
      return result
    } catch (error) {
      this.#open = undefined
      transaction.rollback()
      state.ordinal = ordinal
      state.ids = ids
      throw error
    }
  }

  #commit(transaction: OpenTransaction): void {
    const { changes, writes } = transaction.changes()
    if (changes.length === 0) return
    const { actor, tenant, now } = transaction
    const commit = deepFreeze({ seq: this.#state.seq + 1, at: now, actor, tenant, changes })
    this.#record({ kind: 'commit', commit, writes, ids: this.#state.ids })
    for (const listener of this.#listeners) listener(commit)
  }

  /** Calls `listener` for every commit from now on, right after it; answers with how to stop. A listener does no work of its own. */
  subscribe(listener: (commit: Commit) => void): () => void {
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
    if (this.#journal.failure !== undefined) throw new StoreUnavailable(this.#journal.failure)
    const record = { ...withoutSeq, seq: this.#state.seq + 1 } as JournalRecord
    this.#state.apply(record, true)
    this.#journal.append(record)
  }
}
