import type { ColumnMetadata, TableMetadata } from '../../../domain/dataverse/metadata.js'

/** A FetchXML query whose names have been looked up (Microsoft: FetchXML reference). */
export interface FetchQuery {
  readonly root: FetchTable
  /** How many tables take part: each has its place in a joined row. */
  readonly size: number
  readonly attributes: readonly FetchAttribute[]
  readonly orders: readonly FetchOrder[]
  readonly top: number | undefined
  readonly count: number | undefined
  /** Counted from 1. */
  readonly page: number
  readonly cookie: string | undefined
  readonly isDistinct: boolean
  readonly isAggregate: boolean
  readonly wantsTotal: boolean
}

/** A table that takes part, with what is asked of its rows. */
export interface FetchTable {
  /** Its place in a joined row. */
  readonly at: number
  readonly alias: string
  readonly table: TableMetadata
  readonly filters: readonly FetchFilter[]
  readonly links: readonly FetchLink[]
}

export const linkKinds = [
  ...(['inner', 'outer', 'matchfirstrowusingcrossapply'] as const),
  ...(['exists', 'in', 'any', 'not any', 'all', 'not all'] as const),
]
export type LinkKind = (typeof linkKinds)[number]

/** A table whose rows are found by those of another. */
export interface FetchLink extends FetchTable {
  readonly kind: LinkKind
  /** The table that it is joined to. */
  readonly parent: FetchTable
  /** The column of the joined table. */
  readonly from: ColumnMetadata
  /** The column of the table that it is joined to. */
  readonly to: ColumnMetadata
}

export const aggregates = ['avg', 'count', 'countcolumn', 'max', 'min', 'sum'] as const
export const dateGroupings = ['day', 'week', 'month', 'quarter', 'year', 'fiscal-period', 'fiscal-year'] as const

/** A column of the answer. */
export interface FetchAttribute {
  readonly source: FetchTable
  readonly column: ColumnMetadata
  readonly alias: string | undefined
  readonly aggregate: (typeof aggregates)[number] | undefined
  readonly isGroup: boolean
  readonly dateGrouping: (typeof dateGroupings)[number] | undefined
  readonly isDistinct: boolean
}

/** A column that is shown as it is. */
export function plainAttribute(source: FetchTable, column: ColumnMetadata): FetchAttribute {
  const nothingMore = { alias: undefined, aggregate: undefined, dateGrouping: undefined }
  return { source, column, isGroup: false, isDistinct: false, ...nothingMore }
}

/** By a column of a table, or by what stands under an alias in the answer. */
export type FetchOrder = { readonly descending: boolean } & (
  | { readonly source: FetchTable; readonly column: ColumnMetadata; readonly alias?: undefined }
  | { readonly alias: string }
)

export interface FetchFilter {
  readonly type: 'and' | 'or'
  readonly conditions: readonly FetchCondition[]
  readonly filters: readonly FetchFilter[]
  /** Tables in which there must, or must not, be rows. */
  readonly links: readonly FetchLink[]
}

export interface FetchCondition {
  readonly source: FetchTable
  readonly column: ColumnMetadata
  readonly operator: string
  readonly values: readonly string[]
  /** Another column in place of a value. */
  readonly other: { readonly source: FetchTable; readonly column: ColumnMetadata } | undefined
}
