import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EmulatorClock } from '../kernel/clock.js'
import { silentLog } from '../kernel/log.js'
import { SYSTEM } from './commit.js'
import { openFileStore } from './open-file-store.js'
import { Store } from './store.js'
import { defineTable, equality, ordered, unique } from './table-definition.js'

interface User {
  readonly id: string
  readonly upn: string
  readonly department?: string
}

const users = defineTable<User>({
  name: 'users',
  id: (user) => user.id,
  indexes: {
    upn: unique((user) => user.upn),
    department: equality((user) => user.department),
    order: ordered((user) => user.upn),
  },
})

const A = 'tenant-a'
const B = 'tenant-b'
const clock = new EmulatorClock({ frozenAt: Date.UTC(2026, 10, 21) })

function plant(store: Store): void {
  for (const tenant of [A, B]) {
    store.createTenant(tenant, false)
    store.transact(tenant, SYSTEM, (t) => {
      for (const upn of ['ann', 'bob']) t.insert(users, { id: upn, upn: `${upn}@${tenant}` })
      t.insert(users, { id: t.newGuid(), upn: 'seeded' })
    })
    store.setBase(tenant)
  }
}

function insert(store: Store, ...ids: string[]): void {
  store.transact(A, SYSTEM, (t) => {
    for (const id of ids) t.insert(users, { id, upn: `${id}@${A}`, department: 'sales' })
  })
}

const names = (store: Store, tenant = A) =>
  [...store.read(tenant).table(users).rows()].map(({ upn }) => upn.split('@')[0])

interface World {
  open(): Promise<Store>
  /** The same store after the emulator was stopped and started again; a store in memory just goes on. */
  again(store: Store): Promise<Store>
}

function memory(): World {
  const open = async () => {
    const store = new Store({ clock, seed: 'seed' })
    plant(store)
    return store
  }
  return { open, again: async (store) => store }
}

function files(folder: string): World {
  const open = async () => (await openFileStore({ folder, clock, seed: 'seed', log: silentLog, plant })).store
  const again = async (store: Store) => {
    await store.close()
    return open()
  }
  return { open, again }
}

