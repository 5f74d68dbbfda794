import { deepFreeze } from '../kernel/freeze.js'
import { ChangeLog } from './change-log.js'
import { Layer } from './layer.js'
import { type FrozenTables, Partition } from './partition.js'
import type { LayerImage, LayerNumbers, StoreImage } from './store-image.js'
import { StoreState } from './store-state.js'

/** The state whose image this is. */
export function stateFromImage(image: StoreImage): StoreState {
  const layers: Layer<object>[] = []
  for (const each of image.layers) layers.push(layerOf(each, layers))
  const state = new StoreState()
  const { seq, ordinal, ids, reservedIds, idsAtBase } = image
  Object.assign(state, { seq, ordinal, ids, reservedIds, idsAtBase })
  state.log = new ChangeLog(image.log, image.forgotten)
  for (const { tenant, made, dropped, epoch, tables, base } of image.tenants) {
    const partition = new Partition(tenant, epoch)
    partition.base = base ? tablesOf(base, layers) : undefined
    partition.restore(tablesOf(tables, layers, true), epoch)
    state.partitions.set(tenant, partition)
    if (made) state.made.add(tenant)
    if (dropped) state.dropped.add(tenant)
  }
  for (const { name, at, tenants } of image.snapshots) {
    const kept = tenants.map(({ tenant, made, tables, base }) => {
      return [
        tenant,
        { made, tables: tablesOf(tables, layers), base: base ? tablesOf(base, layers) : undefined },
      ] as const
    })
    state.snapshots.set(name, { name, at, tenants: new Map(kept) })
  }
  return state
}

function layerOf({ on, rows }: LayerImage, below: readonly Layer<object>[]): Layer<object> {
  const layer = new Layer(on === null ? undefined : below[on])
  for (const { id, ordinal = 0, version = 0, row } of rows) {
    if (row) layer.set(id, { row: deepFreeze(row), ordinal, version })
    else layer.remove(id)
  }
  return layer
}

function tablesOf(numbers: LayerNumbers, layers: readonly Layer<object>[], shortened = false): FrozenTables {
  const tables = Object.entries(numbers).map(([table, number]) => {
    const layer = layers[number] as Layer<object>
    return [table, shortened ? layer.shortened() : layer] as const
  })
  return new Map(tables)
}
