import { classOf } from '../type-class.js'
import { type ArithmeticDefinition, shiftedType, widerNumber } from './arithmetic-operator.js'

/** Numbers, a duration from an instant or duration, or two instants, whose difference is a duration. */
export const sub: ArithmeticDefinition = {
  result(left, right) {
    if (classOf(left) === 'instant' && classOf(right) === 'instant') return 'Edm.Duration'
    return widerNumber(left, right) ?? shiftedType(left, right)
  },
  compute: (left, right) => left - right,
}
