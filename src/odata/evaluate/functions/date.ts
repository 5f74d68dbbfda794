import { type FunctionDefinition, ofValues } from './function-definition.js'

const DAY = 86_400_000

/** The day of an instant, in UTC. */
export const date: FunctionDefinition = {
  signatures: [{ takes: ['instant'], gives: 'Edm.Date' }],
  compile: ofValues((instant: number) => Math.floor(instant / DAY) * DAY),
}
