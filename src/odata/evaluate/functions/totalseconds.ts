import { type FunctionDefinition, ofValues } from './function-definition.js'

/** A duration in seconds. */
export const totalseconds: FunctionDefinition = {
  signatures: [{ takes: ['duration'], gives: 'Edm.Decimal' }],
  compile: ofValues((duration: number) => duration / 1000),
}
