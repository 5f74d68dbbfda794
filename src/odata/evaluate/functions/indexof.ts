import { type FunctionDefinition, ofValues } from './function-definition.js'

/** Where a text first stands in another (counted from 0, as the dialect compares), or -1. */
export const indexof: FunctionDefinition = {
  signatures: [{ takes: ['string', 'string'], gives: 'Edm.Int32' }],
  compile: (given, { dialect }) =>
    ofValues((text: string, part: string) => dialect.fold(text).indexOf(dialect.fold(part)))(given, {
      dialect,
      now: 0,
    }),
}
