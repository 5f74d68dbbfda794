import type { ColumnMetadata, Navigation, TableMetadata } from '../../domain/dataverse/metadata.js'
import type { Operation } from './operation.js'
import type { Segment } from './read-path.js'
import type { RowTarget } from './row-target.js'

/** The rows at the other end of a navigation property. */
export interface Related {
  readonly from: RowTarget
  readonly navigation: Navigation
  readonly table: TableMetadata
}

/** What a URL means. */
export type Resource =
  | { readonly kind: 'service' }
  | { readonly kind: 'metadata' }
  | { readonly kind: 'batch' }
  | { readonly kind: 'definitions'; readonly segments: readonly Segment[] }
  | { readonly kind: 'collection'; readonly table: TableMetadata; readonly related?: Related }
  | { readonly kind: 'count'; readonly table: TableMetadata; readonly related?: Related }
  | { readonly kind: 'row'; readonly target: RowTarget; readonly through?: Related }
  | { readonly kind: 'property'; readonly target: RowTarget; readonly column: ColumnMetadata; readonly name: string }
  | { readonly kind: 'value'; readonly target: RowTarget; readonly column: ColumnMetadata; readonly name: string }
  | { readonly kind: 'navigation'; readonly related: Related }
  | { readonly kind: 'reference'; readonly related: Related; readonly member?: RowTarget }
  | {
      readonly kind: 'operation'
      readonly operation: Operation
      readonly key: string | undefined
      readonly target?: RowTarget
      readonly table?: TableMetadata
    }

export type ResourceKind = Resource['kind']
