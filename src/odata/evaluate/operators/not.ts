import type { Evaluate } from '../compiled.js'

/** The opposite of true and false; null stays null. */
export function not(operand: Evaluate): Evaluate {
  return (row, variables) => {
    const value = operand(row, variables)
    return value === null ? null : value !== true
  }
}
