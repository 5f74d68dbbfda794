import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameValue } from './equality.js'
import { deepFreeze } from './freeze.js'

describe('equality of JSON values', () => {
  it('is that of their structure, whatever the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(sameValue(value, JSON.parse(JSON.stringify(value)))).toBe(true)
      }),
    )
    expect(sameValue({ a: 1, b: [2, { c: 3 }] }, { b: [2, { c: 3 }], a: 1 })).toBe(true)
  })

  it.each([
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: undefined }, { b: undefined }],
    [[1], { 0: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [[], null],
    [{}, null],
    [0, false],
    ['1', 1],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
  ])('tells %j from %j', (left, right) => {
    expect([sameValue(left, right), sameValue(right, left)]).toEqual([false, false])
  })
})

describe('freezing', () => {
  it('reaches everything inside', () => {
    const row = deepFreeze({ a: [{ b: 1 }], c: null, d: { e: 'x' } })
    expect([row, row.a, row.a[0], row.d].every(Object.isFrozen)).toBe(true)
  })
})
