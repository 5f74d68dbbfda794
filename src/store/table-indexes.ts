import type { Entry, Layer } from './layer.js'
import { LayerIndex } from './layer-index.js'
import type { Slot } from './slots.js'
import { type IndexDefinition, keysOf, type TableDefinition } from './table-definition.js'

/** The indexes that a definition declares, over the layers of a table: each is made when somebody first asks. */
export class TableIndexes<Row extends object> {
  readonly definition: TableDefinition<Row>
  readonly unique: readonly (readonly [name: string, definition: IndexDefinition<Row>])[]
  readonly #layers = new WeakMap<Layer<Row>, Map<string, LayerIndex>>()

  constructor(definition: TableDefinition<Row>) {
    this.definition = definition
    this.unique = Object.entries(definition.indexes).filter(([, { kind }]) => kind === 'unique')
  }

  /** The index of a stack up to its topmost layer. */
  of(layer: Layer<Row>, name: string): LayerIndex {
    const known = this.#layers.get(layer)?.get(name)
    if (known) return known
    const steps = this.#make(layer, name)
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
  }

  /** As `of`, for an index whose keys have an order. */
  ordered(layer: Layer<Row>, name: string): LayerIndex {
    if (this.#definitionOf(name).kind === 'ordered') return this.of(layer, name)
    throw new Error(`index '${name}' of table '${this.definition.name}' is not ordered`)
  }

  /** Tells the indexes of a layer what becomes of a row there. */
  rowChanges(layer: Layer<Row>, id: string, before: Entry<Row> | undefined, after: Entry<Row> | undefined): void {
    const old = before && placed(id, before)
    const next = after && placed(id, after)
    for (const [name, index] of this.#layers.get(layer) ?? []) reindexRow(index, this.#definitionOf(name), old, next)
  }

  /** Forgets the indexes of a layer that is going to change unheard. */
  forget(layer: Layer<Row>): void {
    this.#layers.delete(layer)
  }

  /** The lowest of the layers from this one down that lacks an index. */
  lacking(top: Layer<Row> | undefined, name: string): Layer<Row> | undefined {
    let lowest: Layer<Row> | undefined
    for (let layer = top; layer && !this.#layers.get(layer)?.has(name); layer = layer.parent) lowest = layer
    return lowest
  }

  /** Makes the index of a layer that does not change any more, in steps of about a thousand rows. */
  *making(layer: Layer<Row>, name: string): Generator<void> {
    yield* this.#make(layer, name)
  }

  *#make(layer: Layer<Row>, name: string): Generator<void, LayerIndex> {
    const definition = this.#definitionOf(name)
    const index = new LayerIndex(layer.parent && this.of(layer.parent, name))
    for (const rows of layer.written()) {
      for (const [id, entry] of rows) {
        const before = layer.parent?.get(id)
        reindexRow(index, definition, before && placed(id, before), entry ? placed(id, entry) : undefined)
      }
      yield
    }
    const indexes = this.#layers.get(layer) ?? new Map<string, LayerIndex>()
    this.#layers.set(layer, indexes.set(name, index))
    return index
  }

  #definitionOf(name: string): IndexDefinition<Row> {
    const definition = this.definition.indexes[name]
    if (!definition) throw new Error(`table '${this.definition.name}' has no index '${name}'`)
    return definition
  }
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
