import { keepSlots, placeSlot, type Slot, walkSlots } from './slots.js'
import { SplitMap } from './split-map.js'

/** A row as the store keeps it: the row, its place in insertion order, and the seq of the commit that wrote it last. */
export interface Entry<Row extends object> {
  readonly row: Row
  /** Never given out twice, so that it places a row for good. */
  readonly ordinal: number
  readonly version: number
}

/** What a layer says of a row: how it is now, or that it was removed. */
export type WrittenRow<Row extends object> = readonly [id: string, entry: Entry<Row> | null]

const WRITTEN_AT_A_TIME = 500
const STALE_WORTH_SWEEPING = 256
/** A stack of so many layers is as quick as a single one. */
const SHALLOW = 5
const MERGE_RATIO = 4

/**
 * What one stretch of time did to a table: rows written, and `null` for rows removed that a lower layer holds.
 * The top layer of a stack is written; the layers below never change again and may stand in several stacks.
 */
export class Layer<Row extends object> {
  readonly parent: Layer<Row> | undefined
  #rows = new SplitMap<Entry<Row> | null>()
  /** Rows first inserted in this layer, by ordinal; a slot whose row is gone or moved on is skipped. */
  slots: Slot[] = []
  /** How many rows the whole stack holds up to this layer. */
  size: number
  #stale = 0

  constructor(parent?: Layer<Row>) {
    this.parent = parent
    this.size = parent?.size ?? 0
  }

  get depth(): number {
    return 1 + (this.parent?.depth ?? 0)
  }

  get(id: string): Entry<Row> | undefined {
    for (let layer: Layer<Row> | undefined = this; layer; layer = layer.parent) {
      const entry = layer.#rows.get(id)
      if (entry !== undefined) return entry ?? undefined
    }
    return undefined
  }

  set(id: string, entry: Entry<Row>): void {
    this.replace(id, this.get(id), entry)
  }

  /** Does what `set` does where it is known what is there (`before`). */
  replace(id: string, before: Entry<Row> | undefined, entry: Entry<Row>): void {
    if (!before) this.size++
    this.#rows.set(id, entry)
    if (before?.ordinal !== entry.ordinal) this.#place({ ordinal: entry.ordinal, id })
  }

  remove(id: string): void {
    const before = this.get(id)
    if (!before) return
    this.size--
    if (this.parent?.get(id)) this.#rows.set(id, null)
    else this.#rows.delete(id)
    this.#stale++
    if (this.#stale > STALE_WORTH_SWEEPING && this.#stale > this.slots.length / 2) this.#sweep()
  }

  /** Every row in insertion order, from the first with an ordinal above `after`. Rows may be changed on the way. */
  *scan(after = -1): Generator<Entry<Row>> {
    for (const layer of this.#stack()) {
      for (const slot of walkSlots(layer.slots, after)) {
        const entry = this.get(slot.id)
        if (entry?.ordinal === slot.ordinal) yield entry
      }
    }
  }

  /**
   * A stack that holds the same and stays short: where it has become deep, the top is merged with the layers below it
   * as long as those are not far larger, so that a merge costs about what has changed, and the depth grows with the
   * logarithm of the size only.
   */
  shortened(): Layer<Row> {
    if (this.depth <= SHALLOW) return this
    const upper: Layer<Row>[] = [this]
    let rows = this.#rows.size
    let below = this.parent
    for (; below && below.#rows.size <= rows * MERGE_RATIO; below = below.parent) {
      upper.unshift(below)
      rows += below.#rows.size
    }
    if (upper.length === 1) return this
    const merged = new Layer(below)
    for (const layer of upper) merged.#take(layer)
    return merged
  }

  /** A layer that holds what this one holds now, for good. */
  copy(): Layer<Row> {
    const copy = new Layer(this.parent)
    copy.#rows = this.#rows.copy()
    copy.slots = [...this.slots]
    copy.size = this.size
    return copy
  }

  /** How many rows were written or removed here. */
  get changes(): number {
    return this.#rows.size
  }

  /**
   * What was done here, about a thousand rows at a time: rows first inserted here in their order, then those replaced, and
   * `null` for those removed.
   */
  *written(): Generator<readonly WrittenRow<Row>[]> {
    for (let at = 0; at < this.slots.length; at += WRITTEN_AT_A_TIME) {
      yield this.slots.slice(at, at + WRITTEN_AT_A_TIME).flatMap(({ id, ordinal }) => {
        const entry = this.#rows.get(id)
        return entry?.ordinal === ordinal ? [[id, entry] as const] : []
      })
    }
    if (!this.parent) return
    const placedBelow = this.#placedBelow
    for (const part of this.#rows.parts) yield [...part].filter(([, entry]) => !entry || entry.ordinal <= placedBelow)
  }

  /** Does what another layer did. */
  #take(other: Layer<Row>): void {
    for (const rows of other.written()) {
      for (const [id, entry] of rows) {
        if (entry) this.set(id, entry)
        else this.remove(id)
      }
    }
  }

  /** The stack from the bottom up. */
  #stack(): Layer<Row>[] {
    const layers: Layer<Row>[] = []
    for (let layer: Layer<Row> | undefined = this; layer; layer = layer.parent) layers.push(layer)
    return layers.reverse()
  }

  /** Gives an ordinal its slot, unless it has one: rolling back and replaying bring rows in any order. */
  #place(slot: Slot): void {
    if (slot.ordinal > this.#placedBelow) placeSlot(this.slots, slot)
  }

  /** The highest ordinal that has its slot in a layer below. */
  get #placedBelow(): number {
    let highest = -1
    for (let layer: Layer<Row> | undefined = this.parent; layer; layer = layer.parent) {
      highest = Math.max(highest, layer.slots.at(-1)?.ordinal ?? -1)
    }
    return highest
  }

  #sweep(): void {
    keepSlots(this.slots, (slot) => this.get(slot.id)?.ordinal === slot.ordinal)
    this.#stale = 0
  }
}
