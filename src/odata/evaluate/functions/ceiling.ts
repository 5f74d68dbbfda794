import { type FunctionDefinition, ofValues } from './function-definition.js'

/** The next whole number above. */
export const ceiling: FunctionDefinition = {
  signatures: [{ takes: ['number'], gives: 'Edm.Double' }],
  compile: ofValues((value: number) => Math.ceil(value)),
}
