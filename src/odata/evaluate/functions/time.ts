import { type FunctionDefinition, ofValues } from './function-definition.js'

const DAY = 86_400_000

/** The time of day of an instant, in UTC. */
export const time: FunctionDefinition = {
  signatures: [{ takes: ['instant'], gives: 'Edm.TimeOfDay' }],
  compile: ofValues((instant: number) => instant - Math.floor(instant / DAY) * DAY),
}
