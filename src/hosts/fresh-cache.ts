/** Something made, and until when it may be used. */
export interface Made<Value> {
  readonly value: Value
  /** Milliseconds since the epoch. */
  readonly goodUntil: number
}

interface Entry<Value> {
  readonly value: Promise<Value>
  /** Without end while it is being made. */
  goodUntil: number
}

/**
 * Remembers what is made under a name, and makes it anew when it is no longer good. At most `most` names are remembered,
 * the oldest go first, so that nobody fills the memory by inventing names. What could not be made is tried again.
 */
export function freshCache<Value>(
  most: number,
  make: (name: string) => Promise<Made<Value>>,
): (name: string) => Promise<Value> {
  const entries = new Map<string, Entry<Value>>()
  const add = (name: string) => {
    entries.delete(name)
    for (const oldest of entries.keys()) {
      if (entries.size < most) break
      entries.delete(oldest)
    }
    const making = make(name)
    const entry: Entry<Value> = { value: making.then(({ value }) => value), goodUntil: Number.POSITIVE_INFINITY }
    entries.set(name, entry)
    making.then(
      ({ goodUntil }) => {
        entry.goodUntil = goodUntil
      },
      () => entries.get(name) === entry && entries.delete(name),
    )
    return entry.value
  }
  return (name) => {
    const known = entries.get(name)
    return known && Date.now() < known.goodUntil ? known.value : add(name)
  }
}
