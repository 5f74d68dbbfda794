import type { Evaluate } from '../compiled.js'
import { ordering } from './ordering.js'

/** True where the left value is less than or equal to the right one. */
export function le(left: Evaluate, right: Evaluate): Evaluate {
  return ordering(left, right, (before, after) => before <= after)
}
