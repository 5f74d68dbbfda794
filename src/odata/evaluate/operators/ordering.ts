import type { Evaluate } from '../compiled.js'

/** Compares two values of one kind by order; null where either is null or they are of different kinds. */
export function ordering(
  left: Evaluate,
  right: Evaluate,
  compare: (left: string | number, right: string | number) => boolean,
): Evaluate {
  return (row, variables) => {
    const first = left(row, variables)
    const second = right(row, variables)
    if (first === null || second === null || typeof first !== typeof second) return null
    return compare(first as string | number, second as string | number)
  }
}
