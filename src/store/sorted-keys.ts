const CHUNK = 512

/** A sorted set of strings in chunks: insertion, removal and seeking cost a binary search. */
export class SortedKeys {
  readonly #chunks: string[][] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  add(key: string): void {
    const chunks = this.#chunks
    const at = this.#chunkFor(key)
    const chunk = chunks[at]
    if (!chunk) {
      chunks.push([key])
      this.#size++
      return
    }
    const position = lowerBound(chunk, key)
    if (chunk[position] === key) return
    chunk.splice(position, 0, key)
    this.#size++
    if (chunk.length > CHUNK) chunks.splice(at + 1, 0, chunk.splice(CHUNK / 2))
  }

  delete(key: string): boolean {
    const at = this.#chunkFor(key)
    const chunk = this.#chunks[at]
    if (!chunk) return false
    const position = lowerBound(chunk, key)
    if (chunk[position] !== key) return false
    chunk.splice(position, 1)
    this.#size--
    if (chunk.length === 0) this.#chunks.splice(at, 1)
    return true
  }

  has(key: string): boolean {
    const chunk = this.#chunks[this.#chunkFor(key)]
    return chunk !== undefined && chunk[lowerBound(chunk, key)] === key
  }

  /** Keys from the first one not below `start`, upwards. */
  *from(start: string): Generator<string> {
    let at = this.#chunkFor(start)
    let position = lowerBound(this.#chunks[at] ?? [], start)
    for (; at < this.#chunks.length; at++, position = 0) {
      const chunk = this.#chunks[at] ?? []
      for (; position < chunk.length; position++) yield chunk[position] as string
    }
  }

  /** Keys below `end` (all of them without it), downwards. */
  *before(end?: string): Generator<string> {
    let at = end === undefined ? this.#chunks.length - 1 : this.#chunkFor(end)
    let position = end === undefined ? Number.POSITIVE_INFINITY : lowerBound(this.#chunks[at] ?? [], end)
    for (; at >= 0; at--, position = Number.POSITIVE_INFINITY) {
      const chunk = this.#chunks[at] ?? []
      for (let place = Math.min(position, chunk.length) - 1; place >= 0; place--) yield chunk[place] as string
    }
  }

  #chunkFor(key: string): number {
    const chunks = this.#chunks
    let low = 0
    let high = chunks.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      const last = chunks[middle]?.at(-1)
      if (last !== undefined && last < key) low = middle + 1
      else high = middle
    }
    return low
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
