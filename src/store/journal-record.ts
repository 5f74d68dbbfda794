import type { Commit } from './commit.js'
import type { RowWrite } from './transaction.js'

/** Everything that changes a store, in the order it happened. Replaying the records of a journal gives the store back. */
export type JournalRecord =
  | {
      readonly kind: 'commit'
      readonly seq: number
      readonly commit: Commit
      readonly writes: readonly RowWrite[]
      readonly ids: number
    }
  | AsideRecord
  | { readonly kind: 'createTenant'; readonly seq: number; readonly tenant: string; readonly made: boolean }
  | { readonly kind: 'dropTenant'; readonly seq: number; readonly tenant: string }
  /** A seeded id source may give out ids below `ids` without telling. */
  | { readonly kind: 'reserveIds'; readonly seq: number; readonly ids: number }
  /** What the tenant holds now is what `reset` goes back to. */
  | { readonly kind: 'setBase'; readonly seq: number; readonly tenant: string; readonly ids: number }
  | { readonly kind: 'reset'; readonly seq: number; readonly tenant: string | null }
  | { readonly kind: 'takeSnapshot'; readonly seq: number; readonly at: number; readonly name: string }
  | { readonly kind: 'restoreSnapshot'; readonly seq: number; readonly name: string }
  | { readonly kind: 'dropSnapshot'; readonly seq: number; readonly name: string }

/** Rows that nobody follows: who wrote them, when and what they were before is part of no history. */
export interface AsideRecord {
  readonly kind: 'aside'
  readonly seq: number
  readonly tenant: string
  readonly writes: readonly RowWrite[]
  readonly ids: number
}

/** Where records go to survive the process. */
export interface Journal {
  /**
   * Takes a record at once; it reaches the disk in the background, in order. Throws when it cannot be written down; what
   * is set aside is put into words later, all at once, and one that cannot be makes the journal fail.
   */
  append(record: JournalRecord): void
  /** Resolves when every record up to `seq` is on disk; rejects with `StoreUnavailable` when that failed. */
  durable(seq: number): Promise<void>
  /** Why nothing can be written any more, or undefined while all is well. */
  readonly failure: unknown
  close(): Promise<void>
}

/** The journal of a store that lives in memory only. */
export const noJournal: Journal = {
  append: () => {},
  durable: () => Promise.resolve(),
  failure: undefined,
  close: () => Promise.resolve(),
}
