import { Layer } from './layer.js'
import { Table } from './table.js'
import type { TableDefinition } from './table-definition.js'

/** The name under which a table of a scope is kept. */
export function tableKey(name: string, scope: string): string {
  return scope === '' ? name : `${name}@${scope}`
}

/** What a partition held at one moment: a frozen layer per table. */
export type FrozenTables = ReadonlyMap<string, Layer<object>>

interface Slot {
  layer: Layer<object>
  table: Table<object> | undefined
}

/** Everything the store keeps of one tenant. Tables come into being when their definition is first used. */
export class Partition {
  readonly tenant: string
  /** The seq of the last reset or restore: history before it is not this tenant's any more. */
  epoch: number
  /** What `reset` goes back to; undefined while the tenant is being made. */
  base: FrozenTables | undefined
  readonly #slots = new Map<string, Slot>()
  /** The tables in use, by definition and scope. Of two definitions with one name, the table has that used last. */
  readonly #tables = new WeakMap<object, Map<string, unknown>>()

  constructor(tenant: string, epoch: number) {
    this.tenant = tenant
    this.epoch = epoch
  }

  table<Row extends object>(definition: TableDefinition<Row>, scope = ''): Table<Row> {
    const tables = this.#tables.get(definition) ?? new Map<string, unknown>()
    // A table's rows have the type of its definition: the name decides both.
    const known = tables.get(scope) as Table<Row> | undefined
    if (known) return known.definition === definition ? known : known.adopt(definition)
    const slot = this.#slot(tableKey(definition.name, scope))
    slot.table ??= new Table<Row>(definition, slot.layer as Layer<Row>) as unknown as Table<object>
    this.#tables.set(definition, tables.set(scope, slot.table))
    return this.table(definition, scope)
  }

  /** The writable layer of a table whose definition may not be known yet (replay). */
  layer(key: string): Layer<object> {
    return topOf(this.#slot(key))
  }

  /** The top layer of every table, by key. */
  *layers(): Generator<[string, Layer<object>]> {
    for (const [key, slot] of this.#slots) yield [key, topOf(slot)]
  }

  /** What the partition holds now, for good; it goes on in new layers above. */
  freeze(): FrozenTables {
    const frozen = new Map<string, Layer<object>>()
    for (const [key, slot] of this.#slots) {
      const top = topOf(slot)
      const layer = top.changes === 0 && top.parent ? top.parent : top.shortened()
      frozen.set(key, layer)
      if (layer !== top.parent) startAbove(slot, layer)
    }
    return frozen
  }

  /** Goes back to what was frozen; `seq` becomes the epoch. */
  restore(frozen: FrozenTables | undefined, seq: number): void {
    this.epoch = seq
    for (const key of frozen?.keys() ?? []) this.#slot(key)
    for (const [key, slot] of this.#slots) startAbove(slot, frozen?.get(key))
  }

  #slot(key: string): Slot {
    const known = this.#slots.get(key)
    if (known) return known
    const slot: Slot = { layer: new Layer(), table: undefined }
    this.#slots.set(key, slot)
    return slot
  }
}

function topOf(slot: Slot): Layer<object> {
  return slot.table?.top ?? slot.layer
}

function startAbove(slot: Slot, frozen: Layer<object> | undefined): void {
  if (slot.table) slot.table.startAbove(frozen)
  else slot.layer = new Layer(frozen)
}
