import type { Navigation } from '../metadata.js'

/** A row by its table and id. */
export interface RowReference {
  readonly table: string
  readonly id: string
}

/** What a caller wants written, once the names are known to exist. Values are as JSON had them. */
export interface RecordInput {
  /** By logical name of the column. */
  readonly columns: Readonly<Record<string, unknown>>
  /** Lookups by logical name of the column; null clears. */
  readonly lookups: Readonly<Record<string, RowReference | null>>
  /** Rows to link through a collection once the row is there. */
  readonly links: readonly { readonly navigation: Navigation; readonly reference: RowReference }[]
  /** Rows to make along with this one. */
  readonly related: readonly { readonly navigation: Navigation; readonly table: string; readonly input: RecordInput }[]
}

/** Nothing to write: the beginning of an input. */
export const noInput: RecordInput = { columns: {}, lookups: {}, links: [], related: [] }
