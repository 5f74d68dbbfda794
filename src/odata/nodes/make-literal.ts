import { parseDuration, parseInstant } from '../../kernel/instant.js'
import type { EdmType, Literal } from './literal.js'

/** A literal with its text as given. */
export function makeLiteral(type: EdmType, value: Literal['value'], text: string, position = 0): Literal {
  return Object.freeze({ kind: 'literal', type, value, text, position })
}

/** The literal of a plain value: a string becomes `'…'` with its quotes doubled. */
export function literalOf(value: string | number | boolean | null, position = 0): Literal {
  if (value === null) return makeLiteral('Edm.Null', null, 'null', position)
  if (typeof value === 'boolean') return makeLiteral('Edm.Boolean', value, String(value), position)
  if (typeof value === 'number') return numberLiteral(printNumber(value), position)
  return makeLiteral('Edm.String', value, `'${value.replaceAll("'", "''")}'`, position)
}

/** A GUID as a literal, in lower case. */
export function guidLiteral(text: string, position = 0): Literal {
  return makeLiteral('Edm.Guid', text.toLowerCase(), text, position)
}

const INT32 = 2 ** 31

/** The type of a number follows its text: whole numbers by size, then decimals, then what has an exponent. */
export function numberLiteral(text: string, position = 0): Literal {
  const value = text.endsWith('INF') ? (text.startsWith('-') ? -1 : 1) * Number.POSITIVE_INFINITY : Number(text)
  return makeLiteral(numberType(text, value), value, text, position)
}

function numberType(text: string, value: number): EdmType {
  if (!Number.isFinite(value) || /e/i.test(text)) return 'Edm.Double'
  if (text.includes('.')) return 'Edm.Decimal'
  return value >= -INT32 && value < INT32 ? 'Edm.Int32' : 'Edm.Int64'
}

function printNumber(value: number): string {
  if (Number.isFinite(value)) return String(value)
  if (Number.isNaN(value)) return 'NaN'
  return value > 0 ? 'INF' : '-INF'
}

const TIME = /^(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?$/

/** Milliseconds since midnight of `hh:mm[:ss[.fff]]`, or undefined. */
function parseTimeOfDay(text: string): number | undefined {
  const match = TIME.exec(text)
  if (!match) return undefined
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
  return hours < 24 && minutes < 60 && seconds < 60 ? ((hours * 60 + minutes) * 60 + seconds) * 1000 : undefined
}

/** What a text of the wire means for a type (see `Literal.value`), or undefined when it is none of that type. */
export function meaningOf(type: EdmType, text: string): string | number | undefined {
  switch (type) {
    case 'Edm.Date':
    case 'Edm.DateTimeOffset':
      return parseInstant(text)
    case 'Edm.TimeOfDay':
      return parseTimeOfDay(text)
    case 'Edm.Duration':
      return parseDuration(text)
    case 'Edm.Guid':
      return text.toLowerCase()
    default:
      return text
  }
}
