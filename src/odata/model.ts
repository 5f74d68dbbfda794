import type { EdmType } from './nodes/literal.js'

/**
 * What a surface tells about a type of entity or complex value. `property` and `navigation` get names as the caller wrote
 * them: whether case matters is decided there, and the answer's `name` is the proper one.
 */
export interface EntityType<Row = unknown> {
  /** Qualified, as it stands in messages: `microsoft.graph.user`. */
  readonly name: string
  property(name: string): Property<Row> | undefined
  navigation(name: string): Navigation<Row> | undefined
  /** The type behind `Ns.Type` in a path, `cast` or `isof`; undefined for a name that is no type. */
  cast?(typeName: string): Cast<Row> | undefined
}

export interface Property<Row = unknown> {
  readonly name: string
  readonly type: EdmType
  /** True for a collection; `get` then answers with an array (null counts as empty). */
  readonly collection: boolean
  /**
   * The value as it stands in JSON: dates and guids as text, enum members by name, complex values as objects.
   * Undefined counts as null.
   */
  get(row: Row): unknown
  /** The members of a complex value; needed when `type` is `complex`. */
  readonly complex?: EntityType
  readonly index?: PropertyIndex
}

/** The `name` of an index that is the row's own id, found by `RowSource.get`. */
export const primaryKey = '$id'

/**
 * The index of the row source that finds rows by this property: every row whose property (for a collection: an item of
 * it) equals a value stands under the value's key.
 */
export interface PropertyIndex {
  /** Its name in the source, or `primaryKey`. */
  readonly name: string
  /**
   * The key of a value in this index, for an index that is not kept under the dialect's `fold` (strings), lower case
   * (guids) or `String(value)`. More rows may stand under such a key, each is tested again; hence it serves neither prefixes
   * nor counts. Dates and times have no key without it; it gets them as written.
   */
  key?(value: string): string
  /**
   * Every row has exactly one key in it, in the order of the property: it may serve `$orderby`. Nulls stand where their
   * key stands.
   */
  readonly everyRow?: boolean
}

export interface Navigation<Row = unknown> {
  readonly name: string
  readonly collection: boolean
  target(): EntityType
  /** The rows at the other end: none or one unless `collection`. */
  follow(row: Row): Iterable<unknown>
}

export interface Cast<Row = unknown> {
  readonly type: EntityType
  is(row: Row): boolean
}
