import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { freshCache } from './fresh-cache.js'

beforeEach(() => vi.useFakeTimers({ now: 0 }))
afterEach(() => vi.useRealTimers())

function counting(life = 100) {
  let count = 0
  return vi.fn(async (name: string) => {
    count++
    return { value: `${name}${count}`, goodUntil: Date.now() + life }
  })
}

describe('a cache of what does not stay good', () => {
  it('makes a thing once, however many ask at a time', async () => {
    const make = counting()
    const get = freshCache(9, make)
    expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a1', 'a1', 'b2'])
    expect(await get('a')).toBe('a1')
    expect(make).toHaveBeenCalledTimes(2)
  })

  it('makes it anew when it is no longer good', async () => {
    const get = freshCache(9, counting(100))
    await get('a')
    vi.setSystemTime(99)
    expect(await get('a')).toBe('a1')
    vi.setSystemTime(100)
    expect(await get('a')).toBe('a2')
    expect(await get('a')).toBe('a2')
  })

  it('forgets the oldest names', async () => {
    const get = freshCache(2, counting())
    for (const name of ['a', 'b', 'c']) await get(name)
    expect([await get('b'), await get('c'), await get('a')]).toEqual(['b2', 'c3', 'a4'])
  })

  it('tries again what could not be made', async () => {
    const make = vi.fn(counting()).mockRejectedValueOnce(new Error('no luck'))
    const get = freshCache(9, make)
    await expect(get('a')).rejects.toThrow('no luck')
    expect(await get('a')).toBe('a1')
  })
})
