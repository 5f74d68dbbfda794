/**
 * How rows are found by a value. `unique`: at most one row per key. `equality`: any number. `ordered`: any number,
 * also by prefix and in key order. A row has no key, one key, or (for collections) several.
 */
export type IndexKind = 'unique' | 'equality' | 'ordered'

export interface IndexDefinition<Row> {
  readonly kind: IndexKind
  readonly keys: (row: Row) => string | readonly string[] | null | undefined
}

export interface TableDefinition<Row extends object> {
  readonly name: string
  readonly id: (row: Row) => string
  readonly indexes: Readonly<Record<string, IndexDefinition<Row>>>
}

/** Declares a table. Definitions are plain data: one definition serves every tenant and scope. */
export function defineTable<Row extends object>(definition: TableDefinition<Row>): TableDefinition<Row> {
  return definition
}

/** An index in which a key leads to one row at most. */
export function unique<Row>(keys: IndexDefinition<Row>['keys']): IndexDefinition<Row> {
  return { kind: 'unique', keys }
}

/** An index in which a key leads to any number of rows. */
export function equality<Row>(keys: IndexDefinition<Row>['keys']): IndexDefinition<Row> {
  return { kind: 'equality', keys }
}

/** An index whose keys are also walked in order, and by their beginnings. */
export function ordered<Row>(keys: IndexDefinition<Row>['keys']): IndexDefinition<Row> {
  return { kind: 'ordered', keys }
}

/** The different keys of a row in an index. */
export function keysOf<Row>(index: IndexDefinition<Row>, row: Row): readonly string[] {
  const keys = index.keys(row)
  if (keys === null || keys === undefined) return []
  if (typeof keys === 'string') return [keys]
  return keys.length > 1 ? [...new Set(keys)] : keys
}
