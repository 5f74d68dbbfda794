import type { FunctionDefinition } from './function-definition.js'
import { matchText } from './match-text.js'

/** A text stands somewhere in another. */
export const contains: FunctionDefinition = matchText(
  (text, part) => text.includes(part),
  (part) => `%${part}%`,
)
