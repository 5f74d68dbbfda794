import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EmulatorClock } from '../kernel/clock.js'
import { type Log, silentLog } from '../kernel/log.js'
import { SYSTEM } from './commit.js'
import { StoreRefused } from './errors.js'
import { type FileStoreOptions, openFileStore } from './open-file-store.js'
import type { Store } from './store.js'
import { IMAGE_FORMAT } from './store-image.js'
import { defineTable, unique } from './table-definition.js'

interface User {
  readonly id: string
  readonly upn: string
}

const users = defineTable<User>({
  name: 'users',
  id: (user) => user.id,
  indexes: { upn: unique((user) => user.upn) },
})
const clock = new EmulatorClock({ frozenAt: Date.UTC(2026, 10, 21) })
const TENANT = 'contoso'
const JOURNAL = 'journal-000001.jsonl'
const PATIENTLY = { timeout: 15_000 }

function plant(store: Store): void {
  store.createTenant(TENANT, false)
  insert(store, 'ann')
  store.setBase(TENANT)
}

function insert(store: Store, ...ids: string[]): void {
  store.transact(TENANT, SYSTEM, (t) => {
    for (const id of ids) t.insert(users, { id, upn: `${id}@contoso` })
  })
}

const names = (store: Store) => [...store.read(TENANT).table(users).rows()].map(({ id }) => id)

