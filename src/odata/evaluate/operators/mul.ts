import { type ArithmeticDefinition, widerNumber } from './arithmetic-operator.js'

/** `a mul b` (OData 4.01 URL Conventions, Arithmetic Operators). */
export const mul: ArithmeticDefinition = {
  result: widerNumber,
  compute: (left, right) => left * right,
}
