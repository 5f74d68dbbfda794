import { type FunctionDefinition, ofValues } from './function-definition.js'

/** A text without white space around it. */
export const trim: FunctionDefinition = {
  signatures: [{ takes: ['string'], gives: 'Edm.String' }],
  compile: ofValues((text: string) => text.trim()),
}