describe('a data folder', () => {
  let parent: string
  let folder: string

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'graphverse-data-'))
    folder = join(parent, 'data')
  })

  afterEach(() => rm(parent, { recursive: true }))

  const open = (more: Partial<FileStoreOptions> = {}) =>
    openFileStore({ folder, clock, log: silentLog, plant, ...more })
  const file = (name: string) => join(folder, name)
  const contents = async () => {
    const all = (await readdir(folder)).filter((name) => !name.startsWith('lock-')).sort()
    return Promise.all(all.map(async (name) => [name, await readFile(file(name), 'base64')]))
  }

  /** Writes some users and copies the folder while the store is open: what a crash would leave. */
  async function crashed(...ids: string[]): Promise<void> {
    const { store } = await open()
    for (const id of ids) insert(store, id)
    await store.durable()
    await cp(folder, join(parent, 'copy'), { recursive: true })
    await store.close()
    folder = join(parent, 'copy')
  }

  async function refused(...words: string[]): Promise<void> {
    await writeFile(file('db.json.new'), 'left by a crash')
    const before = await contents()
    const error = await open().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(StoreRefused)
    for (const word of words) expect((error as Error).message).toContain(word)
    expect(await contents()).toEqual(before)
  }

  it('is made private, kept out of version control, and filled once', async () => {
    const planting = vi.fn(plant)
    const first = await open({ plant: planting })
    await first.store.durable()
    expect(first.isNew).toBe(true)
    expect(await readFile(file('.gitignore'), 'utf8')).toBe('*\n')
    for (const name of await readdir(folder))
      if (name !== '.gitignore') expect((await stat(file(name))).mode & 0o77).toBe(0)
    await first.store.close()
    const second = await open({ plant: planting })
    expect([second.isNew, names(second.store), planting.mock.calls.length]).toEqual([false, ['ann'], 1])
    await second.store.close()
    expect((await readdir(folder)).sort()).toEqual(['.gitignore', 'db.json', JOURNAL])
  })

  it('holds a readable JSON document, a line for each row', async () => {
    const { store } = await open()
    await store.close()
    const text = await readFile(file('db.json'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({
      format: IMAGE_FORMAT,
      tenants: [{ tenant: TENANT, made: false }],
      log: [],
    })
    expect(text).toContain('\n{"id":"ann","ordinal":0,"version":2,"row":{"id":"ann","upn":"ann@contoso"}}\n')
  })

  it('gives back after a crash whatever was durable', async () => {
    await crashed('bob', 'carl')
    const { store, isNew } = await open()
    expect([isNew, names(store)]).toEqual([false, ['ann', 'bob', 'carl']])
    // Rows of the journal, too, can be indexed in steps.
    expect([...store.read(TENANT).table(users).indexing('upn')].length).toBeGreaterThan(2)
    insert(store, 'dora')
    await store.close()
    const again = await open()
    expect(names(again.store)).toEqual(['ann', 'bob', 'carl', 'dora'])
    await again.store.close()
  })

  it('cuts off a torn last line and says so', async () => {
    await crashed('bob', 'carl')
    const whole = (await stat(file(JOURNAL))).size
    await truncate(file(JOURNAL), whole - 3)
    const info = vi.fn<Log['info']>()
    const { store } = await open({ log: { ...silentLog, info } })
    expect(names(store)).toEqual(['ann', 'bob'])
    expect(info.mock.calls).toEqual([
      [expect.stringContaining('cut off'), { journal: expect.stringContaining(JOURNAL), bytes: expect.any(Number) }],
    ])
    insert(store, 'dora')
    await store.close()
    const again = await open()
    expect(names(again.store)).toEqual(['ann', 'bob', 'dora'])
    await again.store.close()
  })

  it('is refused, untouched, when the journal is damaged in the middle', async () => {
    await crashed('bob', 'carl')
    const text = await readFile(file(JOURNAL), 'utf8')
    await writeFile(file(JOURNAL), text.replace('"bob"', '"rob"'))
    await refused('Line 1', JOURNAL, 'checksum', 'nothing was changed')
  })

  it('is refused, untouched, when a journal is missing or does not fit', async () => {
    await crashed('bob', 'carl')
    const [, second] = (await readFile(file(JOURNAL), 'utf8')).split('\n')
    await writeFile(file(JOURNAL), `${second}\n`)
    await refused(JOURNAL, 'record 5', '4 is missing')
  })

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, -40)],
    ['empty', () => Buffer.alloc(0)],
    ['changed in one letter', (bytes: Buffer) => Buffer.from(bytes.toString().replace('ann@', 'ane@'))],
    ['something else', () => Buffer.from('{"users":[]}')],
  ])('is refused, untouched, when the snapshot is %s', async (_, damage) => {
    await crashed('bob')
    await writeFile(file('db.json'), damage(await readFile(file('db.json'))))
    await refused('db.json', 'damaged', 'nothing was changed')
  })

  it('is refused, untouched, when another version wrote the snapshot', async () => {
    await crashed('bob')
    const text = (await readFile(file('db.json'), 'utf8')).replace(`"format": ${IMAGE_FORMAT}`, '"format": 99')
    const contents = text.slice(0, text.lastIndexOf('"checksum"'))
    const checksum = crc32(contents).toString(16).padStart(8, '0')
    await writeFile(file('db.json'), `${contents}"checksum": "${checksum}"\n}\n`)
    await refused('db.json', 'has format 99', `reads format ${IMAGE_FORMAT}`)
  })

  it('is refused, untouched, when the snapshot is missing beside its journal', async () => {
    await crashed('bob')
    await rm(file('db.json'))
    await refused('db.json', 'is missing', JOURNAL)
  })

  it('counts as new when a start ended before everything was planted', async () => {
    await crashed()
    await copyFile(file('db.json'), file('db.json.new'))
    await rm(file('db.json'))
    const { store, isNew } = await open()
    await store.durable()
    expect([isNew, names(store)]).toEqual([true, ['ann']])
    expect(await readdir(folder)).not.toContain('db.json.new')
    await store.close()
  })

  it('leaves nothing behind when planting fails', async () => {
    const failing = () => Promise.reject(new Error('a bad fixture'))
    await expect(open({ plant: failing })).rejects.toThrow('a bad fixture')
    expect(await readdir(parent)).toEqual([])
    const { store, isNew } = await open()
    expect(isNew).toBe(true)
    await store.close()
  })

  it('is refused with a clear sentence when it cannot be used', async () => {
    await writeFile(folder, 'a file')
    await expect(open()).rejects.toThrow(`The data folder '${folder}' cannot be used (EEXIST)`)
    await expect(open({ folder: join(folder, 'deeper') })).rejects.toThrow('(ENOTDIR)')
  })

  it('belongs to one store at a time', async () => {
    const { store } = await open()
    await expect(open()).rejects.toThrow('is open in this process already')
    await store.close()
    await store.close()
    const { store: next } = await open()
    await expect(open()).rejects.toThrow(StoreRefused)
    await next.close()
  })

  it('moves a long journal into the snapshot while writing goes on, and loses nothing', async () => {
    const { store } = await open({ journalLimit: 2000 })
    for (let at = 0; at < 300; at++) {
      insert(store, `user ${at}`)
      if (at % 3 === 0) await store.durable()
      if (at === 100) store.takeSnapshot('kept')
      if (at === 150) store.reset(null)
      if (at === 200) store.restoreSnapshot('kept')
    }
    const before = names(store)
    await store.durable()
    await vi.waitFor(async () => expect(await readdir(folder)).not.toContain(JOURNAL), PATIENTLY)
    await cp(folder, join(parent, 'copy'), { recursive: true })
    await store.close()
    for (const each of [folder, join(parent, 'copy')]) {
      const { store: again } = await open({ folder: each })
      expect(names(again)).toEqual(before)
      again.restoreSnapshot('kept')
      expect(names(again).length).toBe(102)
      await again.close()
    }
  })

  it('skips journals that an interrupted compaction should have removed', async () => {
    await crashed('bob', 'carl')
    await cp(file(JOURNAL), join(parent, 'old'))
    const { store } = await open({ journalLimit: 1 })
    for (let at = 0; at < 50; at++) insert(store, `user ${at}`)
    await store.durable()
    await vi.waitFor(async () => expect(await readdir(folder)).not.toContain(JOURNAL), PATIENTLY)
    const before = names(store)
    await store.close()
    await copyFile(join(parent, 'old'), file(JOURNAL))
    const { store: again } = await open()
    expect(names(again)).toEqual(before)
    await again.close()
  })

  it('loses nothing when it is closed while the journal is being moved', async () => {
    const { store } = await open({ journalLimit: 1 })
    for (let at = 0; at < 2000; at++) insert(store, `user ${at}`)
    await store.durable()
    await store.close()
    expect((await readdir(folder)).filter((name) => name.endsWith('.new') || name.startsWith('lock-'))).toEqual([])
    const { store: again } = await open()
    expect(names(again).length).toBe(2001)
    await again.close()
  })

  it('goes on with its journal when the snapshot cannot be written', async () => {
    const error = vi.fn<Log['error']>()
    const { store } = await open({ journalLimit: 1, log: { ...silentLog, error } })
    await store.durable()
    await mkdir(file('db.json.new'))
    for (let at = 0; at < 100; at++) insert(store, `user ${at}`)
    await store.durable()
    await vi.waitFor(() => expect(error).toHaveBeenCalledOnce(), PATIENTLY)
    insert(store, 'after')
    await store.durable()
    expect(error.mock.calls).toEqual([[expect.stringContaining('could not be moved'), { reason: expect.any(String) }]])
    await store.close()
    await rm(file('db.json.new'), { recursive: true, force: true })
    const { store: again } = await open()
    expect([names(again).length, names(again).at(-1)]).toEqual([102, 'after'])
    await again.close()
  })

  it('is refused when the rest of an interrupted write cannot be cleared away', async () => {
    await mkdir(join(folder, 'db.json.new', 'full'), { recursive: true })
    await expect(open()).rejects.toThrow(`The data folder '${folder}' cannot be used`)
    expect((await readdir(folder)).sort()).toEqual(['.gitignore', 'db.json.new'])
  })

  it('drops a tenant whose making was interrupted', async () => {
    const { store } = await open()
    store.createTenant('half', true)
    await store.close()
    const info = vi.fn<Log['info']>()
    const { store: again } = await open({ log: { ...silentLog, info } })
    expect(again.tenants).toEqual([TENANT])
    expect(info).toHaveBeenCalledWith(expect.stringContaining('being made'), { tenant: 'half' })
    await again.close()
  })
})
