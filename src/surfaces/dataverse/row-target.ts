import type { KeyMetadata, TableMetadata } from '../../domain/dataverse/metadata.js'

/** How a URL names a row. */
export type RowKey =
  | { readonly kind: 'id'; readonly id: string }
  | {
      readonly kind: 'alternate'
      readonly key: KeyMetadata
      /** Values by column, as text that the key's index understands. */
      readonly values: Readonly<Record<string, string | number | boolean>>
    }

/** A row named in a URL; whether it is there is another question. */
export interface RowTarget {
  readonly table: TableMetadata
  readonly key: RowKey
  /** `accounts(…)` as the client wrote it, for headers that repeat it. */
  readonly text: string
}
