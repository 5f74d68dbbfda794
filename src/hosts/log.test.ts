import { describe, expect, it } from 'vitest'
import { prettify } from './log.js'

describe('a pretty line', () => {
  it('shows the time, the level, the message and its fields', () => {
    const line = '{"level":50,"time":"2026-11-21T10:32:07.123Z","folder":"/data","count":2,"msg":"It broke."}'
    expect(prettify(line)).toBe('10:32:07 ERROR It broke. folder=/data count=2\n')
  })
})
