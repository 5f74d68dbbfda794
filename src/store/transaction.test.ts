import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EmulatorClock } from '../kernel/clock.js'
import { type Actor, type Commit, SYSTEM } from './commit.js'
import { UniqueViolation } from './errors.js'
import { Store } from './store.js'
import { defineTable, equality, ordered, unique } from './table-definition.js'
import { DuplicateId, type Transaction } from './transaction.js'

interface Account {
  readonly id: string
  readonly name: string | null
  readonly tags?: readonly string[]
}

const accounts = defineTable<Account>({
  name: 'accounts',
  id: (account) => account.id,
  indexes: {
    name: unique((account) => account.name),
    tags: equality((account) => account.tags),
    order: ordered((account) => account.name),
  },
})
const scoped = { ...accounts, name: 'scoped' }
const ANN: Actor = { kind: 'user', id: 'ann', requestId: 'r1' }
const NOW = Date.UTC(2026, 10, 21)

function opened() {
  const store = new Store({ clock: new EmulatorClock({ frozenAt: NOW }) })
  store.createTenant('contoso', false)
  const commits: Commit[] = []
  store.subscribe((commit) => commits.push(commit))
  const write = <Result>(work: (transaction: Transaction) => Result) => store.transact('contoso', ANN, work)
  return { store, commits, write, table: () => store.read('contoso').table(accounts) }
}

function everything({ table }: ReturnType<typeof opened>) {
  const keys = ['a', 'b', 'c', 'd']
  return {
    scan: [...table().scan()],
    order: [...table().inOrder('order')],
    named: keys.map((key) => table().findFirst('name', key)),
    tagged: keys.map((key) => [...table().find('tags', key)]),
    counts: keys.map((key) => table().count('tags', key)),
  }
}

