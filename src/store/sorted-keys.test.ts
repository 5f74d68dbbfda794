import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SortedKeys } from './sorted-keys.js'

const key = fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b', 'c', 'é', '0') })

function filled(keys: Iterable<string>): SortedKeys {
  const sorted = new SortedKeys()
  for (const each of keys) sorted.add(each)
  return sorted
}

const numbered = (count: number) => Array.from({ length: count }, (_, at) => String(at).padStart(5, '0'))

describe('sorted keys', () => {
  it('answers like a sorted array after any insertions and removals', () => {
    const edits = fc.array(fc.record({ add: fc.boolean(), key }), { maxLength: 200 })
    fc.assert(
      fc.property(edits, key, (steps, bound) => {
        const sorted = new SortedKeys()
        const model = new Set<string>()
        for (const step of steps) {
          if (step.add) sorted.add(step.key)
          else expect(sorted.delete(step.key)).toBe(model.has(step.key))
          if (step.add) model.add(step.key)
          else model.delete(step.key)
        }
        const expected = [...model].sort()
        expect(sorted.size).toBe(expected.length)
        expect(sorted.has(bound)).toBe(model.has(bound))
        expect([...sorted.from('')]).toEqual(expected)
        expect([...sorted.from(bound)]).toEqual(expected.filter((each) => each >= bound))
        expect([...sorted.before()]).toEqual(expected.toReversed())
        expect([...sorted.before(bound)]).toEqual(expected.filter((each) => each < bound).toReversed())
      }),
    )
  })

  it.each(['rising', 'falling', 'scattered'])('keeps the order over many chunks: %s', (order) => {
    const keys = numbered(5000)
    const arranged = {
      rising: keys,
      falling: keys.toReversed(),
      scattered: keys.map((_, at) => keys[(at * 2003) % keys.length] as string),
    }[order]
    const sorted = filled(arranged ?? [])
    expect([...sorted.from('')]).toEqual(keys)
    expect([...sorted.from('02500')].length).toBe(2500)
    for (const each of keys) if (each.endsWith('7')) sorted.delete(each)
    expect([...sorted.before()]).toEqual(keys.filter((each) => !each.endsWith('7')).toReversed())
  })

  it('lets a walk go on while keys come and go', () => {
    const sorted = filled(numbered(2000))
    const met: string[] = []
    for (const each of sorted.from('00500')) {
      met.push(each)
      sorted.delete(each)
      if (each === '00600') sorted.delete('00601')
      if (each === '00700') sorted.add('00700+')
    }
    const expected = numbered(2000).slice(500)
    expected.splice(expected.indexOf('00601'), 1)
    expected.splice(expected.indexOf('00701'), 0, '00700+')
    expect(met).toEqual(expected)
    for (const each of sorted.before()) sorted.delete(each)
    expect(sorted.size).toBe(0)
  })
})
