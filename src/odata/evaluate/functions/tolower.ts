import { type FunctionDefinition, ofValues } from './function-definition.js'

/** A text in lower case. */
export const tolower: FunctionDefinition = {
  signatures: [{ takes: ['string'], gives: 'Edm.String' }],
  compile: ofValues((text: string) => text.toLowerCase()),
}
