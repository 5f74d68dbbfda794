import { type FunctionDefinition, ofValues } from './function-definition.js'

/** The part of a second in an instant or time of day: at least 0, below 1. */
export const fractionalseconds: FunctionDefinition = {
  signatures: [
    { takes: ['instant'], gives: 'Edm.Decimal' },
    { takes: ['time'], gives: 'Edm.Decimal' },
  ],
  compile: ofValues((time: number) => new Date(time).getUTCMilliseconds() / 1000),
}
