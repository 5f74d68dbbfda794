import type { FunctionDefinition } from './function-definition.js'
import { matchText } from './match-text.js'

/** A text ends with another. */
export const endswith: FunctionDefinition = matchText(
  (text, part) => text.endsWith(part),
  (part) => `%${part}`,
)
