import { describe, expect, it } from 'vitest'
import { TokenCache } from './token-cache.js'

describe('TokenCache', () => {
  it('keeps what is asked for and forgets the rest', () => {
    const cache = new TokenCache<number>(2)
    cache.set('kept', 1)
    for (let at = 0; at < 20; at++) {
      cache.set(`other${at}`, at)
      expect(cache.get('kept')).toBe(1)
    }
    expect(cache.get('other0')).toBeUndefined()
    expect(cache.get('other19')).toBe(19)
  })

  it('knows only the very same text, whatever it ends with', () => {
    const cache = new TokenCache<number>(2)
    const signature = 's'.repeat(342)
    cache.set(`header.payload.${signature}`, 1)
    expect(cache.get(`header.payload.${signature}`)).toBe(1)
    expect(cache.get(`header.changed.${signature}`)).toBeUndefined()
  })
})
