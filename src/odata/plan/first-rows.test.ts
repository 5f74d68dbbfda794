import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FirstRows } from './first-rows.js'
import { comparePlaces } from './sort-order.js'

describe('FirstRows', () => {
  it('keeps what sorting everything would put first', () => {
    const places = fc.array(fc.record({ keys: fc.tuple(fc.nat({ max: 20 })), id: fc.uuid() }), {
      minLength: 100,
      maxLength: 400,
    })
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 10 }), fc.boolean(), (all, limit, descending) => {
        const first = new FirstRows<number>(limit, [descending])
        for (const [row, place] of all.entries()) first.add({ row, place })
        const sorted = [...all].sort((left, right) => comparePlaces(left, right, [descending]))
        expect(first.sorted().map(({ place }) => place)).toEqual(sorted.slice(0, limit))
      }),
      { numRuns: 100 },
    )
  })

  it('keeps everything without a limit', () => {
    const first = new FirstRows<number>(Number.POSITIVE_INFINITY, [false])
    for (let row = 200; row > 0; row--) first.add({ row, place: { keys: [row], id: '' } })
    expect(first.sorted()).toHaveLength(200)
    expect(first.sorted()[0]?.row).toBe(1)
  })
})
