import { type ArithmeticDefinition, isWhole, widerNumber } from './arithmetic-operator.js'

/** Division with fractions, whatever the operands. */
export const divby: ArithmeticDefinition = {
  result(left, right) {
    const type = widerNumber(left, right)
    return type && isWhole(type) ? 'Edm.Decimal' : type
  },
  compute: (left, right) => (right === 0 ? null : left / right),
}
