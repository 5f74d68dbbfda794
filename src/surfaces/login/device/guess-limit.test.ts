import { describe, expect, it } from 'vitest'
import { createGuessLimit } from './guess-limit.js'

describe('the limit of guesses', () => {
  it('stops after a hundred wrong codes and starts anew after a quarter of an hour', () => {
    const limit = createGuessLimit()
    for (let at = 0; at < 100; at++) {
      expect(() => limit.check(1_000_000 + at)).not.toThrow()
      limit.miss(1_000_000 + at)
    }
    expect(() => limit.check(1_000_200)).toThrow('userCodeGuessed')
    expect(() => limit.check(1_900_000)).not.toThrow()
  })

  it('starts anew when the clock is set back', () => {
    const limit = createGuessLimit()
    for (let at = 0; at < 100; at++) limit.miss(2_000_000)
    expect(() => limit.check(1_000_000)).not.toThrow()
  })
})
