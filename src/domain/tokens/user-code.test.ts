import { describe, expect, it } from 'vitest'
import { normalizeUserCode, userCodeOf } from './user-code.js'

describe('user codes', () => {
  it('are nine letters that cannot be taken for digits or words', () => {
    for (let at = 0; at < 200; at++) expect(userCodeOf(`secret ${at}`)).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{9}$/)
  })

  it('follow from the secret alone', () => {
    expect(userCodeOf('a')).toBe(userCodeOf('a'))
    expect(userCodeOf('a')).not.toBe(userCodeOf('b'))
  })

  it('may be typed in any case, with spaces and hyphens', () => {
    expect(normalizeUserCode(' bcd-fgh jkl ')).toBe('BCDFGHJKL')
  })
})
