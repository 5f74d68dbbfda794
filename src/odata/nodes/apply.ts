import type { Expression, Path } from './expression.js'

/** What stands in `$apply`: transformations from left to right ("OData Extension for Data Aggregation Version 4.0"). */
export type Apply = readonly Transformation[]

export type Transformation = FilterTransformation | GroupBy | Aggregate

export interface FilterTransformation {
  readonly kind: 'filter'
  readonly filter: Expression
  readonly position: number
}

export interface GroupBy {
  readonly kind: 'groupby'
  readonly paths: readonly Path[]
  /** What becomes of each group; empty for the distinct values alone. */
  readonly apply: Apply
  readonly position: number
}

export interface Aggregate {
  readonly kind: 'aggregate'
  readonly items: readonly AggregateItem[]
  readonly position: number
}

export type AggregateMethod = 'sum' | 'average' | 'min' | 'max' | 'countdistinct' | 'count'

/** `expression with method as alias`; `$count as alias` has the method `count` and no expression. */
export interface AggregateItem {
  readonly method: AggregateMethod
  readonly expression: Expression | undefined
  readonly alias: string
  readonly position: number
}
