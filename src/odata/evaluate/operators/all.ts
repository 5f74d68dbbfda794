import type { Evaluate } from '../compiled.js'

/** False where the predicate is false for an item, else null where it is null for one, else true. */
export function all(items: Evaluate, slot: number, predicate: Evaluate): Evaluate {
  return (row, variables) => {
    let result: boolean | null = true
    for (const item of items(row, variables) as Iterable<unknown>) {
      variables[slot] = item
      const value = predicate(row, variables)
      if (value === false) return false
      if (value === null) result = null
    }
    return result
  }
}
