import type { Dialect } from '../../dialect.js'
import { type FunctionDefinition, ofValues } from './function-definition.js'
import { compileLike, hasWildcard } from './like.js'

type Test = (text: string) => boolean

/**
 * A function that looks for a text in another as the dialect compares. `matches` gets both folded; `pattern` makes a
 * pattern of LIKE for dialects with wildcards.
 */
export function matchText(
  matches: (text: string, part: string) => boolean,
  pattern: (part: string) => string,
): FunctionDefinition {
  const testFor = (part: string, dialect: Dialect): Test => {
    const folded = dialect.fold(part)
    if (dialect.likeWildcards && hasWildcard(part)) return compileLike(pattern(folded))
    return (text) => matches(text, folded)
  }
  return {
    signatures: [{ takes: ['string', 'string'], gives: 'Edm.Boolean' }],
    compile(given, setting) {
      const { dialect } = setting
      const [text, part] = given
      const wanted = part?.constant?.value
      if (text && typeof wanted === 'string') {
        const test = testFor(wanted, dialect)
        return ofValues((value: string) => test(dialect.fold(value)))([text], setting)
      }
      return ofValues((value: string, other: string) => testFor(other, dialect)(dialect.fold(value)))(given, setting)
    },
  }
}
