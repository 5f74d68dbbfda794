const CHUNK = 512

/** A sorted set of strings in chunks: insertion, removal and seeking cost a binary search. */
export class SortedKeys {
  readonly #chunks: string[][] = []
  #size = 0
  /** Counts insertions and removals, so that a walk under way notices them. */
  #edits = 0

  /** A set of the given keys, which are all different. */
  constructor(keys: readonly string[] = []) {
    const sorted = keys.toSorted()
    for (let at = 0; at < sorted.length; at += CHUNK / 2) this.#chunks.push(sorted.slice(at, at + CHUNK / 2))
    this.#size = sorted.length
  }

  get size(): number {
    return this.#size
  }

  add(key: string): void {
    const [at, place] = this.#seek(key)
    const chunk = this.#chunks[at]
    if (chunk?.[place] === key) return
    if (chunk) chunk.splice(place, 0, key)
    else this.#chunks.push([key])
    if (chunk && chunk.length > CHUNK) this.#chunks.splice(at + 1, 0, chunk.splice(CHUNK / 2))
    this.#size++
    this.#edits++
  }

  delete(key: string): boolean {
    const [at, place] = this.#seek(key)
    const chunk = this.#chunks[at]
    if (chunk?.[place] !== key) return false
    chunk.splice(place, 1)
    if (chunk.length === 0) this.#chunks.splice(at, 1)
    this.#size--
    this.#edits++
    return true
  }

  has(key: string): boolean {
    const [at, place] = this.#seek(key)
    return this.#chunks[at]?.[place] === key
  }

  /** Keys from the first one not below `start`, upwards. Keys may come and go on the way. */
  *from(start: string): Generator<string> {
    let [at, place] = this.#seek(start)
    for (let chunk = this.#chunks[at]; chunk; chunk = this.#chunks[at]) {
      const key = chunk[place]
      if (key === undefined) {
        at++
        place = 0
        continue
      }
      const edits = this.#edits
      yield key
      if (edits === this.#edits) place++
      else [at, place] = this.#seek(`${key}\u0000`)
    }
  }

  /** Keys below `end` (all of them without it), downwards. Keys may come and go on the way. */
  *before(end?: string): Generator<string> {
    let [at, place] = end === undefined ? [this.#chunks.length, 0] : this.#seek(end)
    for (;;) {
      if (place === 0) {
        if (at === 0) return
        at--
        place = this.#chunks[at]?.length ?? 0
        continue
      }
      const key = this.#chunks[at]?.[place - 1] as string
      const edits = this.#edits
      yield key
      if (edits === this.#edits) place--
      else [at, place] = this.#seek(key)
    }
  }

  /** Where the first key not below `key` stands, or would be inserted: the number of a chunk and a place in it. */
  #seek(key: string): [chunk: number, place: number] {
    const chunks = this.#chunks
    let low = 0
    let high = chunks.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      const last = chunks[middle]?.at(-1)
      if (last !== undefined && last < key) low = middle + 1
      else high = middle
    }
    return [low, lowerBound(chunks[low] ?? [], key)]
  }
}

function lowerBound(chunk: readonly string[], key: string): number {
  let low = 0
  let high = chunk.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((chunk[middle] as string) < key) low = middle + 1
    else high = middle
  }
  return low
}
