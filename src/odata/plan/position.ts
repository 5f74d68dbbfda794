import type { Position } from './run-query.js'

/** A position out of what a skip token held, or undefined when it is none. */
export function parsePosition(_value: unknown): Position | undefined {
  throw new Error('stub')
}
