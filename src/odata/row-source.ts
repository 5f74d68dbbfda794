/** What the planner needs of a table. A store table fits as it is; `listSource` makes one of any list. */
export interface RowSource<Row> {
  readonly size: number
  get(id: string): Row | undefined
  entry(id: string): SourceEntry<Row> | undefined
  /** Rows in insertion order, from the first with an ordinal above `after`. */
  scan(after?: number): Iterable<SourceEntry<Row>>
  /** Rows under a key of any index. */
  find(index: string, key: string): Iterable<Row>
  count(index: string, key: string): number
  /** Rows whose key in an ordered index starts with `prefix`, in key order. */
  prefix(index: string, prefix: string): Iterable<Row>
  /** Rows in the key order of an ordered index (ids break ties, in the same direction), behind `after`. */
  inOrder(index: string, options?: { descending?: boolean; after?: { key: string; id: string } }): Iterable<Row>
  readonly definition: SourceDefinition<Row>
}

export interface SourceEntry<Row> {
  readonly row: Row
  /** Place in insertion order: rises from row to row and never changes while the row lives. */
  readonly ordinal: number
}

export interface SourceDefinition<Row> {
  id(row: Row): string
  readonly indexes: Readonly<Record<string, SourceIndex<Row>>>
}

export interface SourceIndex<Row> {
  readonly kind: 'unique' | 'equality' | 'ordered'
  keys(row: Row): string | readonly string[] | null | undefined
}
