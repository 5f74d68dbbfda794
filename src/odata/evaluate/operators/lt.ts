import type { Evaluate } from '../compiled.js'
import { ordering } from './ordering.js'

/** True where the left value is less than the right one. */
export function lt(left: Evaluate, right: Evaluate): Evaluate {
  return ordering(left, right, (before, after) => before < after)
}
