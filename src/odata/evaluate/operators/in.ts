import type { Evaluate } from '../compiled.js'

/** True where the value equals an item; nulls equal each other, as with `eq`. */
export function isIn(operand: Evaluate, items: readonly Evaluate[]): Evaluate {
  return (row, variables) => {
    const value = operand(row, variables)
    return items.some((item) => item(row, variables) === value)
  }
}

/** `isIn` for a collection whose items depend on the row. */
export function isInCollection(operand: Evaluate, collection: Evaluate, toKey: (item: unknown) => unknown): Evaluate {
  return (row, variables) => {
    const value = operand(row, variables)
    for (const item of collection(row, variables) as Iterable<unknown>) if (toKey(item) === value) return true
    return false
  }
}
