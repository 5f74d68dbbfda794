import { UniqueViolation } from './errors.js'
import { type Entry, Layer } from './layer.js'
import { composite, idOf, keyOf, LayerIndex } from './layer-index.js'
import type { Slot } from './slots.js'
import { type IndexDefinition, keysOf, type TableDefinition } from './table-definition.js'

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
  #definition: TableDefinition<Row>
  #uniqueIndexes: readonly (readonly [name: string, definition: IndexDefinition<Row>])[]
  /** The indexes of each layer, by the definition that they were made for. */
  readonly #indexesByDefinition = new WeakMap<TableDefinition<Row>, IndexesOfLayers<Row>>()
  #indexes: IndexesOfLayers<Row>
  static #revisions = 0
  #revision = ++Table.#revisions
  #top: Layer<Row>

  constructor(definition: TableDefinition<Row>, top: Layer<Row>) {
    this.#definition = definition
    this.#uniqueIndexes = uniqueIndexesOf(definition)
    this.#indexes = this.#indexesFor(definition)
    this.#top = top
  }

  get definition(): TableDefinition<Row> {
    return this.#definition
  }

  /**
   * Goes on under another definition of the same table: the rows stay, the indexes are those of the definition. Rows
   * are not held against its unique indexes.
   */
  adopt(definition: TableDefinition<Row>): this {
    // Writes under the other definition would pass them by. Those of the layers below stay true, for a return.
    this.#indexes.delete(this.#top)
    this.#definition = definition
    this.#uniqueIndexes = uniqueIndexesOf(definition)
    this.#indexes = this.#indexesFor(definition)
    return this
  }

  #indexesFor(definition: TableDefinition<Row>): IndexesOfLayers<Row> {
    const known = this.#indexesByDefinition.get(definition)
    if (known) return known
    const made: IndexesOfLayers<Row> = new WeakMap()
    this.#indexesByDefinition.set(definition, made)
    return made
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
    for (const position of this.#orderedIndex(index).ascending(prefix)) {
      if (!keyOf(position).startsWith(prefix)) return
      const entry = this.#top.get(idOf(position))
      if (entry) yield entry.row
    }
  }

  *inOrder(index: string, options: { descending?: boolean; after?: OrderedPosition } = {}): Generator<Row> {
    const { descending = false, after } = options
    const start = after && composite(after.key, after.id)
    const ordered = this.#orderedIndex(index)
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
    this.#reindex(id, before, entry)
    this.#top.replace(id, before, entry)
    this.#revision = ++Table.#revisions
    return before
  }

  remove(id: string): void {
    const before = this.#top.get(id)
    if (!before) return
    this.#reindex(id, before, undefined)
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
    for (const [name, index] of this.#uniqueIndexes) {
      for (const key of keysOf(index, row)) {
        const holder = this.#index(name).first(key)
        if (holder !== undefined && holder !== id) throw new UniqueViolation(this.definition.name, name, key, holder)
      }
    }
  }

  #reindex(id: string, before: Entry<Row> | undefined, after: Entry<Row> | undefined): void {
    const old = before && placed(id, before)
    const next = after && placed(id, after)
    for (const [name, index] of this.#indexes.get(this.#top) ?? []) {
      reindexRow(index, this.#indexDefinition(name), old, next)
    }
  }

  #index(name: string): LayerIndex {
    return this.#indexOf(this.#top, name)
  }

  #orderedIndex(name: string): LayerIndex {
    if (this.#indexDefinition(name).kind === 'ordered') return this.#index(name)
    throw new Error(`index '${name}' of table '${this.definition.name}' is not ordered`)
  }

  #indexDefinition(name: string): IndexDefinition<Row> {
    const definition = this.definition.indexes[name]
    if (!definition) throw new Error(`table '${this.definition.name}' has no index '${name}'`)
    return definition
  }

  *indexing(index: string): Generator<void> {
    for (let layer = this.#notIndexed(index); layer; layer = this.#notIndexed(index))
      yield* this.#makeIndex(layer, index)
  }

  /** The lowest of the layers that do not change any more which lacks an index. */
  #notIndexed(name: string): Layer<Row> | undefined {
    let lowest: Layer<Row> | undefined
    for (let layer = this.#top.parent; layer && !this.#indexes.get(layer)?.has(name); layer = layer.parent)
      lowest = layer
    return lowest
  }

  /** An index of a layer is made when somebody first asks, so that what nobody asks for costs nothing. */
  #indexOf(layer: Layer<Row>, name: string): LayerIndex {
    const known = this.#indexes.get(layer)?.get(name)
    if (known) return known
    const steps = this.#makeIndex(layer, name)
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
  }

  *#makeIndex(layer: Layer<Row>, name: string): Generator<void, LayerIndex> {
    const definition = this.#indexDefinition(name)
    // Taken now: the table may have adopted another definition by the time the index is made.
    const layers = this.#indexes
    const index = new LayerIndex(layer.parent && this.#indexOf(layer.parent, name))
    for (const rows of layer.written()) {
      for (const [id, entry] of rows) {
        const before = layer.parent?.get(id)
        reindexRow(index, definition, before && placed(id, before), entry ? placed(id, entry) : undefined)
      }
      yield
    }
    const indexes = layers.get(layer) ?? new Map<string, LayerIndex>()
    layers.set(layer, indexes.set(name, index))
    return index
  }
}

type IndexesOfLayers<Row extends object> = WeakMap<Layer<Row>, Map<string, LayerIndex>>

function uniqueIndexesOf<Row extends object>(
  definition: TableDefinition<Row>,
): (readonly [name: string, definition: IndexDefinition<Row>])[] {
  return Object.entries(definition.indexes).filter(([, { kind }]) => kind === 'unique')
}

/** A row and its slot, one for all indexes. */
interface Placed<Row> {
  readonly row: Row
  readonly slot: Slot
}

function placed<Row extends object>(id: string, { row, ordinal }: Entry<Row>): Placed<Row> {
  return { row, slot: { ordinal, id } }
}

function reindexRow<Row extends object>(
  index: LayerIndex,
  definition: IndexDefinition<Row>,
  before: Placed<Row> | undefined,
  after: Placed<Row> | undefined,
): void {
  const old = before ? keysOf(definition, before.row) : []
  const next = after ? keysOf(definition, after.row) : []
  const stays = before !== undefined && before.slot.ordinal === after?.slot.ordinal
  if (before) for (const key of old) if (!stays || !next.includes(key)) index.remove(key, before.slot)
  if (after) for (const key of next) if (!stays || !old.includes(key)) index.add(key, after.slot)
}
