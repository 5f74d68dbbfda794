import type { FunctionDefinition } from './function-definition.js'
import { matchText } from './match-text.js'

/** A text begins with another. */
export const startswith: FunctionDefinition = matchText(
  (text, part) => text.startsWith(part),
  (part) => `${part}%`,
)
