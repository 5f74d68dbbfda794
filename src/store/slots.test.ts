import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropSlot, keepSlots, placeSlot, type Slot, walkSlots } from './slots.js'

const slot = (ordinal: number): Slot => ({ ordinal, id: `row ${ordinal}` })

function placed(ordinals: readonly number[]): Slot[] {
  const slots: Slot[] = []
  for (const ordinal of ordinals) placeSlot(slots, slot(ordinal))
  return slots
}

describe('slots', () => {
  it('stand in the order of ordinals, each once, however they come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30)), fc.nat(30), (ordinals, bound) => {
        const slots = placed(ordinals)
        const expected = [...new Set(ordinals)].sort((a, b) => a - b)
        expect(slots.map(({ ordinal }) => ordinal)).toEqual(expected)
        expect([...walkSlots(slots, bound)].map(({ ordinal }) => ordinal)).toEqual(expected.filter((o) => o > bound))
        expect(dropSlot(slots, bound)).toBe(expected.includes(bound))
        expect(slots.map(({ ordinal }) => ordinal)).toEqual(expected.filter((o) => o !== bound))
      }),
    )
  })

  it('are kept by a test', () => {
    const slots = placed([1, 2, 3, 4])
    keepSlots(slots, ({ ordinal }) => ordinal % 2 === 0)
    expect(slots).toEqual([slot(2), slot(4)])
  })

  it('may come and go during a walk: what is gone is not met, what is new neither', () => {
    const slots = placed([1, 2, 3, 4, 5])
    const met: number[] = []
    for (const { ordinal } of walkSlots(slots)) {
      met.push(ordinal)
      dropSlot(slots, ordinal)
      if (ordinal === 2) dropSlot(slots, 3)
      placeSlot(slots, slot(10 + ordinal))
    }
    expect(met).toEqual([1, 2, 4, 5])
  })
})
