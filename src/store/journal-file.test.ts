import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EmulatorClock } from '../kernel/clock.js'
import { type Log, silentLog } from '../kernel/log.js'
import { SYSTEM } from './commit.js'
import { StoreUnavailable } from './errors.js'
import { JournalFile, type JournalFileOptions } from './journal-file.js'
import { readRecords } from './journal-lines.js'
import type { JournalRecord } from './journal-record.js'
import { Store } from './store.js'
import { defineTable } from './table-definition.js'

/** How often the disk was asked, and which of the coming times it shall refuse. */
const disk = vi.hoisted(() => ({
  writes: 0,
  syncs: 0,
  refuseSync: false,
  writeLimit: Number.POSITIVE_INFINITY,
  syncAfter: Promise.resolve(),
}))

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  return {
    ...fs,
    write: (fd: number, bytes: Buffer, offset: number, done: (error: Error | null, written: number) => void) => {
      disk.writes++
      fs.write(fd, bytes, offset, Math.min(bytes.length - offset, disk.writeLimit), null, done)
    },
    fdatasync: (fd: number, done: (error: Error | null) => void) => {
      disk.syncs++
      if (disk.refuseSync) setImmediate(() => done(new Error('EIO: the disk is gone')))
      else void disk.syncAfter.then(() => fs.fdatasync(fd, done))
    },
  }
})

const aside = (seq: number): JournalRecord => ({ kind: 'aside', seq, tenant: 'contoso', writes: [], ids: 0 })
const reset = (seq: number): JournalRecord => ({ kind: 'reset', seq, tenant: null })

