import { type ArithmeticDefinition, isWhole, widerNumber } from './arithmetic-operator.js'

/** Whole numbers give a whole number. Nothing comes of a division by zero. */
export const div: ArithmeticDefinition = {
  result: widerNumber,
  compute(left, right, type) {
    if (right === 0) return null
    return isWhole(type) ? Math.trunc(left / right) : left / right
  },
}
