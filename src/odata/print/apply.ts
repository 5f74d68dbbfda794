import type { Apply } from '../nodes/apply.js'

export function printApply(_node: Apply): string {
  throw new Error('stub')
}
