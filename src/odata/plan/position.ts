/**
 * The place behind the last row of a page, plain JSON for a skip token: an ordinal in insertion order, or the sort keys and
 * the id of that row. Inserts and deletes elsewhere do not move it.
 */
export type Position = OrdinalPosition | SortedPosition

export interface OrdinalPosition {
  readonly ordinal: number
}

export interface SortedPosition {
  readonly keys: readonly SortKey[]
  readonly id: string
}

/** What rows are ordered by: null stands before everything. */
export type SortKey = string | number | boolean | null

/** A position out of what a skip token held, or undefined when it is none. */
export function parsePosition(value: unknown): Position | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if ('ordinal' in value && typeof value.ordinal === 'number') return { ordinal: value.ordinal }
  if (!('keys' in value) || !('id' in value)) return undefined
  const { keys, id } = value
  return typeof id === 'string' && Array.isArray(keys) && keys.every(isSortKey) ? { keys, id } : undefined
}

function isSortKey(value: unknown): value is SortKey {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
