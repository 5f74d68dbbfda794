import type { FunctionDefinition } from './function-definition.js'

const LATEST = Date.parse('9999-12-31T23:59:59.999Z')

/** The latest instant there is: the end of the year 9999. */
export const maxdatetime: FunctionDefinition = {
  signatures: [{ takes: [], gives: 'Edm.DateTimeOffset' }],
  compile: () => () => LATEST,
}
