import { type FunctionDefinition, ofValues } from './function-definition.js'

/** The minute of an instant or time of day. */
export const minute: FunctionDefinition = {
  signatures: [
    { takes: ['instant'], gives: 'Edm.Int32' },
    { takes: ['time'], gives: 'Edm.Int32' },
  ],
  compile: ofValues((time: number) => new Date(time).getUTCMinutes()),
}
