import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SplitMap } from './split-map.js'

const key = fc.nat(3000).map((number) => `key-${number}`)
const step = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), key, value: fc.nat() }),
  fc.record({ kind: fc.constant('delete' as const), key }),
  fc.record({ kind: fc.constant('fill' as const), from: fc.nat(3000) }),
  fc.record({ kind: fc.constant('copy' as const) }),
)

const entriesOf = (map: SplitMap<number>) => map.parts.flatMap((part) => [...part])
const inOrder = (entries: [string, number][]) => entries.sort(([left], [right]) => (left < right ? -1 : 1))

it('holds what a map holds, and so does every copy', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const map = new SplitMap<number>()
      const twin = new Map<string, number>()
      const copies: [SplitMap<number>, Map<string, number>][] = [[map, twin]]
      const set = (name: string, value: number) => {
        map.set(name, value)
        twin.set(name, value)
      }
      for (const each of steps) {
        if (each.kind === 'set') set(each.key, each.value)
        else if (each.kind === 'fill') for (let at = 0; at < 700; at++) set(`key-${each.from + at}`, at)
        else if (each.kind === 'delete') expect(map.delete(each.key)).toBe(twin.delete(each.key))
        else copies.push([map.copy(), new Map(twin)])
      }
      for (const [copy, expected] of copies) {
        expect(copy.size).toBe(expected.size)
        expect(inOrder(entriesOf(copy))).toEqual(inOrder([...expected]))
        for (const name of ['key-1', 'key-700', 'key-3001']) {
          expect([copy.get(name), copy.has(name)]).toEqual([expected.get(name), expected.has(name)])
        }
      }
    }),
    { numRuns: 40 },
  )
})

it('a copy may be written as well', () => {
  const map = new SplitMap<number>()
  for (let at = 0; at < 1000; at++) map.set(`${at}`, at)
  const copy = map.copy()
  for (let at = 500; at < 2000; at++) copy.set(`${at}`, -at)
  copy.delete('0')
  expect([map.size, map.get('0'), map.get('999'), map.get('1999')]).toEqual([1000, 0, 999, undefined])
  expect([copy.size, copy.get('0'), copy.get('999'), copy.get('1999')]).toEqual([1999, undefined, -999, -1999])
})
