/** A longer text is not kept: who sends such a text could fill the memory. */
const LONGEST = 1024

/**
 * A function that keeps what `make` made, for arguments that come again and again. When it keeps `most` values, it
 * forgets them all: what it makes must depend on nothing but the argument.
 */
export function remembering<Key extends string | number, Value>(
  make: (key: Key) => Value,
  most = 1024,
): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make(key)
    if (typeof key === 'string' && key.length > LONGEST) return made
    if (known.size >= most) known.clear()
    known.set(key, made)
    return made
  }
}
