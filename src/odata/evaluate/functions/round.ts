import { type FunctionDefinition, ofValues } from './function-definition.js'

/** The nearest whole number; halves go away from zero. */
export const round: FunctionDefinition = {
  signatures: [{ takes: ['number'], gives: 'Edm.Double' }],
  compile: ofValues((value: number) => Math.sign(value) * Math.round(Math.abs(value))),
}
