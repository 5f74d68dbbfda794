import type { Access, Actor, Commit, Reader, Transaction } from './domain/access.js'
import { StoreUnavailable } from './store/errors.js'
import type { Store } from './store/store.js'

/** Who looks at every transaction of surfaces and jobs. */
export interface Followers {
  /** Writes what follows from the rest of a transaction, as part of it. */
  readonly conclude: (transaction: Transaction) => void
  /** Hears of a transaction that has been committed. */
  readonly committed: (transaction: Transaction) => void
}

const NOBODY: Followers = { conclude: () => {}, committed: () => {} }

/** A surface's way to the store for one request; knows afterwards whether anything was written. */
export class RequestAccess implements Access {
  readonly #store: Store
  readonly #seqBefore: number
  readonly #followers: Followers
  #writes = 0
  #depth = 0

  constructor(store: Store, followers: Followers = NOBODY) {
    this.#store = store
    this.#followers = followers
    this.#seqBefore = store.seq
  }

  /** True when this request changed something. */
  get wrote(): boolean {
    return this.#writes > 0 && this.#store.seq > this.#seqBefore
  }

  get seq(): number {
    return this.#store.seq
  }

  hasTenant(tenant: string): boolean {
    return this.#store.has(tenant)
  }

  tenants(): readonly string[] {
    return this.#store.tenants
  }

  read(tenant: string): Reader {
    return this.#store.read(tenant)
  }

  write<Result>(tenant: string, actor: Actor, work: (transaction: Transaction) => Result): Result {
    this.#writes++
    this.#depth++
    try {
      // One that joins another is committed with that.
      const isOuter = this.#depth === 1
      const done = this.#store.transact(tenant, actor, (transaction) => {
        const result = work(transaction)
        if (isOuter) this.#followers.conclude(transaction)
        return { result, transaction }
      })
      if (isOuter) this.#followers.committed(done.transaction)
      return done.result
    } finally {
      this.#depth--
    }
  }

  record<Result>(tenant: string, actor: Actor, work: (transaction: Transaction) => Result): Result {
    return this.#store.record(tenant, actor, work)
  }

  note(tenant: string, actor: Actor, work: (transaction: Transaction) => void): void {
    try {
      this.#store.record(tenant, actor, work)
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
    }
  }

  history(tenant: string, seq: number): Iterable<Commit> | undefined {
    return this.#store.history(tenant, seq)
  }

  epoch(tenant: string): number {
    return this.#store.epoch(tenant)
  }
}
