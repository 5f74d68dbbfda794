import type { Evaluate } from '../compiled.js'

/** True where all flags on the right are set on the left: bits of numbers, or names joined by commas. */
export function has(left: Evaluate, right: Evaluate): Evaluate {
  return (row, variables) => {
    const value = left(row, variables)
    const flags = right(row, variables)
    if (value === null || flags === null) return null
    if (typeof value === 'number') return (value & Number(flags)) === Number(flags)
    const names = namesOf(value)
    return namesOf(flags).every((name) => names.includes(name))
  }
}

function namesOf(value: unknown): string[] {
  return String(value)
    .split(',')
    .map((name) => name.trim())
}
