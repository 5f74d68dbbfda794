import { dropSlot, placeSlot, type Slot, walkSlots } from './slots.js'
import { SortedKeys } from './sorted-keys.js'
import { SplitMap } from './split-map.js'

/**
 * One index of one layer: which rows came under a key here, and which of those that the layers below show there did
 * not stay. Rows under a key stand in insertion order, as in a scan of the table.
 */
export class LayerIndex {
  readonly parent: LayerIndex | undefined
  readonly #added = new SplitMap<Slot | Slot[]>()
  /** Rows (id to ordinal) that the parent shows under the key and this layer does not. */
  readonly #removed = new SplitMap<Map<string, number>>()
  /** The composites of what was added, since somebody has asked for an order. */
  #sorted: SortedKeys | undefined

  constructor(parent: LayerIndex | undefined) {
    this.parent = parent
  }

  /** The row of this slot comes under a key under which it does not stand. */
  add(key: string, slot: Slot): void {
    const gone = this.#removed.get(key)
    if (gone && gone.get(slot.id) === slot.ordinal) {
      gone.delete(slot.id)
      if (gone.size === 0) this.#removed.delete(key)
      return
    }
    const present = this.#added.get(key)
    if (present === undefined) this.#added.set(key, slot)
    else if (Array.isArray(present)) placeSlot(present, slot)
    else this.#added.set(key, present.ordinal < slot.ordinal ? [present, slot] : [slot, present])
    this.#sorted?.add(composite(key, slot.id))
  }

  /** The row of this slot leaves a key under which it stands. */
  remove(key: string, slot: Slot): void {
    if (this.#dropAdded(key, slot.ordinal)) {
      this.#sorted?.delete(composite(key, slot.id))
      return
    }
    const gone = this.#removed.get(key)
    if (gone) gone.set(slot.id, slot.ordinal)
    else this.#removed.set(key, new Map([[slot.id, slot.ordinal]]))
  }

  #dropAdded(key: string, ordinal: number): boolean {
    const present = this.#added.get(key)
    if (present === undefined) return false
    if (!Array.isArray(present)) return present.ordinal === ordinal && this.#added.delete(key)
    if (!dropSlot(present, ordinal)) return false
    if (present.length === 0) this.#added.delete(key)
    return true
  }

  /** Rows under a key in the whole stack in insertion order, from the first with an ordinal above `after`. */
  *slots(key: string, after = -1): Generator<Slot> {
    const present = this.#added.get(key)
    const here = present === undefined ? [] : Array.isArray(present) ? present : [present]
    if (!this.parent) {
      yield* walkSlots(here, after)
      return
    }
    const upper = walkSlots(here, after)
    let above = upper.next()
    for (const slot of this.parent.slots(key, after)) {
      for (; !above.done && above.value.ordinal < slot.ordinal; above = upper.next()) yield above.value
      if (!this.#isRemoved(key, slot.id)) yield slot
    }
    for (; !above.done; above = upper.next()) yield above.value
  }

  /** The id of the oldest row under a key. */
  first(key: string): string | undefined {
    return this.#firstSlot(key)?.id
  }

  #firstSlot(key: string): Slot | undefined {
    const present = this.#added.get(key)
    const here = Array.isArray(present) ? present[0] : present
    const below = this.#firstBelow(key)
    if (!here || !below) return here ?? below
    return here.ordinal < below.ordinal ? here : below
  }

  /** The oldest row under a key which the parent shows and which stays here. */
  #firstBelow(key: string): Slot | undefined {
    const { parent } = this
    if (!parent) return undefined
    if (!this.#removed.has(key)) return parent.#firstSlot(key)
    for (const slot of parent.slots(key)) if (!this.#isRemoved(key, slot.id)) return slot
    return undefined
  }

  count(key: string): number {
    const present = this.#added.get(key)
    const here = present === undefined ? 0 : Array.isArray(present) ? present.length : 1
    return here + (this.parent?.count(key) ?? 0) - (this.#removed.get(key)?.size ?? 0)
  }

  /** Composites (see `composite`) of the whole stack in key order, not below `start`. */
  ascending(start: string): Generator<string> {
    return this.#merge((index) => index.#sortedKeys().from(start), 1)
  }

  /** Composites of the whole stack in falling key order, below `end` where it is given. */
  descending(end?: string): Generator<string> {
    return this.#merge((index) => index.#sortedKeys().before(end), -1)
  }

  *#merge(walk: (index: LayerIndex) => Generator<string>, direction: 1 | -1): Generator<string> {
    const upper = walk(this)
    if (!this.parent) {
      yield* upper
      return
    }
    let above = upper.next()
    for (const below of this.parent.#merge(walk, direction)) {
      for (; !above.done && above.value < below === (direction === 1); above = upper.next()) yield above.value
      if (!this.#isRemoved(keyOf(below), idOf(below))) yield below
    }
    for (; !above.done; above = upper.next()) yield above.value
  }

  #sortedKeys(): SortedKeys {
    if (!this.#sorted) {
      const composites: string[] = []
      for (const part of this.#added.parts) {
        for (const [key, slots] of part) {
          for (const { id } of Array.isArray(slots) ? slots : [slots]) composites.push(composite(key, id))
        }
      }
      this.#sorted = new SortedKeys(composites)
    }
    return this.#sorted
  }

  #isRemoved(key: string, id: string): boolean {
    return this.#removed.get(key)?.has(id) ?? false
  }
}

const SEPARATOR = '\u0000'

/** Key and id as one sortable text: rows under the same key follow each other in the order of their ids. */
export function composite(key: string, id: string): string {
  return key + SEPARATOR + id
}

/** The key in a composite of key and id. */
export function keyOf(entry: string): string {
  return entry.slice(0, entry.lastIndexOf(SEPARATOR))
}

/** The id in a composite of key and id. */
export function idOf(entry: string): string {
  return entry.slice(entry.lastIndexOf(SEPARATOR) + 1)
}
