import { type ArithmeticDefinition, widerNumber } from './arithmetic-operator.js'

export const mul: ArithmeticDefinition = {
  result: widerNumber,
  compute: (left, right) => left * right,
}
