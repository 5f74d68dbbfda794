import { SortedKeys } from './sorted-keys.js'

/**
 * One index of one layer: which ids came under a key here, and which the layers below hold under it no longer.
 * Invariant: an id stands in `added` only if no lower layer shows it, in `removed` only if one does.
 */
export class LayerIndex {
  readonly parent: LayerIndex | undefined
  readonly #added = new Map<string, string | Set<string>>()
  readonly #removed = new Map<string, Set<string>>()
  readonly #sorted: SortedKeys | undefined

  constructor(parent: LayerIndex | undefined, sorted: boolean) {
    this.parent = parent
    this.#sorted = sorted ? new SortedKeys() : undefined
  }

  add(key: string, id: string): void {
    const gone = this.#removed.get(key)
    if (gone?.delete(id)) {
      if (gone.size === 0) this.#removed.delete(key)
      return
    }
    const present = this.#added.get(key)
    if (present === undefined) this.#added.set(key, id)
    else if (typeof present === 'string') this.#added.set(key, new Set([present, id]))
    else present.add(id)
    this.#sorted?.add(composite(key, id))
  }

  remove(key: string, id: string): void {
    const present = this.#added.get(key)
    if (present === id) this.#added.delete(key)
    else if (present instanceof Set && present.delete(id)) {
      if (present.size === 0) this.#added.delete(key)
    } else {
      const gone = this.#removed.get(key)
      if (gone) gone.add(id)
      else this.#removed.set(key, new Set([id]))
      return
    }
    this.#sorted?.delete(composite(key, id))
  }

  /** Ids under a key in the whole stack, oldest first. */
  *ids(key: string): Generator<string> {
    if (this.parent) {
      const gone = this.#removed.get(key)
      for (const id of this.parent.ids(key)) if (!gone?.has(id)) yield id
    }
    const present = this.#added.get(key)
    if (typeof present === 'string') yield present
    else if (present) yield* present
  }

  first(key: string): string | undefined {
    const present = this.#added.get(key)
    if (typeof present === 'string' && !this.parent) return present
    for (const id of this.ids(key)) return id
    return undefined
  }

  count(key: string): number {
    const present = this.#added.get(key)
    const here = present === undefined ? 0 : typeof present === 'string' ? 1 : present.size
    return here + (this.parent?.count(key) ?? 0) - (this.#removed.get(key)?.size ?? 0)
  }

  /** Composites (see `composite`) of the whole stack in key order, not below `start`. */
  ascending(start: string): Generator<string> {
    return this.#merge((index) => index.#sorted?.from(start), 1)
  }

  /** Composites of the whole stack in falling key order, below `end` where it is given. */
  descending(end?: string): Generator<string> {
    return this.#merge((index) => index.#sorted?.before(end), -1)
  }

  *#merge(walk: (index: LayerIndex) => Generator<string> | undefined, direction: 1 | -1): Generator<string> {
    if (!this.parent) {
      yield* walk(this) ?? []
      return
    }
    const upper = walk(this) ?? emptyWalk()
    const lower = this.parent.#merge(walk, direction)
    let above = upper.next()
    let below = lower.next()
    while (!above.done || !below.done) {
      const takeAbove = below.done || (!above.done && (above.value < below.value ? direction === 1 : direction === -1))
      if (takeAbove) {
        yield above.value as string
        above = upper.next()
      } else {
        const value = below.value as string
        if (!this.#isRemoved(value)) yield value
        below = lower.next()
      }
    }
  }

  #isRemoved(entry: string): boolean {
    if (this.#removed.size === 0) return false
    return this.#removed.get(keyOf(entry))?.has(idOf(entry)) ?? false
  }
}

const SEPARATOR = '\u0000'

/** Key and id as one sortable text: rows under the same key follow each other in the order of their ids. */
export function composite(key: string, id: string): string {
  return key + SEPARATOR + id
}

export function keyOf(entry: string): string {
  return entry.slice(0, entry.lastIndexOf(SEPARATOR))
}

export function idOf(entry: string): string {
  return entry.slice(entry.lastIndexOf(SEPARATOR) + 1)
}

function* emptyWalk(): Generator<string> {}
