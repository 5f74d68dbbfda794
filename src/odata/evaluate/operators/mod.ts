import { type ArithmeticDefinition, widerNumber } from './arithmetic-operator.js'

/** The rest of a division; its sign is the left operand's. */
export const mod: ArithmeticDefinition = {
  result: widerNumber,
  compute: (left, right) => (right === 0 ? null : left % right),
}
