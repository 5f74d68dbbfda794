import type { Evaluate } from '../compiled.js'

/** True where the predicate is true for an item, else null where it is null for one, else false. */
export function any(items: Evaluate, slot: number, predicate: Evaluate): Evaluate {
  return (row, variables) => {
    let result: boolean | null = false
    for (const item of items(row, variables) as Iterable<unknown>) {
      variables[slot] = item
      const value = predicate(row, variables)
      if (value === true) return true
      if (value === null) result = null
    }
    return result
  }
}

/** `any()`: there is an item. */
export function anyItem(items: Evaluate): Evaluate {
  return (row, variables) => {
    for (const _ of items(row, variables) as Iterable<unknown>) return true
    return false
  }
}