describe('a journal file', () => {
  let folder: string
  let path: string
  let journal: JournalFile

  const opened = async (more: Partial<JournalFileOptions> = {}) => {
    const handle = await open(path, 'a')
    return new JournalFile({ handle, length: 0, seq: 0, log: silentLog, ...more })
  }
  const onDisk = async (file = path) => [...readRecords(await readFile(file))].map(({ record }) => record.seq)

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graphverse-journal-'))
    path = join(folder, 'journal')
    journal = await opened()
    Object.assign(disk, { writes: 0, syncs: 0, refuseSync: false, writeLimit: Number.POSITIVE_INFINITY })
    disk.syncAfter = Promise.resolve()
  })

  afterEach(async () => {
    await journal.close()
    await rm(folder, { recursive: true })
  })

  it('writes all records that wait at once', async () => {
    for (let seq = 1; seq <= 100; seq++) journal.append(reset(seq))
    await Promise.all([journal.durable(1), journal.durable(100)])
    expect(disk).toMatchObject({ writes: 1, syncs: 1 })
    for (let seq = 101; seq <= 110; seq++) journal.append(reset(seq))
    await journal.durable(110)
    expect(disk).toMatchObject({ writes: 2, syncs: 2 })
    expect(await onDisk()).toEqual(Array.from({ length: 110 }, (_, at) => at + 1))
    expect(journal.length).toBe((await readFile(path)).length)
  })

  it('lets records that nobody waits for travel with others', async () => {
    journal.append(aside(1))
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    journal.append(aside(2))
    expect(disk.writes).toBe(0)
    journal.append(reset(3))
    journal.append(aside(4))
    await journal.durable(3)
    expect([disk.writes, await onDisk()]).toEqual([1, [1, 2, 3, 4]])
    journal.append(aside(5))
    await journal.durable(5)
    expect(await onDisk()).toEqual([1, 2, 3, 4, 5])
    journal.append(aside(6))
    await journal.close()
    expect(await onDisk()).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('writes records that nobody waits for after a moment, and those of the meantime a moment later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let confirm = () => {}
    disk.syncAfter = new Promise<void>((resolve) => (confirm = resolve))
    journal.append(aside(1))
    await vi.advanceTimersByTimeAsync(100)
    await vi.waitFor(async () => expect(await onDisk()).toEqual([1]))
    journal.append(aside(2))
    confirm()
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
    expect(await onDisk()).toEqual([1])
    await vi.advanceTimersByTimeAsync(100)
    await vi.waitFor(async () => expect(await onDisk()).toEqual([1, 2]))
    vi.useRealTimers()
  })

  it('writes a long queue in bursts, and calls each durable when it is on disk', async () => {
    const record = (seq: number): JournalRecord => ({ kind: 'dropSnapshot', seq, name: 'x'.repeat(100_000) })
    for (let seq = 1; seq <= 9; seq++) journal.append(record(seq))
    const syncs = [1, 3, 4, 9].map((seq) => journal.durable(seq).then(() => disk.syncs))
    expect(await Promise.all(syncs)).toEqual([1, 1, 2, 3])
    expect(disk.writes).toBe(3)
    expect(await onDisk()).toEqual(Array.from({ length: 9 }, (_, at) => at + 1))
  })

  it('calls a record durable when the disk has confirmed it, not before', async () => {
    let confirm = () => {}
    disk.syncAfter = new Promise<void>((resolve) => (confirm = resolve))
    journal.append(reset(1))
    const durable = vi.fn()
    const promise = journal.durable(1).then(durable)
    await vi.waitFor(async () => expect(await onDisk()).toEqual([1]))
    expect([disk.syncs, durable.mock.calls.length]).toEqual([1, 0])
    confirm()
    await promise
    await journal.durable(0)
  })

  it('finishes what the system writes in parts only', async () => {
    disk.writeLimit = 7
    journal.append(reset(1))
    await journal.durable(1)
    expect(await onDisk()).toEqual([1])
    expect(disk.writes).toBeGreaterThan(5)
  })

  it('goes on in another file, with nothing lost on the way', async () => {
    const next = join(folder, 'next')
    journal.append(reset(1))
    journal.continueIn(await open(next, 'a'))
    journal.append(reset(2))
    await journal.durable(2)
    expect([await onDisk(), await onDisk(next)]).toEqual([[1], [2]])
  })

  it('writes nothing before it may', async () => {
    let allow = () => {}
    await journal.close()
    journal = await opened({ seq: 5, ready: new Promise<void>((resolve) => (allow = resolve)) })
    journal.append(reset(6))
    const durable = vi.fn()
    const promises = [journal.durable(5).then(durable), journal.durable(6).then(durable)]
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([durable.mock.calls.length, await onDisk()]).toEqual([0, []])
    allow()
    await Promise.all(promises)
    expect(await onDisk()).toEqual([6])
  })

  it('fails when what it waits for fails', async () => {
    await journal.close()
    const handle = await open(path, 'a')
    const ready = Promise.reject(new Error('no snapshot'))
    journal = new JournalFile({ handle, length: 0, seq: 5, log: silentLog, ready })
    await expect(journal.durable(5)).rejects.toThrow(StoreUnavailable)
    expect(() => journal.append(reset(6))).toThrow(StoreUnavailable)
  })

  it('fails for good, says so once, and leaves on disk only what was called durable', async () => {
    const error = vi.fn<Log['error']>()
    await journal.close()
    journal = await opened({ log: { ...silentLog, error } })
    journal.append(reset(1))
    await journal.durable(1)
    disk.refuseSync = true
    journal.append(reset(2))
    const waiting = [journal.durable(2), journal.durable(99)].map((each) =>
      expect(each).rejects.toThrow(StoreUnavailable),
    )
    await Promise.all(waiting)
    disk.refuseSync = false
    await expect(journal.durable(2)).rejects.toThrow(StoreUnavailable)
    expect(() => journal.append(reset(3))).toThrow(StoreUnavailable)
    await journal.durable(1)
    await journal.drained()
    expect(await onDisk()).toEqual([1])
    expect(error.mock.calls).toEqual([
      [expect.stringContaining('journal cannot be written'), { reason: 'EIO: the disk is gone' }],
    ])
  })

  it('fails for good when what was set aside cannot be put into words', async () => {
    const writes = [{ table: 'things', scope: '', id: 'a', ordinal: 1, row: { id: 'a', value: 10n } }]
    journal.append({ ...aside(1), writes } as JournalRecord)
    await expect(journal.durable(1)).rejects.toThrow(StoreUnavailable)
    expect(() => journal.append(aside(2))).toThrow(StoreUnavailable)
    expect(await onDisk()).toEqual([])
  })

  it.skipIf(process.platform !== 'linux')('fails when the disk is full', async () => {
    await journal.close()
    journal = await opened({ handle: await open('/dev/full', 'a') })
    journal.append(reset(1))
    await expect(journal.durable(1)).rejects.toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ code: 'ENOSPC' }) }),
    )
  })

  it('lets a store refuse changes and go on reading', async () => {
    const things = defineTable<{ id: string }>({ name: 'things', id: ({ id }) => id, indexes: {} })
    const store = new Store({ clock: new EmulatorClock(), seed: 'seed', journal })
    store.createTenant('contoso', false)
    const insert = (id: string) => store.transact('contoso', SYSTEM, (t) => t.insert(things, { id }))
    insert('kept')
    await store.durable()
    disk.refuseSync = true
    insert('refused')
    await expect(store.durable()).rejects.toThrow(StoreUnavailable)
    expect(() => insert('later')).toThrow(StoreUnavailable)
    expect(() => store.reset(null)).toThrow(StoreUnavailable)
    expect(store.read('contoso').table(things).has('kept')).toBe(true)
    expect(store.read('contoso').table(things).has('later')).toBe(false)
    expect(store.ids.guid()).not.toBe(store.ids.guid())
    expect(await onDisk()).toEqual([1, 2])
  })

  it('undoes a commit that cannot be written down', async () => {
    const things = defineTable<{ id: string; value: unknown }>({ name: 'things', id: ({ id }) => id, indexes: {} })
    const store = new Store({ clock: new EmulatorClock(), journal })
    store.createTenant('contoso', false)
    const write = (value: unknown) => store.transact('contoso', SYSTEM, (t) => t.insert(things, { id: 'a', value }))
    expect(() => write(10n)).toThrow(TypeError)
    expect(store.read('contoso').table(things).size).toBe(0)
    expect(store.seq).toBe(1)
    write(1)
    await store.durable()
    expect(await onDisk()).toEqual([1, 2])
  })
})
