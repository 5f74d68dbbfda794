import { UniqueViolation } from './errors.js'
import { type Entry, Layer } from './layer.js'
import { composite, idOf, keyOf, type LayerIndex } from './layer-index.js'
import { keysOf, type TableDefinition } from './table-definition.js'
import { TableIndexes } from './table-indexes.js'

/**
 * What may be read of a table. Every method answers from the present state, inside a transaction from its own writes.
 * Rows may be written while a walk is under way: one that is removed is not met any more.
 */
export interface TableReader<Row extends object> {
  readonly size: number
  /**
   * Grows whenever the table changes, also when a change is undone or the tenant is dropped and comes back: what was
   * derived under another number is stale.
   */
  readonly revision: number
  get(id: string): Row | undefined
  has(id: string): boolean
  /** Row, insertion ordinal and version: the seq of the commit that wrote it last, or of the open transaction. */
  entry(id: string): Entry<Row> | undefined
  /** Every row in insertion order, from the first with an ordinal above `after`. */
  scan(after?: number): Iterable<Entry<Row>>
  rows(): Iterable<Row>
  /** Rows under a key of any index in insertion order, from the first with an ordinal above `after`. */
  find(index: string, key: string, after?: number): Iterable<Row>
  /** The oldest row under a key of any index. */
  findFirst(index: string, key: string): Row | undefined
  count(index: string, key: string): number
  /** Rows whose key in an ordered index starts with `prefix`, in key order; a row with several such keys comes several times. */
  prefix(index: string, prefix: string): Iterable<Row>
  /** All rows that have a key in an ordered index, in key order (then by id), from behind `after` where it is given. */
  inOrder(index: string, options?: { descending?: boolean; after?: OrderedPosition }): Iterable<Row>
  /**
   * Makes an index ready in steps of about a thousand rows. Whoever asks an index first has to wait until it is made: who
   * goes through a large table while others are served takes these steps before, in turns of the event loop.
   */
  indexing(index: string): Generator<void>
  readonly definition: TableDefinition<Row>
}

/** A place in an ordered index: a key and the id of the row that stands (or stood) there. */
export interface OrderedPosition {
  readonly key: string
  readonly id: string
}

/** Most look-ups find nothing, and a walk over nothing is dear. */
const NO_ROWS: readonly never[] = []

/** A table of one tenant (and scope): a stack of layers, the topmost writable, and the indexes over it. */
export class Table<Row extends object> implements TableReader<Row> {
  /** The indexes of each definition that the table has had. */
  readonly #indexesOf = new WeakMap<TableDefinition<Row>, TableIndexes<Row>>()
  #indexes: TableIndexes<Row>
  static #revisions = 0
  #revision = ++Table.#revisions
  #top: Layer<Row>

  constructor(definition: TableDefinition<Row>, top: Layer<Row>) {
    this.#indexes = this.#indexesFor(definition)
    this.#top = top
  }

  get definition(): TableDefinition<Row> {
    return this.#indexes.definition
  }

  /**
   * Goes on under another definition of the same table: the rows stay, the indexes are those of the definition. Rows
   * are not held against its unique indexes.
   */
  adopt(definition: TableDefinition<Row>): this {
    // Writes under the other definition would pass them by. Those of the layers below stay true, for a return.
    this.#indexes.forget(this.#top)
    this.#indexes = this.#indexesFor(definition)
    return this
  }

  #indexesFor(definition: TableDefinition<Row>): TableIndexes<Row> {
    const known = this.#indexesOf.get(definition) ?? new TableIndexes(definition)
    this.#indexesOf.set(definition, known)
    return known
  }

  get size(): number {
    return this.#top.size
  }

  get revision(): number {
    return this.#revision
  }

  get(id: string): Row | undefined {
    return this.#top.get(id)?.row
  }

  has(id: string): boolean {
    return this.#top.get(id) !== undefined
  }

  entry(id: string): Entry<Row> | undefined {
    return this.#top.get(id)
  }

  scan(after?: number): Iterable<Entry<Row>> {
    return this.#top.scan(after)
  }

  *rows(): Generator<Row> {
    for (const entry of this.#top.scan()) yield entry.row
  }

  find(index: string, key: string, after?: number): Iterable<Row> {
    const layerIndex = this.#index(index)
    return layerIndex.count(key) === 0 ? NO_ROWS : this.#found(layerIndex, key, after)
  }

  *#found(index: LayerIndex, key: string, after: number | undefined): Generator<Row> {
    for (const { id } of index.slots(key, after)) {
      const entry = this.#top.get(id)
      if (entry) yield entry.row
    }
  }

  findFirst(index: string, key: string): Row | undefined {
    const id = this.#index(index).first(key)
    return id === undefined ? undefined : this.get(id)
  }

  count(index: string, key: string): number {
    return this.#index(index).count(key)
  }

  *prefix(index: string, prefix: string): Generator<Row> {
    for (const position of this.#indexes.ordered(this.#top, index).ascending(prefix)) {
      if (!keyOf(position).startsWith(prefix)) return
      const entry = this.#top.get(idOf(position))
      if (entry) yield entry.row
    }
  }

  *inOrder(index: string, options: { descending?: boolean; after?: OrderedPosition } = {}): Generator<Row> {
    const { descending = false, after } = options
    const start = after && composite(after.key, after.id)
    const ordered = this.#indexes.ordered(this.#top, index)
    for (const position of descending ? ordered.descending(start) : ordered.ascending(start ?? '')) {
      const entry = position === start ? undefined : this.#top.get(idOf(position))
      if (entry) yield entry.row
    }
  }

  /** Puts an entry in place of what is there and answers with that. Throws `UniqueViolation` before anything has changed. */
  put(entry: Entry<Row>): Entry<Row> | undefined {
    const id = this.definition.id(entry.row)
    const before = this.#top.get(id)
    this.#refuseDuplicates(id, entry.row)
    this.#indexes.rowChanges(this.#top, id, before, entry)
    this.#top.replace(id, before, entry)
    this.#revision = ++Table.#revisions
    return before
  }

  remove(id: string): void {
    const before = this.#top.get(id)
    if (!before) return
    this.#indexes.rowChanges(this.#top, id, before, undefined)
    this.#top.remove(id)
    this.#revision = ++Table.#revisions
  }

  /** The writable layer. */
  get top(): Layer<Row> {
    return this.#top
  }

  /** Leaves the present layers as they are and goes on in a new one above `frozen`; without it, in an empty table. */
  startAbove(frozen: Layer<Row> | undefined): void {
    this.#top = new Layer(frozen)
    this.#revision = ++Table.#revisions
  }

  #refuseDuplicates(id: string, row: Row): void {
    for (const [name, index] of this.#indexes.unique) {
      for (const key of keysOf(index, row)) {
        const holder = this.#index(name).first(key)
        if (holder !== undefined && holder !== id) throw new UniqueViolation(this.definition.name, name, key, holder)
      }
    }
  }

  #index(name: string): LayerIndex {
    return this.#indexes.of(this.#top, name)
  }

  *indexing(index: string): Generator<void> {
    // The table may adopt another definition on the way, and go on in another layer.
    const indexes = this.#indexes
    const lacking = () => indexes.lacking(this.#top.parent, index)
    for (let layer = lacking(); layer; layer = lacking()) yield* indexes.making(layer, index)
  }
}
