import { type FunctionDefinition, ofValues } from './function-definition.js'

/** How many UTF-16 units a text has. */
export const length: FunctionDefinition = {
  signatures: [{ takes: ['string'], gives: 'Edm.Int32' }],
  compile: ofValues((text: string) => text.length),
}
