import { type FunctionDefinition, ofValues } from './function-definition.js'

/** The next whole number below. */
export const floor: FunctionDefinition = {
  signatures: [{ takes: ['number'], gives: 'Edm.Double' }],
  compile: ofValues((value: number) => Math.floor(value)),
}
