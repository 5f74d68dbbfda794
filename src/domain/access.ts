import type { Actor, Commit } from '../store/commit.js'
import type { Reader, Transaction } from '../store/transaction.js'

export type { Actor, Change, Commit, RowImages } from '../store/commit.js'
export type { TableReader } from '../store/table.js'
export type { Reader, Transaction } from '../store/transaction.js'

/**
 * How a surface reaches the truth during one request: it reads and writes one tenant at a time by handing
 * domain functions a `Reader` or a `Transaction`. What it wrote is on disk before its answer is sent.
 */
export interface Access {
  hasTenant(tenant: string): boolean
  tenants(): readonly string[]
  read(tenant: string): Reader
  /** Runs domain functions as one transaction, hence one commit; a throw undoes all of it. Joins an outer one. */
  write<Result>(tenant: string, actor: Actor, work: (transaction: Transaction) => Result): Result
  /**
   * As `write`, for what may be lost in a crash and nobody follows (codes, sessions, entries of the sign-in log): it is
   * journaled, but no answer waits for the disk because of it, and it is part of no history.
   */
  record<Result>(tenant: string, actor: Actor, work: (transaction: Transaction) => Result): Result
  /** As `record`, for what may be missing altogether: it is left undone when nothing can be written any more. */
  note(tenant: string, actor: Actor, work: (transaction: Transaction) => void): void
  /** The newest commit's seq; what a delta token remembers. */
  readonly seq: number
  /** Commits of a tenant above `seq`, or undefined when history does not reach back that far (reset, restore, 30 days). */
  history(tenant: string, seq: number): Iterable<Commit> | undefined
  /** The seq of the tenant's last reset or restore; older skip tokens are void. */
  epoch(tenant: string): number
}
