/** How many entries a part has on average. Maps that grow in step split their parts in the same turn, so it is few. */
const PART = 256

/**
 * A map of texts that grows a little at a time. JavaScript's own moves all its entries whenever it doubles; maps that
 * grow in step (a table's rows and its indexes) do so in the same moment, and with 100,000 rows everybody waits for it.
 * This one splits one small part of itself as often as it has grown by one (linear hashing).
 */
export class SplitMap<Value> {
  #parts: Map<string, Value>[] = [new Map()]
  /** One less than the power of two that the number of parts has reached. */
  #mask = 0
  #size = 0
  /** Parts that a copy holds, too: they are copied before they are written. */
  #shared = new Set<Map<string, Value>>()

  get size(): number {
    return this.#size
  }

  get(key: string): Value | undefined {
    return this.#partOf(key).get(key)
  }

  has(key: string): boolean {
    return this.#partOf(key).has(key)
  }

  set(key: string, value: Value): void {
    const part = this.#ownPartOf(key)
    const before = part.size
    part.set(key, value)
    if (part.size === before) return
    this.#size++
    if (this.#size > this.#parts.length * PART) this.#split()
  }

  delete(key: string): boolean {
    const wasThere = this.has(key) && this.#ownPartOf(key).delete(key)
    if (wasThere) this.#size--
    return wasThere
  }

  /** The entries in no order, a small part at a time. */
  get parts(): readonly ReadonlyMap<string, Value>[] {
    return this.#parts
  }

  /** What is here now, for good. Costs no more than a list of the parts: what is written later is copied when it is written. */
  copy(): SplitMap<Value> {
    const copy = new SplitMap<Value>()
    copy.#parts = [...this.#parts]
    copy.#mask = this.#mask
    copy.#size = this.#size
    copy.#shared = new Set(this.#parts)
    this.#shared = new Set(this.#parts)
    return copy
  }

  #partOf(key: string): Map<string, Value> {
    return this.#parts[this.#placeOf(key)] as Map<string, Value>
  }

  /** The part for a key, to be written. */
  #ownPartOf(key: string): Map<string, Value> {
    return this.#ownPart(this.#placeOf(key))
  }

  #ownPart(at: number): Map<string, Value> {
    const part = this.#parts[at] as Map<string, Value>
    if (!this.#shared.delete(part)) return part
    const own = new Map(part)
    this.#parts[at] = own
    return own
  }

  #placeOf(key: string): number {
    const { length } = this.#parts
    if (length === 1) return 0
    const hash = hashOf(key)
    const at = hash & (this.#mask * 2 + 1)
    return at < length ? at : hash & this.#mask
  }

  /** Moves the entries of one part that belong there into a new one. */
  #split(): void {
    const at = this.#parts.length
    const divided = this.#ownPart(at & this.#mask)
    const added = new Map<string, Value>()
    const mask = this.#mask * 2 + 1
    this.#parts.push(added)
    if (at === mask) this.#mask = mask
    for (const [key, value] of divided) {
      if ((hashOf(key) & mask) !== at) continue
      divided.delete(key)
      added.set(key, value)
    }
  }
}

/** FNV-1a over the code units, in a long text over some that are spread evenly: ids are long, and hashed all the time. */
function hashOf(key: string): number {
  const step = 1 + (key.length >> 4)
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at += step) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  return hash ^ (hash >>> 15)
}
