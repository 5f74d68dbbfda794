import type { Evaluate } from '../compiled.js'

/** The opposite of `eq`, also for null. */
export function ne(left: Evaluate, right: Evaluate): Evaluate {
  return (row, variables) => left(row, variables) !== right(row, variables)
}
