import { type FunctionDefinition, ofValues } from './function-definition.js'

/** The year of an instant, in UTC. */
export const year: FunctionDefinition = {
  signatures: [{ takes: ['instant'], gives: 'Edm.Int32' }],
  compile: ofValues((instant: number) => new Date(instant).getUTCFullYear()),
}
