/** A row as the store keeps it: the row, its place in insertion order, and the seq of the commit that wrote it last. */
export interface Entry<Row extends object> {
  readonly row: Row
  readonly ordinal: number
  readonly version: number
}

export interface Slot {
  readonly ordinal: number
  readonly id: string
}

/**
 * What one stretch of time did to a table: rows written, and `null` for rows removed that a lower layer holds.
 * The top layer of a stack is written; a frozen one never changes again and may stand in several stacks.
 */
export class Layer<Row extends object> {
  readonly parent: Layer<Row> | undefined
  readonly rows = new Map<string, Entry<Row> | null>()
  /** Rows first inserted in this layer, in insertion order; a slot whose row is gone or moved on is skipped. */
  readonly slots: Slot[] = []
  /** How many rows the whole stack holds up to this layer. */
  size: number
  frozen = false

  constructor(parent?: Layer<Row>) {
    this.parent = parent
    this.size = parent?.size ?? 0
  }

  get depth(): number {
    return 1 + (this.parent?.depth ?? 0)
  }

  get(id: string): Entry<Row> | undefined {
    for (let layer: Layer<Row> | undefined = this; layer; layer = layer.parent) {
      const entry = layer.rows.get(id)
      if (entry !== undefined) return entry ?? undefined
    }
    return undefined
  }

  set(id: string, entry: Entry<Row>): void {
    if (!this.get(id)) this.size++
    this.rows.set(id, entry)
    if (entry.ordinal > this.#highest) this.slots.push({ ordinal: entry.ordinal, id })
  }

  remove(id: string): void {
    this.size--
    if (this.parent?.get(id)) this.rows.set(id, null)
    else this.rows.delete(id)
    // A rolled-back insertion gives its ordinal back, so its slot must not stay behind.
    if (this.slots.at(-1)?.id === id) this.slots.pop()
  }

  get #highest(): number {
    for (let layer: Layer<Row> | undefined = this; layer; layer = layer.parent) {
      const last = layer.slots.at(-1)
      if (last) return last.ordinal
    }
    return -1
  }

  /** The stack from the bottom up. */
  stack(): Layer<Row>[] {
    const layers: Layer<Row>[] = []
    for (let layer: Layer<Row> | undefined = this; layer; layer = layer.parent) layers.push(layer)
    return layers.reverse()
  }

  /** Every row in insertion order, from the first with an ordinal above `after`. */
  *scan(after = -1): Generator<Entry<Row>> {
    for (const layer of this.stack()) {
      const { slots } = layer
      for (let at = firstAbove(slots, after); at < slots.length; at++) {
        const slot = slots[at] as Slot
        const entry = this.get(slot.id)
        if (entry && entry.ordinal === slot.ordinal) yield entry
      }
    }
  }

  /** One layer without parent that holds what this stack holds. */
  merged(): Layer<Row> {
    const merged = new Layer<Row>()
    for (const layer of this.stack()) {
      for (const slot of layer.slots) {
        const entry = this.get(slot.id)
        if (entry && entry.ordinal === slot.ordinal) merged.set(slot.id, entry)
      }
    }
    return merged
  }
}

function firstAbove(slots: readonly Slot[], ordinal: number): number {
  let low = 0
  let high = slots.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((slots[middle] as Slot).ordinal <= ordinal) low = middle + 1
    else high = middle
  }
  return low
}
