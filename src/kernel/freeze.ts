/** Freezes a row and everything in it. Rows are replaced, never mutated. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    // Not `Object.values`: every row that is written or read back passes here.
    for (const key in value) {
      const inner = value[key]
      if (typeof inner === 'object') deepFreeze(inner)
    }
  }
  return value
}
