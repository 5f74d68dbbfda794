import type { Row } from './tables.js'

/** First and last name in one, as the organization's convention (First Name, Last Name) has it; null when both lack. */
export function fullNameOf(row: Row): string | null {
  const parts = [row.firstname, row.middlename, row.lastname].filter((part) => typeof part === 'string' && part !== '')
  return parts.length === 0 ? null : parts.join(' ')
}
