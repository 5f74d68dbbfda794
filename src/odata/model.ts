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

/**
 * The index of the row source that finds rows by this property. Every row whose property (for a collection: an item of
 * it) equals a value stands under the value's key; that more rows may stand there is fine, each is tested again.
 */
export interface PropertyIndex {
  readonly name: string
  /** The key of a value in this index; without it the dialect's `fold` for strings, `String(value)` for the rest. */
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
