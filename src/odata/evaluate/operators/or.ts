import type { Evaluate } from '../compiled.js'

/** True where one operand is true, else null where one is null, else false. */
export function or(operands: readonly Evaluate[]): Evaluate {
  return (row, variables) => {
    let result: boolean | null = false
    for (const operand of operands) {
      const value = operand(row, variables)
      if (value === true) return true
      if (value === null) result = null
    }
    return result
  }
}
