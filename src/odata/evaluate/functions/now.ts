import type { FunctionDefinition } from './function-definition.js'

/** The instant at which the query runs, the same for every row. */
export const now: FunctionDefinition = {
  signatures: [{ takes: [], gives: 'Edm.DateTimeOffset' }],
  compile: (_given, setting) => () => setting.now,
}
