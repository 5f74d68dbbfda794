import { type FunctionDefinition, ofValues } from './function-definition.js'

/** The month of an instant, 1 to 12, in UTC. */
export const month: FunctionDefinition = {
  signatures: [{ takes: ['instant'], gives: 'Edm.Int32' }],
  compile: ofValues((instant: number) => new Date(instant).getUTCMonth() + 1),
}
