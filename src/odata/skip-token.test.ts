import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePosition } from './plan/position.js'
import { openToken, sealToken } from './skip-token.js'

describe('skip tokens', () => {
  it('give back what was sealed', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (key, payload) => {
        const token = sealToken(key, payload)
        expect(token).toMatch(/^[\w-]+$/)
        expect(openToken(key, token)).toEqual(JSON.parse(JSON.stringify(payload)))
      }),
    )
  })

  it('are worth nothing under another key or after a change', () => {
    const token = sealToken('key', { ordinal: 7 })
    expect(openToken('kex', token)).toBeUndefined()
    for (let at = 0; at < token.length - 1; at++) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      expect(openToken('key', changed)).toBeUndefined()
    }
  })

  it('of any text are opened or not, never an error', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => openToken('key', text) === undefined))
  })
})

describe('parsePosition', () => {
  it.each([
    [{ ordinal: 7 }, { ordinal: 7 }],
    [
      { keys: [null, 'a', 1, true], id: 'x', more: 1 },
      { keys: [null, 'a', 1, true], id: 'x' },
    ],
    [undefined, undefined],
    [null, undefined],
    ['7', undefined],
    [{ ordinal: '7' }, undefined],
    [{ keys: 'a', id: 'x' }, undefined],
    [{ keys: [[]], id: 'x' }, undefined],
    [{ keys: ['a'] }, undefined],
    [{ keys: ['a'], id: 1 }, undefined],
  ])('reads %o', (value, expected) => {
    expect(parsePosition(value)).toEqual(expected)
  })
})
