import { type FunctionDefinition, ofValues } from './function-definition.js'

/** A part of a text, from a place (counted from 0) and of a length; what lies outside is left out. */
export const substring: FunctionDefinition = {
  signatures: [
    { takes: ['string', 'number'], gives: 'Edm.String' },
    { takes: ['string', 'number', 'number'], gives: 'Edm.String' },
  ],
  compile: ofValues((text: string, start: number, length = text.length) => {
    const from = Math.max(0, start)
    return text.slice(from, from + Math.max(0, length))
  }),
}
