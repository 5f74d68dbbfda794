import type { Row } from './tables.js'

/** An address as forms show it (`address1_composite`): a line for each part that is there; null without any. */
export function composedAddress(row: Row, prefix: 'address1' | 'address2'): string | null {
  const part = (name: string) => (typeof row[`${prefix}_${name}`] === 'string' ? row[`${prefix}_${name}`] : undefined)
  const town = [part('city'), [part('stateorprovince'), part('postalcode')].filter(Boolean).join(' ')]
  const lines = [part('line1'), part('line2'), part('line3'), town.filter(Boolean).join(', '), part('country')]
  return lines.filter(Boolean).join('\r\n') || null
}
