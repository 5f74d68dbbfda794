import { type FunctionDefinition, ofValues } from './function-definition.js'

/** The day of the month of an instant, in UTC. */
export const day: FunctionDefinition = {
  signatures: [{ takes: ['instant'], gives: 'Edm.Int32' }],
  compile: ofValues((instant: number) => new Date(instant).getUTCDate()),
}
