import { type FunctionDefinition, ofValues } from './function-definition.js'

/** A text in upper case. */
export const toupper: FunctionDefinition = {
  signatures: [{ takes: ['string'], gives: 'Edm.String' }],
  compile: ofValues((text: string) => text.toUpperCase()),
}
