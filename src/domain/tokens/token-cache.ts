interface Entry<Value> {
  readonly token: string
  readonly value: Value
}

/**
 * A bounded memory of tokens that forgets what was not asked for lately: two generations, the elder dropped when the
 * younger is full. Looking up costs a short hash and a comparison: the end of a signature tells tokens apart, and only
 * the very same text is a hit.
 */
export class TokenCache<Value> {
  readonly #capacity: number
  #young = new Map<string, Entry<Value>>()
  #old = new Map<string, Entry<Value>>()

  /** `capacity` is the size of one generation. */
  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get(token: string): Value | undefined {
    const key = keyOf(token)
    const young = this.#young.get(key)
    if (young) return young.token === token ? young.value : undefined
    const old = this.#old.get(key)
    if (old?.token !== token) return undefined
    this.#put(key, old)
    return old.value
  }

  set(token: string, value: Value): void {
    this.#put(keyOf(token), { token, value })
  }

  #put(key: string, entry: Entry<Value>): void {
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, entry)
  }
}

const KEY_LENGTH = 43

function keyOf(token: string): string {
  return token.slice(-KEY_LENGTH)
}
