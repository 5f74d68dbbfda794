import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SYSTEM } from './commit.js'
import { isBrokenInside, linesOf, readRecords } from './journal-lines.js'
import type { JournalRecord } from './journal-record.js'

function commitOf(seq: number, rows: number): JournalRecord {
  const kinds = ['insert', 'update', 'delete'] as const
  const all = Array.from({ length: rows }, (_, at) => {
    const kind = kinds[at % 3] as 'insert' | 'update' | 'delete'
    const row = kind === 'delete' ? null : { id: `${at}`, name: 'Zoë 🌍', nothing: null }
    const properties = kind === 'insert' ? Object.keys(row ?? {}) : kind === 'update' ? ['name'] : []
    const place = { table: 'users', scope: at % 2 === 0 ? '' : 'env', id: `${at}` }
    return { change: { ...place, kind, properties }, write: { ...place, ordinal: row ? at : -1, row } }
  })
  const commit = { seq, at: 5, actor: SYSTEM, tenant: 'contoso', changes: all.map(({ change }) => change) }
  return { kind: 'commit', seq, commit, writes: all.map(({ write }) => write), ids: 3 }
}

function asideOf(seq: number, rows: number): JournalRecord {
  const writes = Array.from({ length: rows }, (_, at) => {
    const row = at % 2 === 0 ? { id: `${at}`, name: 'Zoë' } : null
    return { table: 'signIns', scope: '', id: `${at}`, ordinal: row ? at : -1, row }
  })
  return { kind: 'aside', seq, tenant: 'contoso', writes, ids: 4 }
}

const RECORDS: JournalRecord[] = [
  { kind: 'createTenant', seq: 1, tenant: 'contoso', made: true },
  commitOf(2, 5),
  { kind: 'setBase', seq: 3, tenant: 'contoso', ids: 4 },
  commitOf(4, 2500),
  asideOf(5, 3),
  asideOf(6, 1200),
  { kind: 'reset', seq: 7, tenant: null },
]
const bytesOf = (records: readonly JournalRecord[]) => Buffer.from(records.map(linesOf).join(''))
const read = (bytes: Buffer) => [...readRecords(bytes)].map(({ record }) => record)

describe('journal lines', () => {
  it('give every record back, also one that spreads over several lines', () => {
    const bytes = bytesOf(RECORDS)
    expect(read(bytes)).toEqual(RECORDS)
    expect([...readRecords(bytes)].at(-1)?.end).toBe(bytes.length)
    expect(bytes.toString().split('\n').length - 1).toBe(RECORDS.length + 3)
    expect(isBrokenInside(bytes, bytes.length)).toBe(false)
  })

  it('start with the CRC-32 of their JSON', () => {
    expect(linesOf({ kind: 'reset', seq: 5, tenant: null })).toBe('4995bee7 {"kind":"reset","seq":5,"tenant":null}\n')
  })

  it('end at any cut with the last whole record, and call the rest torn', () => {
    const bytes = bytesOf(RECORDS)
    const ends = [0, ...[...readRecords(bytes)].map(({ end }) => end)]
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (cut) => {
        const rest = bytes.subarray(0, cut)
        const whole = ends.filter((end) => end <= cut).length - 1
        expect(read(rest)).toEqual(RECORDS.slice(0, whole))
        expect(isBrokenInside(rest, ends[whole] ?? 0)).toBe(false)
      }),
    )
  })

  it('notice any changed byte, and tell it from a torn end by what follows', () => {
    const bytes = bytesOf(RECORDS)
    const lastLine = bytes.lastIndexOf('\n', bytes.length - 2) + 1
    fc.assert(
      fc.property(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(bytes)
        damaged[at] = (damaged[at] ?? 0) ^ change
        const records = [...readRecords(damaged)]
        // The space behind a checksum and the case of its digits mean nothing.
        fc.pre(records.length < RECORDS.length)
        expect(records.map(({ record }) => record)).toEqual(RECORDS.slice(0, records.length))
        expect(isBrokenInside(damaged, records.at(-1)?.end ?? 0)).toBe(at < lastLine)
      }),
    )
  })
})
