import { type FunctionDefinition, ofValues } from './function-definition.js'

/** The hour of an instant (in UTC) or time of day. */
export const hour: FunctionDefinition = {
  signatures: [
    { takes: ['instant'], gives: 'Edm.Int32' },
    { takes: ['time'], gives: 'Edm.Int32' },
  ],
  compile: ofValues((time: number) => new Date(time).getUTCHours()),
}
