import type { FunctionDefinition } from './function-definition.js'

const EARLIEST = Date.parse('0001-01-01T00:00:00Z')

/** The earliest instant there is: the first day of the year 1. */
export const mindatetime: FunctionDefinition = {
  signatures: [{ takes: [], gives: 'Edm.DateTimeOffset' }],
  compile: () => () => EARLIEST,
}
