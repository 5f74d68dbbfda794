import type { Evaluate } from '../compiled.js'
import { ordering } from './ordering.js'

/** True where the left value is greater than the right one. */
export function gt(left: Evaluate, right: Evaluate): Evaluate {
  return ordering(left, right, (before, after) => before > after)
}
