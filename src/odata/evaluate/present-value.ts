import { formatInstant } from '../../kernel/instant.js'
import type { EdmType } from '../nodes/literal.js'

/** A computed value as JSON shows it: the opposite of `valueReader`. */
export function presentValue(type: EdmType, value: unknown): unknown {
  if (typeof value !== 'number') return value
  switch (type) {
    case 'Edm.Date':
      return formatInstant(value).slice(0, 10)
    case 'Edm.DateTimeOffset':
      return formatInstant(value)
    case 'Edm.TimeOfDay':
      return new Date(value).toISOString().slice(11, 19)
    case 'Edm.Duration':
      return `${value < 0 ? '-' : ''}PT${Math.abs(value) / 1000}S`
    default:
      return value
  }
}
