import type { Row, Value } from './tables.js'

type Prefix = 'address1' | 'address2'

const PARTS = ['line1', 'line2', 'line3', 'city', 'stateorprovince', 'postalcode', 'country'] as const
const columnsOf = (prefix: Prefix) => PARTS.map((part) => `${prefix}_${part}`)
const COLUMNS = { address1: columnsOf('address1'), address2: columnsOf('address2') }

/** An address as forms show it (`address1_composite`): a line for each part that is there; null without any. */
export function composedAddress(row: Row, prefix: Prefix): string | null {
  const columns = COLUMNS[prefix]
  if (!columns.some((column) => row[column])) return null
  const [line1, line2, line3, city, state, postalCode, country] = columns.map((column) => row[column])
  const town = joined([city, joined([state, postalCode], ' ')], ', ')
  return joined([line1, line2, line3, town, country], '\r\n') || null
}

function joined(parts: readonly (Value | undefined)[], separator: string): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(separator)
}
