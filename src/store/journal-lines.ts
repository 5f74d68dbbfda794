import { crc32 } from 'node:zlib'
import type { Actor, Change, Commit } from './commit.js'
import type { JournalRecord } from './journal-record.js'
import { PropertyLists } from './property-lists.js'
import type { RowWrite } from './transaction.js'

/** Rows per line: a commit of many rows spreads over several lines, the last of which is the commit's own. */
const ROWS_PER_LINE = 1000

/** A write as a line tells it: without `properties` an insertion, without `row` a deletion. */
interface WrittenRow {
  readonly table: string
  readonly scope?: string | undefined
  readonly id: string
  readonly ordinal?: number | undefined
  readonly properties?: readonly string[] | undefined
  readonly row?: object | undefined
}

interface WrittenCommit {
  readonly kind: 'commit'
  readonly seq: number
  readonly at: number
  readonly actor: Actor
  readonly tenant: string
  readonly ids: number
  readonly rows: readonly WrittenRow[]
}

interface WrittenAside {
  readonly kind: 'aside'
  readonly seq: number
  readonly tenant: string
  readonly ids: number
  readonly rows: readonly WrittenRow[]
}

interface WrittenPart {
  readonly kind: 'part'
  readonly rows: readonly WrittenRow[]
}

type RecordOf<Kind extends JournalRecord['kind']> = Extract<JournalRecord, { kind: Kind }>
type WrittenLine = WrittenCommit | WrittenAside | WrittenPart | Exclude<JournalRecord, { kind: 'commit' | 'aside' }>

/** The lines of a record, each `<crc32 in hex> <json>`, with their line ends. */
export function linesOf(record: JournalRecord): string {
  if (record.kind === 'commit') return commitLines(record)
  if (record.kind !== 'aside') return line(record)
  const { seq, tenant, ids, writes } = record
  const rows = writes.map((write) => writtenRow(write))
  return partsOf(rows) + line({ kind: 'aside', seq, tenant, ids, rows })
}

function commitLines({ seq, ids, commit, writes }: RecordOf<'commit'>): string {
  const { at, actor, tenant, changes } = commit
  const rows = writes.map((write, index) => writtenRow(write, changes[index]))
  return partsOf(rows) + line({ kind: 'commit', seq, at, tenant, actor, ids, rows })
}

/** Takes rows away until the rest fits into a line, and answers with the lines of those. */
function partsOf(rows: WrittenRow[]): string {
  let parts = ''
  while (rows.length > ROWS_PER_LINE) parts += line({ kind: 'part', rows: rows.splice(0, ROWS_PER_LINE) })
  return parts
}

function line(value: WrittenLine): string {
  const json = JSON.stringify(value)
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`
}

function writtenRow({ table, scope, id, ordinal, row }: RowWrite, change?: Change): WrittenRow {
  if (row === null) return { table, scope: scope || undefined, id }
  const properties = change?.kind === 'update' ? change.properties : undefined
  return { table, scope: scope || undefined, id, ordinal, properties, row }
}

/** A record and the position behind its last line. */
export interface ReadRecord {
  readonly record: JournalRecord
  readonly end: number
}

/** Reads records until the end, or until a line that is not whole or not what was written. */
export function* readRecords(bytes: Buffer): Generator<ReadRecord> {
  const lists = new PropertyLists()
  let parts: WrittenRow[] = []
  for (const { json, end } of wholeLines(bytes)) {
    const value = JSON.parse(json) as WrittenLine
    if (value.kind === 'part') {
      parts.push(...value.rows)
    } else {
      yield { record: recordOf(value, parts, lists), end }
      parts = []
    }
  }
}

/**
 * Whether something is broken behind `start`, where reading ended, that is no torn end: whole lines follow it. Lines of
 * a commit that never came to its own line are torn.
 */
export function isBrokenInside(bytes: Buffer, start: number): boolean {
  let at = start
  for (const { end } of wholeLines(bytes, start)) at = end
  for (at = bytes.indexOf(LINE_END, at); at >= 0; at = bytes.indexOf(LINE_END, at + 1)) {
    for (const _ of wholeLines(bytes, at + 1)) return true
  }
  return false
}

const LINE_END = 0x0a

function* wholeLines(bytes: Buffer, start = 0): Generator<{ json: string; end: number }> {
  for (let at = start; at < bytes.length; ) {
    const end = bytes.indexOf(LINE_END, at)
    if (end < at + 9) return
    const json = bytes.subarray(at + 9, end)
    if (crc32(json) !== Number.parseInt(bytes.toString('latin1', at, at + 8), 16)) return
    at = end + 1
    yield { json: json.toString(), end: at }
  }
}

function recordOf(
  written: Exclude<WrittenLine, WrittenPart>,
  parts: readonly WrittenRow[],
  lists: PropertyLists,
): JournalRecord {
  if (written.kind !== 'commit' && written.kind !== 'aside') return written
  const { kind, seq, tenant, ids } = written
  const rows = parts.length > 0 ? [...parts, ...written.rows] : written.rows
  const writes = rows.map(({ table, scope = '', id, ordinal = -1, row = null }) => ({ table, scope, id, ordinal, row }))
  if (kind === 'aside') return { kind, seq, tenant, writes, ids }
  const { at, actor } = written
  const commit: Commit = Object.freeze({ seq, at, actor, tenant, changes: rows.map((row) => changeOf(row, lists)) })
  return { kind, seq, commit, writes, ids }
}

function changeOf({ table, scope = '', id, properties, row }: WrittenRow, lists: PropertyLists): Change {
  if (!row) return { table, scope, id, kind: 'delete', properties: [] }
  if (!properties) return { table, scope, id, kind: 'insert', properties: lists.of(table, row) }
  return { table, scope, id, kind: 'update', properties }
}
