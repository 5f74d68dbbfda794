import { UniqueViolation } from './errors.js'
import { type Entry, Layer } from './layer.js'
import { composite, idOf, keyOf, LayerIndex } from './layer-index.js'
import { type IndexDefinition, keysOf, type TableDefinition } from './table-definition.js'

/** What may be read of a table. Every method answers from the present state, inside a transaction from its own writes. */
export interface TableReader<Row extends object> {
  readonly size: number
  /** Grows whenever the table changes, also when a change is undone: what was derived under another number is stale. */
  readonly revision: number
  get(id: string): Row | undefined
  has(id: string): boolean
  /** Row, insertion ordinal and version (the seq of the commit that wrote it last; 0 before its first commit ends). */
  entry(id: string): Entry<Row> | undefined
  /** Every row in insertion order, from the first with an ordinal above `after`. */
  scan(after?: number): Iterable<Entry<Row>>
  rows(): Iterable<Row>
  /** Rows under a key of any index, oldest first. */
  find(index: string, key: string): Iterable<Row>
  findFirst(index: string, key: string): Row | undefined
  count(index: string, key: string): number
  /** Rows whose key in an ordered index starts with `prefix`, in key order. */
  prefix(index: string, prefix: string): Iterable<Row>
  /** All rows that have a key in an ordered index, in key order, from behind `after` where it is given. */
  inOrder(index: string, options?: { descending?: boolean; after?: OrderedPosition }): Iterable<Row>
  readonly definition: TableDefinition<Row>
}

/** A place in an ordered index: a key and the id of the row that stands (or stood) there. */
export interface OrderedPosition {
  readonly key: string
  readonly id: string
}

const DEEPEST_STACK = 6

/** A table of one tenant (and scope): a stack of layers, the topmost writable, and the indexes over it. */
export class Table<Row extends object> implements TableReader<Row> {
  readonly definition: TableDefinition<Row>
  readonly #indexes = new WeakMap<Layer<Row>, ReadonlyMap<string, LayerIndex>>()
  #top: Layer<Row>
  #revision = 0

  constructor(definition: TableDefinition<Row>, top: Layer<Row>) {
    this.definition = definition
    this.#top = top
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

  *find(index: string, key: string): Generator<Row> {
    for (const id of this.#index(index).ids(key)) yield this.#required(id)
  }

  findFirst(index: string, key: string): Row | undefined {
    const id = this.#index(index).first(key)
    return id === undefined ? undefined : this.#required(id)
  }

  count(index: string, key: string): number {
    return this.#index(index).count(key)
  }

  *prefix(index: string, prefix: string): Generator<Row> {
    for (const entry of this.#orderedIndex(index).ascending(prefix)) {
      if (!keyOf(entry).startsWith(prefix)) return
      yield this.#required(idOf(entry))
    }
  }

  *inOrder(index: string, options: { descending?: boolean; after?: OrderedPosition } = {}): Generator<Row> {
    const { descending = false, after } = options
    const position = after && composite(after.key, after.id)
    const walk = descending
      ? this.#orderedIndex(index).descending(position)
      : this.#orderedIndex(index).ascending(position ?? '')
    for (const entry of walk) if (entry !== position) yield this.#required(idOf(entry))
  }

  /** Puts an entry in place of what is there. Throws `UniqueViolation` before anything has changed. */
  put(entry: Entry<Row>): void {
    const id = this.definition.id(entry.row)
    const before = this.#top.get(id)
    this.#refuseDuplicates(id, entry.row)
    this.#reindex(id, before?.row, entry.row)
    this.#top.set(id, entry)
    this.#revision++
  }

  remove(id: string): void {
    const before = this.#top.get(id)
    if (!before) return
    this.#reindex(id, before.row, undefined)
    this.#top.remove(id)
    this.#revision++
  }

  /** Freezes what is there and goes on in a new layer above it; answers with the frozen layer. */
  freeze(): Layer<Row> {
    const top = this.#top
    if (top.rows.size === 0 && top.parent) return top.parent
    const frozen = top.depth > DEEPEST_STACK ? top.merged() : top
    frozen.frozen = true
    this.#top = new Layer(frozen)
    return frozen
  }

  /** Goes back to what a frozen layer holds; without one, to an empty table. */
  restore(frozen: Layer<Row> | undefined): void {
    this.#top = new Layer(frozen)
    this.#revision++
  }

  get top(): Layer<Row> {
    return this.#top
  }

  #required(id: string): Row {
    const entry = this.#top.get(id)
    if (!entry) throw new Error(`index of table '${this.definition.name}' names a row that is not there: ${id}`)
    return entry.row
  }

  #refuseDuplicates(id: string, row: Row): void {
    for (const [name, index] of Object.entries(this.definition.indexes)) {
      if (index.kind !== 'unique') continue
      for (const key of keysOf(index, row)) {
        const holder = this.#index(name).first(key)
        if (holder !== undefined && holder !== id) throw new UniqueViolation(this.definition.name, name, key, holder)
      }
    }
  }

  #reindex(id: string, before: Row | undefined, after: Row | undefined): void {
    const indexes = this.#layerIndexes(this.#top)
    for (const [name, definition] of Object.entries(this.definition.indexes)) {
      reindexRow(indexes.get(name) as LayerIndex, definition, id, before, after)
    }
  }

  #index(name: string): LayerIndex {
    const index = this.#layerIndexes(this.#top).get(name)
    if (!index) throw new Error(`table '${this.definition.name}' has no index '${name}'`)
    return index
  }

  #orderedIndex(name: string): LayerIndex {
    if (this.definition.indexes[name]?.kind !== 'ordered') {
      throw new Error(`index '${name}' of table '${this.definition.name}' is not ordered`)
    }
    return this.#index(name)
  }

  /** Indexes of a layer are made when somebody first asks, so that a table nobody reads costs nothing at start. */
  #layerIndexes(layer: Layer<Row>): ReadonlyMap<string, LayerIndex> {
    const known = this.#indexes.get(layer)
    if (known) return known
    const below = layer.parent && this.#layerIndexes(layer.parent)
    const indexes = new Map<string, LayerIndex>()
    for (const [name, definition] of Object.entries(this.definition.indexes)) {
      const index = new LayerIndex(below?.get(name), definition.kind === 'ordered')
      indexes.set(name, index)
      for (const [id, entry] of layer.rows) reindexRow(index, definition, id, layer.parent?.get(id)?.row, entry?.row)
    }
    this.#indexes.set(layer, indexes)
    return indexes
  }
}

function reindexRow<Row>(
  index: LayerIndex,
  definition: IndexDefinition<Row>,
  id: string,
  before: Row | undefined,
  after: Row | undefined,
): void {
  const old = before === undefined ? [] : keysOf(definition, before)
  const next = after === undefined ? [] : keysOf(definition, after)
  for (const key of old) if (!next.includes(key)) index.remove(key, id)
  for (const key of next) if (!old.includes(key)) index.add(key, id)
}
