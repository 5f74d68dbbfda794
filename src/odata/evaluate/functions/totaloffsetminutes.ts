import { type FunctionDefinition, ofValues } from './function-definition.js'

/** The offset of an instant from UTC: always 0, since instants are kept in UTC. */
export const totaloffsetminutes: FunctionDefinition = {
  signatures: [{ takes: ['instant'], gives: 'Edm.Int32' }],
  compile: ofValues(() => 0),
}
