import type { Evaluate } from '../compiled.js'

/** Null equals null and nothing else. */
export function eq(left: Evaluate, right: Evaluate): Evaluate {
  return (row, variables) => left(row, variables) === right(row, variables)
}
