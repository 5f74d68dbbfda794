/** Structural equality of JSON values. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const leftKeys = Object.keys(left)
  if (leftKeys.length !== Object.keys(right).length) return false
  const other = right as Record<string, unknown>
  return leftKeys.every(
    (key) => Object.hasOwn(other, key) && sameValue((left as Record<string, unknown>)[key], other[key]),
  )
}
