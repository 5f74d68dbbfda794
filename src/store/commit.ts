/** Who caused a commit. */
export interface Actor {
  readonly kind: 'user' | 'app' | 'system' | 'control'
  readonly id: string
  /** The request this commit belongs to, for audit. */
  readonly requestId?: string
}

/** Who acts where nobody asked: seeding, jobs. */
export const SYSTEM: Actor = Object.freeze({ kind: 'system', id: 'system' })

/** One row that a commit inserted, updated or deleted: which one, and which of its properties. Never the values. */
export interface Change {
  readonly table: string
  /** The environment a Dataverse table belongs to; empty for the directory. */
  readonly scope: string
  readonly id: string
  readonly kind: 'insert' | 'update' | 'delete'
  readonly properties: readonly string[]
}

/** A row that a commit touched, before and after it; null where there was, or is, none. */
export interface RowImages {
  readonly before: object | null
  readonly after: object | null
}

/** One transaction's worth of changes in the one ordered change log. */
export interface Commit {
  readonly seq: number
  /** Milliseconds since the epoch of the emulator's clock. */
  readonly at: number
  readonly actor: Actor
  readonly tenant: string
  readonly changes: readonly Change[]
}
