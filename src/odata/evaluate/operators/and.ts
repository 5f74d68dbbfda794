import type { Evaluate } from '../compiled.js'

/** False where one operand is false, else null where one is null, else true. */
export function and(operands: readonly Evaluate[]): Evaluate {
  return (row, variables) => {
    let result: boolean | null = true
    for (const operand of operands) {
      const value = operand(row, variables)
      if (value === false) return false
      if (value === null) result = null
    }
    return result
  }
}
