import { parseInstant } from '../../kernel/instant.js'
import type { EdmType } from '../nodes/literal.js'
import { meaningOf } from '../nodes/make-literal.js'
import { classOf } from './type-class.js'

type ReadValue = (value: unknown) => unknown

/** How a property's JSON value becomes the value that is computed with: instants to milliseconds, guids to lower case. */
export function valueReader(type: EdmType): ReadValue {
  switch (classOf(type)) {
    case 'string':
    case 'enum':
    case 'binary':
      return readText
    case 'number':
      return readNumber
    case 'instant':
      return readInstant
    case 'guid':
    case 'time':
    case 'duration':
      return (value) => (typeof value === 'string' ? (meaningOf(type, value) ?? null) : null)
    default:
      return (value) => value ?? null
  }
}

/** Rows hold dates of one form, which `Date` reads faster than the general way; a date alone is midnight in UTC. */
function readInstant(value: unknown): unknown {
  if (typeof value !== 'string') return null
  const instant = value.endsWith('Z') || value.length === 10 ? Date.parse(value) : parseInstant(value)
  return instant === undefined || Number.isNaN(instant) ? null : instant
}

function readText(value: unknown): unknown {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? null : String(value)
}

function readNumber(value: unknown): unknown {
  if (typeof value === 'number') return value
  return value === null || value === undefined ? null : Number(value)
}
