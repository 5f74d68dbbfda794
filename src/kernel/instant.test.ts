import { describe, expect, it } from 'vitest'
import { formatInstant, isInstant, parseDuration, parseInstant } from './instant.js'

const NOON = Date.UTC(2026, 1, 28, 12)

describe('instants', () => {
  it('are printed in whole seconds of UTC', () => {
    expect(formatInstant(NOON + 999)).toBe('2026-02-28T12:00:00Z')
  })

  it.each([
    ['2026-02-28T12:00:00Z', NOON],
    ['2026-02-28T12:00Z', NOON],
    ['2026-02-28T12:00:00', NOON],
    ['2026-02-28t12:00:00z', NOON],
    ['2026-02-28T12:00:00.25Z', NOON + 250],
    ['2026-02-28T12:00:00.1234567Z', NOON + 123],
    ['2026-02-28T14:30:00+02:30', NOON],
    ['2026-02-27T23:00:00-13:00', NOON],
    ['2026-02-28', NOON - 12 * 3600_000],
    ['2028-02-29', Date.UTC(2028, 1, 29)],
  ])('are read from %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected)
    expect(isInstant(text)).toBe(true)
  })

  it.each([
    '2026-02-29',
    '2026-02-30T00:00:00Z',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-01T25:00:00Z',
    '2026-01-01T10:60:00Z',
    '2026-01-01T10',
    '2026-01-01 10:00:00Z',
    '01/02/2026',
    '2026',
    '',
    'yesterday',
  ])('are not read from %j', (text) => {
    expect(parseInstant(text)).toBeUndefined()
    expect(isInstant(text)).toBe(false)
  })
})

describe('durations', () => {
  it.each([
    ['P31D', 31 * 86_400_000],
    ['PT5M', 300_000],
    ['P1W', 7 * 86_400_000],
    ['P1DT2H3M4.5S', 93_784_500],
    ['-PT1S', -1000],
    ['PT0S', 0],
  ])('are read from %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected)
  })

  it.each(['P', 'PT', 'P1DT', 'P1M', 'P1Y', '5M', 'PT5', 'pt5m', ''])('are not read from %j', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })
})