describe.each(['memory', 'file'])('a store in %s', (kind) => {
  let folder: string
  let world: World
  let store: Store

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graphverse-store-'))
    world = kind === 'file' ? files(folder) : memory()
    store = await world.open()
  })

  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  it('keeps what was written, in order, with versions, indexes and history', async () => {
    const start = store.seq
    insert(store, 'carl', 'dora')
    store.transact(A, SYSTEM, (t) => {
      t.replace(users, { id: 'ann', upn: 'anna@tenant-a', department: 'sales' })
      t.remove(users, 'bob')
    })
    const before = [...store.read(A).table(users).scan()]
    const history = [...(store.history(A, start) ?? [])]
    store = await world.again(store)
    const table = store.read(A).table(users)
    expect([...table.scan()]).toEqual(before)
    expect(names(store)).toEqual(['anna', 'seeded', 'carl', 'dora'])
    expect([...table.find('department', 'sales')].map(({ id }) => id)).toEqual(['ann', 'carl', 'dora'])
    expect([...table.prefix('order', 'a')].map(({ id }) => id)).toEqual(['ann'])
    expect(table.findFirst('upn', 'bob@tenant-a')).toBeUndefined()
    expect([...(store.history(A, start) ?? [])]).toEqual(history)
    expect(history.map(({ changes }) => changes.map(({ kind }) => kind))).toEqual([
      ['insert', 'insert'],
      ['update', 'delete'],
    ])
    expect(Object.isFrozen(table.get('ann'))).toBe(true)
    expect(names(store, B)).toEqual(['ann', 'bob', 'seeded'])
  })

  it('keeps what was recorded aside, out of history and unheard of', async () => {
    const start = store.seq
    const heard: number[] = []
    store.subscribe(({ seq }) => heard.push(seq))
    store.record(A, SYSTEM, (t) => t.insert(users, { id: 'carl', upn: 'carl@tenant-a' }))
    insert(store, 'dora')
    store.record(A, SYSTEM, (t) => t.remove(users, 'bob'))
    expect(heard).toEqual([start + 2])
    store = await world.again(store)
    expect(names(store)).toEqual(['ann', 'seeded', 'carl', 'dora'])
    expect(store.seq).toBe(start + 3)
    expect([...(store.history(A, start) ?? [])].map(({ seq }) => seq)).toEqual([start + 2])
  })

  it('resets one tenant or all of them; seq goes on, history ends', async () => {
    insert(store, 'carl')
    store.transact(B, SYSTEM, (t) => t.remove(users, 'bob'))
    const seq = store.seq
    store.reset(A)
    store = await world.again(store)
    expect(names(store)).toEqual(['ann', 'bob', 'seeded'])
    expect(names(store, B)).toEqual(['ann', 'seeded'])
    expect(store.seq).toBe(seq + 1)
    expect(store.epoch(A)).toBe(seq + 1)
    expect(store.history(A, seq)).toBeUndefined()
    expect([...(store.history(A, seq + 1) ?? [])]).toEqual([])
    expect(store.history(B, seq)).toBeDefined()
    store.reset(null)
    store = await world.again(store)
    expect(names(store, B)).toEqual(['ann', 'bob', 'seeded'])
    insert(store, 'carl')
    expect(store.read(A).table(users).entry('carl')?.version).toBe(seq + 3)
  })

  it('drops made tenants with a reset of everything, and resets one alone to what it was made of', async () => {
    const make = (tenant: string) => {
      store.createTenant(tenant, true)
      store.transact(tenant, SYSTEM, (t) => t.insert(users, { id: 'x', upn: 'made' }))
      store.setBase(tenant)
    }
    make('made-1')
    make('made-2')
    store.transact('made-1', SYSTEM, (t) => t.remove(users, 'x'))
    store.reset('made-1')
    store.dropTenant('made-2')
    store = await world.again(store)
    expect(names(store, 'made-1')).toEqual(['made'])
    expect(store.isMade('made-1')).toBe(true)
    expect(store.isMade(A)).toBe(false)
    expect(store.tenants).toEqual([A, B, 'made-1'])
    expect(() => store.createTenant('made-1', true)).toThrow("a tenant 'made-1' already")
    expect(() => store.dropTenant('made-2')).toThrow("no tenant 'made-2'")
    store.reset(null)
    store = await world.again(store)
    expect(store.tenants).toEqual([A, B])
    expect(store.has('made-1')).toBe(false)
  })

  it('brings a planted tenant that was dropped back in its place, with a reset of everything', async () => {
    insert(store, 'carl')
    store.takeSnapshot('before')
    store.dropTenant(A)
    store = await world.again(store)
    expect([store.tenants, store.has(A), store.isTaken(A)]).toEqual([[B], false, true])
    expect(() => store.read(A)).toThrow('no tenant')
    expect([...store.takeSnapshot('without').tenants.keys()]).toEqual([B])
    store.restoreSnapshot('before')
    expect([store.tenants, names(store)]).toEqual([
      [A, B],
      ['ann', 'bob', 'seeded', 'carl'],
    ])
    store.restoreSnapshot('without')
    expect(store.tenants).toEqual([B])
    store.reset(null)
    store = await world.again(store)
    expect([store.tenants, names(store)]).toEqual([
      [A, B],
      ['ann', 'bob', 'seeded'],
    ])
  })

  it('knows when the newest commit was made, as long as it is history', async () => {
    insert(store, 'carl')
    const at = clock.now()
    store = await world.again(store)
    expect(store.lastCommitAt).toBe(at)
    store.reset(null)
    expect((await world.again(store)).lastCommitAt).toBeUndefined()
  })

  it('takes, restores and drops named snapshots, with their tenants', async () => {
    insert(store, 'carl')
    store.createTenant('made', true)
    store.setBase('made')
    const kept = store.takeSnapshot('one')
    expect({ name: kept.name, at: kept.at, tenants: [...kept.tenants.keys()] }).toEqual({
      name: 'one',
      at: clock.now(),
      tenants: [A, B, 'made'],
    })
    insert(store, 'dora')
    store.dropTenant('made')
    store.createTenant('late', true)
    store = await world.again(store)
    expect(names(store)).toEqual(['ann', 'bob', 'seeded', 'carl', 'dora'])
    const seq = store.seq
    store.restoreSnapshot('one')
    store = await world.again(store)
    expect(names(store)).toEqual(['ann', 'bob', 'seeded', 'carl'])
    expect(store.tenants).toEqual([A, B, 'made'])
    expect(store.isMade('made')).toBe(true)
    expect(store.epoch(A)).toBe(seq + 1)
    insert(store, 'emil')
    store.reset(null)
    expect(names(store)).toEqual(['ann', 'bob', 'seeded'])
    store.restoreSnapshot('one')
    expect(names(store)).toEqual(['ann', 'bob', 'seeded', 'carl'])
    store.dropSnapshot('one')
    store = await world.again(store)
    expect(store.snapshots).toEqual([])
    expect(() => store.restoreSnapshot('one')).toThrow("no snapshot 'one'")
  })

  it('repeats seeded ids after a reset of everything and never otherwise', async () => {
    const first = store.ids.guid()
    const inside = store.transact(A, SYSTEM, (t) => t.insert(users, { id: t.newGuid(), upn: 'x' })).id
    const seen = new Set([first, inside])
    for (let round = 0; round < 3; round++) {
      store = await world.again(store)
      for (const id of [store.ids.guid(), store.transact(A, SYSTEM, (t) => t.newGuid()), store.ids.secret()]) {
        expect(seen).not.toContain(id)
        seen.add(id)
      }
      insert(store, `round ${round}`)
    }
    store.reset(A)
    expect(seen).not.toContain(store.ids.guid())
    store.reset(null)
    store = await world.again(store)
    expect(store.ids.guid()).toBe(first)
  })

  it('tells when everything is durable', async () => {
    insert(store, 'carl')
    await expect(store.durable()).resolves.toBeUndefined()
    await expect(store.durable(1)).resolves.toBeUndefined()
  })
})
