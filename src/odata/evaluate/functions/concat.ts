import { type FunctionDefinition, ofValues } from './function-definition.js'

/** Two texts, one behind the other. */
export const concat: FunctionDefinition = {
  signatures: [{ takes: ['string', 'string'], gives: 'Edm.String' }],
  compile: ofValues((first: string, second: string) => first + second),
}
