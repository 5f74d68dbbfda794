import { type FunctionDefinition, ofValues } from './function-definition.js'

/** The whole second of an instant or time of day. */
export const second: FunctionDefinition = {
  signatures: [
    { takes: ['instant'], gives: 'Edm.Int32' },
    { takes: ['time'], gives: 'Edm.Int32' },
  ],
  compile: ofValues((time: number) => new Date(time).getUTCSeconds()),
}
