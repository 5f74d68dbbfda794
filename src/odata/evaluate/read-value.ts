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
    case 'guid':
    case 'instant':
    case 'time':
    case 'duration':
      return (value) => (typeof value === 'string' ? (meaningOf(type, value) ?? null) : null)
    default:
      return (value) => value ?? null
  }
}

function readText(value: unknown): unknown {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? null : String(value)
}

function readNumber(value: unknown): unknown {
  if (typeof value === 'number') return value
  return value === null || value === undefined ? null : Number(value)
}
