import { expect, it, vi } from 'vitest'
import { parseSnapshot } from './parse-snapshot.js'
import { snapshotFormat, snapshotText } from './snapshot-text.js'
import { IMAGE_FORMAT, type StoreImage } from './store-image.js'

const row = (id: string, ordinal: number, text: string) => ({ id, ordinal, version: 7, row: { id, text } })

const image: StoreImage = {
  format: IMAGE_FORMAT,
  seq: 9,
  ordinal: 6,
  ids: 3,
  reservedIds: 1000,
  idsAtBase: 2,
  forgotten: 0,
  tenants: [
    { tenant: 'contoso', made: false, epoch: 1, base: { users: 1 }, tables: { users: 2 } },
    { tenant: 'fabrikam', made: true, dropped: true, epoch: 4, base: null, tables: {} },
  ],
  snapshots: [{ name: '],\n"layers": [', at: 5, tenants: [] }],
  layers: [
    { table: 'groups', on: null, rows: [] },
    { table: 'users', on: null, rows: [row('a', 0, 'Zoë, ]},'), row('b', 1, '\n],\n')] },
    { table: 'users', on: 1, rows: [row('c', 2, '],'), { id: 'a', row: null }] },
  ],
  log: [
    {
      seq: 8,
      at: 5,
      actor: { kind: 'system', id: 'system' },
      tenant: 'contoso',
      changes: [
        { table: 'users', scope: '', id: 'c', kind: 'insert', properties: ['id', 'text'] },
        { table: 'users', scope: '', id: 'a', kind: 'delete', properties: [] },
      ],
    },
  ],
}
const bytesOf = (each: StoreImage) => Buffer.from([...snapshotText(each)].join(''))

it('gives back what was written', () => {
  expect(parseSnapshot(bytesOf(image))).toEqual(image)
})

it('gives back an image of nothing', () => {
  const nothing = { ...image, tenants: [], snapshots: [], layers: [], log: [] }
  expect(parseSnapshot(bytesOf(nothing))).toEqual(nothing)
})

it('never makes one text of all the bytes, which may be more than a text can hold', () => {
  const rows = Array.from({ length: 1000 }, (_, at) => row(`u${at}`, at, 'x'.repeat(100)))
  const bytes = bytesOf({ ...image, layers: [{ table: 'users', on: null, rows }] })
  const made = vi.spyOn(bytes, 'toString')
  expect(snapshotFormat(bytes)).toBe(IMAGE_FORMAT)
  expect([...(parseSnapshot(bytes).layers[0]?.rows ?? [])]).toHaveLength(1000)
  const longest = Math.max(...made.mock.results.map(({ value }) => String(value).length))
  expect(longest).toBeLessThan(1000)
})
