import { type ArithmeticDefinition, shiftedType, widerNumber } from './arithmetic-operator.js'

/** Numbers, or a duration to an instant or duration. */
export const add: ArithmeticDefinition = {
  result: (left, right) => widerNumber(left, right) ?? shiftedType(left, right) ?? shiftedType(right, left),
  compute: (left, right) => left + right,
}