describe('a transaction', () => {
  it('becomes one commit that names rows and properties, never values', () => {
    const { write, commits, store } = opened()
    write((t) => {
      t.insert(accounts, { id: '1', name: 'a' })
      t.insert(accounts, { id: '2', name: 'b' }, 'env')
    })
    write((t) => {
      t.replace(accounts, { id: '1', name: 'secret', tags: ['x'] })
      t.remove(accounts, '2', 'env')
    })
    const common = { at: NOW, actor: ANN, tenant: 'contoso' }
    expect(commits).toEqual([
      {
        ...common,
        seq: 2,
        changes: [
          { table: 'accounts', scope: '', id: '1', kind: 'insert', properties: ['id', 'name'] },
          { table: 'accounts', scope: 'env', id: '2', kind: 'insert', properties: ['id', 'name'] },
        ],
      },
      {
        ...common,
        seq: 3,
        changes: [
          { table: 'accounts', scope: '', id: '1', kind: 'update', properties: ['name', 'tags'] },
          { table: 'accounts', scope: 'env', id: '2', kind: 'delete', properties: [] },
        ],
      },
    ])
    expect(JSON.stringify(commits)).not.toContain('secret')
    expect([...(store.history('contoso', 2) ?? [])]).toEqual(commits.slice(1))
    expect(store.seq).toBe(3)
  })

  it('gives every row the seq of its commit as version and keeps its place when it is replaced', () => {
    const { write, table } = opened()
    write((t) => {
      t.insert(accounts, { id: '1', name: 'a' })
      t.insert(accounts, { id: '2', name: 'b' })
      expect(t.table(accounts).entry('1')?.version).toBe(2)
    })
    write((t) => t.replace(accounts, { id: '1', name: 'c' }))
    expect([...table().scan()].map(({ row, version }) => [row.id, version])).toEqual([
      ['1', 3],
      ['2', 2],
    ])
  })

  it('freezes its rows and answers with them', () => {
    const { write, table } = opened()
    const row = write((t) => t.insert(accounts, { id: '1', name: 'a', tags: ['x'] }))
    expect(table().get('1')).toBe(row)
    expect(Object.isFrozen(row) && Object.isFrozen(row.tags)).toBe(true)
  })

  it('makes no commit of what changes nothing in the end, and leaves versions alone', () => {
    const { write, commits, table, store } = opened()
    write((t) => t.insert(accounts, { id: '1', name: 'a' }))
    const before = table().entry('1')
    write((t) => {
      t.replace(accounts, { id: '1', name: 'b' })
      t.replace(accounts, { id: '1', name: 'a' })
      t.insert(accounts, { id: '2', name: 'b' })
      t.remove(accounts, '2')
      t.remove(accounts, 'nobody')
    })
    write((t) => {
      t.remove(accounts, '1')
      t.insert(accounts, { id: '1', name: 'a' })
    })
    expect(commits.length).toBe(1)
    expect(store.seq).toBe(2)
    expect(table().entry('1')).toBe(before)
    expect([...table().scan()]).toEqual([before])
  })

  it('undoes everything when it throws, to the last index', () => {
    const world = opened()
    const { write, commits } = world
    write((t) => {
      for (const [id, name] of ['a', 'b', 'c'].entries()) t.insert(accounts, { id: `${id}`, name, tags: [name, 'a'] })
    })
    const before = everything(world)
    const swap = (t: Transaction) => {
      t.replace(accounts, { id: '0', name: null })
      t.replace(accounts, { id: '1', name: 'a', tags: ['a'] })
      t.replace(accounts, { id: '0', name: 'b', tags: [] })
      t.remove(accounts, '2')
      t.insert(accounts, { id: '3', name: 'c' })
      t.insert(accounts, { id: '2', name: 'd' })
      throw new Error('enough')
    }
    expect(() => write(swap)).toThrow('enough')
    expect(everything(world)).toEqual(before)
    expect(commits.length).toBe(1)
    write((t) => t.insert(accounts, { id: '9', name: 'd' }))
    expect([...world.table().rows()].map(({ id }) => id)).toEqual(['0', '1', '2', '9'])
  })

  it('undoes any steps exactly', () => {
    const name = fc.option(fc.constantFrom('a', 'b', 'c', 'd'))
    const step = fc.record({ id: fc.constantFrom('1', '2', '3', '4', '5'), name, remove: fc.boolean() })
    const steps = fc.array(step, { maxLength: 25 })
    fc.assert(
      fc.property(steps, steps, fc.boolean(), (first, second, snapshot) => {
        const world = opened()
        for (const each of first) world.write((t) => attempt(t, each))
        if (snapshot) world.store.takeSnapshot('s')
        const before = everything(world)
        const seq = world.store.seq
        const work = (t: Transaction) => {
          for (const each of second) attempt(t, each)
          throw new Error('enough')
        }
        expect(() => world.write(work)).toThrow('enough')
        expect(everything(world)).toEqual(before)
        expect(world.store.seq).toBe(seq)
        for (const each of second) world.write((t) => attempt(t, each))
        expect([...world.table().scan()].length).toBe(world.table().size)
      }),
    )
  })

  it('refuses a taken id, a taken key, and the replacement of nothing', () => {
    const { write } = opened()
    write((t) => t.insert(accounts, { id: '1', name: 'a' }))
    expect(() => write((t) => t.insert(accounts, { id: '1', name: 'b' }))).toThrow(DuplicateId)
    expect(() => write((t) => t.insert(accounts, { id: '2', name: 'a' }))).toThrow(UniqueViolation)
    expect(() => write((t) => t.replace(accounts, { id: '2', name: 'b' }))).toThrow("no row '2' to replace")
    expect(write((t) => t.insert(scoped, { id: '1', name: 'a' }, 'env')).id).toBe('1')
  })

  it('joins an outer one: kept with it, undone alone', () => {
    const { write, commits, table } = opened()
    write((t) => {
      t.insert(accounts, { id: '1', name: 'a' })
      write((inner) => inner.insert(accounts, { id: '2', name: 'b' }))
      const failing = () =>
        write((inner) => {
          inner.replace(accounts, { id: '1', name: 'x' })
          inner.insert(accounts, { id: '3', name: 'c' })
          throw new Error('inner')
        })
      expect(failing).toThrow('inner')
    })
    expect(commits.map(({ changes }) => changes.map(({ id }) => id))).toEqual([['1', '2']])
    expect([...table().rows()].map((row) => row.name)).toEqual(['a', 'b'])
  })

  it('shows its listeners the rows before and after each change', () => {
    const { write, store } = opened()
    write((t) => t.insert(accounts, { id: '1', name: 'a' }))
    const heard: unknown[] = []
    store.subscribe(({ changes }, images) =>
      heard.push(
        changes.map(({ id }) => id),
        images,
      ),
    )
    write((t) => {
      t.replace(accounts, { id: '1', name: 'b' })
      t.insert(accounts, { id: '2', name: 'x' })
      t.insert(accounts, { id: '3', name: 'gone' })
      t.remove(accounts, '3')
      t.replace(accounts, { id: '1', name: 'c' })
    })
    write((t) => t.remove(accounts, '2'))
    expect(heard).toEqual([
      ['1', '2'],
      [
        { before: { id: '1', name: 'a' }, after: { id: '1', name: 'c' } },
        { before: null, after: { id: '2', name: 'x' } },
      ],
      ['2'],
      [{ before: { id: '2', name: 'x' }, after: null }],
    ])
  })

  it('spans one tenant only, and nothing else happens to the store meanwhile', () => {
    const { write, store } = opened()
    store.createTenant('fabrikam', false)
    expect(() => write(() => store.transact('fabrikam', SYSTEM, () => undefined))).toThrow('cannot span two tenants')
    expect(() => write(() => store.reset(null))).toThrow("'reset' has to wait")
    expect(write((t) => t.insert(accounts, { id: '1', name: 'a' })).name).toBe('a')
  })

  it('stays committed when a listener fails', () => {
    const { write, store, table } = opened()
    const stop = store.subscribe(() => {
      throw new Error('deaf')
    })
    expect(() => write((t) => t.insert(accounts, { id: '1', name: 'a' }))).toThrow('deaf')
    stop()
    expect(table().get('1')?.name).toBe('a')
    expect([...(store.history('contoso', 0) ?? [])]).toEqual([])
    expect([...(store.history('contoso', 1) ?? [])].length).toBe(1)
  })
})

function attempt(t: Transaction, { id, name, remove }: { id: string; name: string | null; remove: boolean }): void {
  const row = { id, name, tags: name === null ? [] : [name] }
  const taken = name !== null && t.table(accounts).findFirst('name', name)
  if (remove) t.remove(accounts, id)
  else if (taken && taken.id !== id) expect(() => t.insert(accounts, { ...row, id: 'new' })).toThrow(UniqueViolation)
  else if (t.table(accounts).has(id)) t.replace(accounts, row)
  else t.insert(accounts, row)
}
