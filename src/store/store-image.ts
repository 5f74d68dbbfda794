import type { Commit } from './commit.js'
import type { Entry, Layer } from './layer.js'
import type { FrozenTables, Partition } from './partition.js'
import type { StoreState } from './store-state.js'

/** The form in which images are written now. */
export const IMAGE_FORMAT = 2

/** A table's stack by the number of its topmost layer in the list of layers. */
export type LayerNumbers = Readonly<Record<string, number>>

interface TenantImage {
  readonly tenant: string
  readonly made: boolean
  /** Absent for tenants that are in sight. */
  readonly dropped?: true
  readonly epoch: number
  readonly tables: LayerNumbers
  readonly base: LayerNumbers | null
}

interface SnapshotImage {
  readonly name: string
  readonly at: number
  readonly tenants: readonly TenantImage[]
}

/** A row as a layer holds it; `row` is null where the layer removes a row of the one below. */
export interface RowImage {
  readonly id: string
  readonly ordinal?: number
  readonly version?: number
  readonly row: object | null
}

export interface LayerImage {
  readonly table: string
  /** The layer below: one that stands earlier in the list. */
  readonly on: number | null
  readonly rows: Iterable<RowImage>
}

/** A store's state at one moment as plain data. Layers that several tables share stand in it once. */
export interface StoreImage {
  readonly format: number
  readonly seq: number
  readonly ordinal: number
  readonly ids: number
  readonly reservedIds: number
  readonly idsAtBase: number
  readonly forgotten: number
  readonly tenants: readonly TenantImage[]
  readonly snapshots: readonly SnapshotImage[]
  readonly layers: readonly LayerImage[]
  readonly log: readonly Commit[]
}

/**
 * Takes the image of a state at once, by reference: what is written to the state later does not show in it. Costs
 * little, however much the tables hold.
 */
export function imageOf(state: StoreState): StoreImage {
  const layers = new LayerList()
  const { seq, ordinal, ids, reservedIds, idsAtBase, log } = state
  const snapshots = [...state.snapshots.values()].map(({ name, at, tenants }) => ({
    name,
    at,
    tenants: [...tenants].map(([tenant, { made, tables, base }]) => ({
      tenant,
      made,
      epoch: 0,
      tables: layers.frozen(tables),
      base: base ? layers.frozen(base) : null,
    })),
  }))
  const tenants = [...state.partitions.values()].map((partition) => ({
    tenant: partition.tenant,
    made: state.made.has(partition.tenant),
    ...(state.dropped.has(partition.tenant) && { dropped: true as const }),
    epoch: partition.epoch,
    base: partition.base ? layers.frozen(partition.base) : null,
    tables: layers.current(partition),
  }))
  const counters = { format: IMAGE_FORMAT, seq, ordinal, ids, reservedIds, idsAtBase, forgotten: log.forgotten }
  return { ...counters, tenants, snapshots, layers: layers.images, log: log.all() }
}

class LayerList {
  readonly images: LayerImage[] = []
  readonly #numbers = new Map<Layer<object>, number>()

  frozen(tables: FrozenTables): LayerNumbers {
    return Object.fromEntries(
      [...tables].map(([table, layer]) => [table, this.#number(table, layer, frozenRows(layer))]),
    )
  }

  current(partition: Partition): LayerNumbers {
    const numbers: Record<string, number> = {}
    for (const [table, top] of partition.layers()) {
      if (top.changes > 0) numbers[table] = this.#number(table, top, frozenRows(top.copy()))
      else if (top.parent) numbers[table] = this.#number(table, top.parent, frozenRows(top.parent))
    }
    return numbers
  }

  #number(table: string, layer: Layer<object>, rows: Iterable<RowImage>): number {
    const known = this.#numbers.get(layer)
    if (known !== undefined) return known
    const on = layer.parent ? this.#number(table, layer.parent, frozenRows(layer.parent)) : null
    const number = this.images.push({ table, on, rows }) - 1
    this.#numbers.set(layer, number)
    return number
  }
}

function* frozenRows(layer: Layer<object>): Generator<RowImage> {
  for (const rows of layer.written()) for (const [id, entry] of rows) yield rowImage(id, entry)
}

function rowImage(id: string, entry: Entry<object> | null): RowImage {
  return entry ? { id, ordinal: entry.ordinal, version: entry.version, row: entry.row } : { id, row: null }
}
