import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { UniqueViolation } from './errors.js'
import type { Layer } from './layer.js'
import { LayerIndex } from './layer-index.js'
import { Partition } from './partition.js'
import type { Table } from './table.js'
import { defineTable, equality, ordered, unique } from './table-definition.js'

interface Person {
  readonly id: string
  readonly mail: string | null
  readonly tags: readonly string[]
  readonly name: string
}

const people = defineTable<Person>({
  name: 'people',
  id: (person) => person.id,
  indexes: {
    mail: unique((person) => person.mail),
    tags: equality((person) => person.tags),
    name: ordered((person) => person.name),
  },
})

/** The same table as somebody else declares it. */
const alsoPeople = defineTable<Person>({ ...people })

const person = (id: string, more: Partial<Person> = {}): Person => ({ id, mail: null, tags: [], name: id, ...more })

/** A table and, beside it, the plainest thing that could be right: a list of rows in insertion order. */
class Twin {
  readonly partition = new Partition('contoso', 0)
  table: Table<Person> = this.partition.table(people)
  rows: { row: Person; ordinal: number }[] = []
  kept: { frozen: ReadonlyMap<string, Layer<object>>; rows: { row: Person; ordinal: number }[] }[] = []
  #ordinal = 0
  #underWay: Iterator<void> | undefined

  write(row: Person): void {
    const known = this.rows.findIndex((each) => each.row.id === row.id)
    const rival = this.rows.find((each) => row.mail !== null && each.row.mail === row.mail && each.row.id !== row.id)
    const ordinal = this.rows[known]?.ordinal ?? this.#ordinal++
    const put = () => this.table.put({ row, ordinal, version: 1 })
    if (rival) {
      expect(put).toThrow(UniqueViolation)
      return
    }
    put()
    if (known >= 0) this.rows[known] = { row, ordinal }
    else this.rows.push({ row, ordinal })
  }

  remove(id: string): void {
    this.table.remove(id)
    this.rows = this.rows.filter((each) => each.row.id !== id)
  }

  freeze(): void {
    this.kept.push({ frozen: this.partition.freeze(), rows: [...this.rows] })
  }

  restore(which: number): void {
    const kept = this.kept[which % Math.max(this.kept.length, 1)]
    this.partition.restore(kept?.frozen, 1)
    this.rows = [...(kept?.rows ?? [])]
  }

  /** The same rows in a table that has to make its indexes anew. */
  forgetIndexes(): void {
    const partition = new Partition('contoso', 0)
    partition.restore(this.partition.freeze(), 1)
    this.table = partition.table(people)
    Object.assign(this, { partition })
  }

  /** The same rows under the other of two definitions. */
  redefine(): void {
    this.table = this.partition.table(this.table.definition === people ? alsoPeople : people)
  }

  /** Begins to make an index, or goes on with the one before. */
  index(name: string): void {
    if (!this.#underWay || this.#underWay.next().done) this.#underWay = this.table.indexing(name)
  }

  compare(): void {
    const { table, rows } = this
    expect(table.size).toBe(rows.length)
    expect([...table.scan()].map(({ row, ordinal }) => ({ row, ordinal }))).toEqual(rows)
    const middle = rows[rows.length >> 1]?.ordinal ?? 0
    expect([...table.scan(middle)].length).toBe(rows.filter(({ ordinal }) => ordinal > middle).length)
    for (const key of KEYS) this.#compareKey(key, middle)
    this.#compareOrder()
  }

  #compareKey(key: string, middle: number): void {
    const { table, rows } = this
    const tagged = rows.filter(({ row }) => row.tags.includes(key))
    expect([...table.find('tags', key)]).toEqual(tagged.map(({ row }) => row))
    expect([...table.find('tags', key, middle)].length).toBe(tagged.filter(({ ordinal }) => ordinal > middle).length)
    expect(table.findFirst('tags', key)).toEqual(tagged[0]?.row)
    expect(table.count('tags', key)).toBe(tagged.length)
    expect(table.findFirst('mail', key)).toEqual(rows.find(({ row }) => row.mail === key)?.row)
    expect(table.get(key)).toEqual(rows.find(({ row }) => row.id === key)?.row)
    const named = this.#byName().filter((row) => row.name.startsWith(key))
    expect([...table.prefix('name', key)]).toEqual(named)
  }

  #compareOrder(): void {
    const sorted = this.#byName()
    expect([...this.table.inOrder('name')]).toEqual(sorted)
    expect([...this.table.inOrder('name', { descending: true })]).toEqual(sorted.toReversed())
    const at = sorted.length >> 1
    const middle = sorted[at]
    if (!middle) return
    const after = { key: middle.name, id: middle.id }
    expect([...this.table.inOrder('name', { after })]).toEqual(sorted.slice(at + 1))
    expect([...this.table.inOrder('name', { after, descending: true })]).toEqual(sorted.slice(0, at).toReversed())
  }

  #byName(): Person[] {
    const below = (a: Person, b: Person) => a.name < b.name || (a.name === b.name && a.id < b.id)
    return this.rows.map(({ row }) => row).sort((a, b) => (below(a, b) ? -1 : 1))
  }
}

const KEYS = ['a', 'b', 'c', 'd', 'ab', 'ba']
const key = fc.constantFrom(...KEYS)

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ id: key, mail: fc.option(key), tags: fc.array(key, { maxLength: 4 }), name: key })
      .map((row) => (twin: Twin) => twin.write(row)),
  },
  { weight: 3, arbitrary: key.map((id) => (twin: Twin) => twin.remove(id)) },
  { weight: 1, arbitrary: fc.constant((twin: Twin) => twin.freeze()) },
  { weight: 1, arbitrary: fc.nat(5).map((which) => (twin: Twin) => twin.restore(which)) },
  { weight: 1, arbitrary: fc.constant((twin: Twin) => twin.forgetIndexes()) },
  { weight: 1, arbitrary: fc.constant((twin: Twin) => twin.redefine()) },
  { weight: 1, arbitrary: fc.constantFrom('mail', 'tags', 'name').map((index) => (twin: Twin) => twin.index(index)) },
)

describe('a table', () => {
  it('answers like a list after any writes, removals, snapshots and restores', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const twin = new Twin()
        for (const take of steps) {
          take(twin)
          twin.compare()
        }
      }),
      { numRuns: 150 },
    )
  })

  it('has the indexes of the definition that was used last, whatever was written under another', () => {
    const plain = defineTable<Person>({ name: 'people', id: (row) => row.id, indexes: {} })
    const twin = new Twin()
    twin.write(person('a', { tags: ['t'] }))
    const base = twin.partition.freeze()
    twin.compare()
    twin.table = twin.partition.table(plain)
    expect(() => twin.table.count('tags', 't')).toThrow("has no index 'tags'")
    twin.write(person('b', { tags: ['t'] }))
    twin.partition.freeze()
    twin.write(person('a', { tags: ['u'] }))
    twin.redefine()
    twin.compare()
    expect([...twin.table.find('tags', 't')].map(({ id }) => id)).toEqual(['b'])
    twin.partition.restore(base, 1)
    expect([...twin.partition.table(people).find('tags', 't')].map(({ id }) => id)).toEqual(['a'])
  })

  it('changes nothing when a unique key is taken', () => {
    const twin = new Twin()
    twin.write(person('a', { mail: 'm', name: 'x' }))
    twin.write(person('b', { mail: 'n', tags: ['t'] }))
    const taken = { row: person('b', { mail: 'm', tags: ['u'] }), ordinal: 1, version: 2 }
    expect(() => twin.table.put(taken)).toThrow(
      expect.objectContaining({ index: 'mail', key: 'm', existingId: 'a', table: 'people' }),
    )
    twin.compare()
    expect(twin.table.count('tags', 't')).toBe(1)
  })

  it('lets rows be removed and added while they are walked', () => {
    const twin = new Twin()
    for (let at = 0; at < 600; at++) twin.write(person(`p${at}`, { tags: ['t'], name: `n${at % 7}` }))
    twin.freeze()
    for (let at = 600; at < 1200; at++) twin.write(person(`p${at}`, { tags: ['t'], name: `n${at % 7}` }))
    let met = 0
    for (const row of twin.table.find('tags', 't')) {
      met++
      twin.remove(row.id)
      if (met < 10) twin.write(person(`again ${row.id}`, { tags: ['t'] }))
    }
    expect(met).toBe(1200)
    for (const { row } of twin.table.scan()) twin.write({ ...row, id: `${row.id}!` })
    expect(twin.table.size).toBe(18)
    for (const row of twin.table.inOrder('name'))
      for (const { id } of twin.table.rows()) if (id !== row.id) twin.remove(id)
    expect(twin.table.size).toBe(1)
    twin.compare()
  })

  it('keeps its stack short and its history whole over many snapshots', () => {
    const twin = new Twin()
    for (let at = 0; at < 3000; at++) twin.write(person(`p${at}`))
    for (let round = 0; round < 200; round++) {
      twin.write(person(`p${round}`, { tags: [`round ${round}`] }))
      twin.write(person(`extra ${round}`))
      twin.remove(`p${2999 - round}`)
      twin.freeze()
    }
    expect(twin.table.top.depth).toBeLessThan(9)
    twin.compare()
    twin.restore(100)
    twin.compare()
  })

  it('makes an index ready in steps, while rows come and go', () => {
    const twin = new Twin()
    for (let at = 0; at < 2400; at++) twin.write(person(`p${at}`, { tags: ['t'] }))
    twin.freeze()
    for (let at = 0; at < 1200; at++) twin.write(person(`p${at * 2}`, { tags: ['u'] }))
    twin.forgetIndexes()
    const add = vi.spyOn(LayerIndex.prototype, 'add')
    const added = () => add.mock.calls.splice(0).length
    let steps = 0
    for (const _ of twin.table.indexing('tags')) {
      expect(added()).toBeLessThanOrEqual(1500)
      steps++
      twin.write(person(`new ${steps}`, { tags: ['t'] }))
      twin.remove(`p${steps}`)
    }
    expect(steps).toBeGreaterThan(5)
    expect([...twin.table.indexing('tags')]).toEqual([])
    expect(twin.table.count('tags', 't')).toBeGreaterThan(1100)
    // What is left are the few rows written meanwhile.
    expect(added()).toBeLessThanOrEqual(2 * steps)
    add.mockRestore()
    twin.compare()
  })

  it('forgets the places of rows that came and went', () => {
    const twin = new Twin()
    twin.write(person('stays'))
    for (let at = 0; at < 5000; at++) {
      twin.write(person(`goes ${at}`))
      twin.write(person(`next ${at}`))
      twin.remove(`goes ${at}`)
      twin.remove(`next ${at}`)
    }
    expect(twin.table.top.slots.length).toBeLessThan(1000)
    twin.compare()
  })

  it('refuses an index that it does not have, or that has no order', () => {
    const { table } = new Twin()
    expect(() => table.findFirst('nickname', 'x')).toThrow("has no index 'nickname'")
    expect(() => [...table.prefix('tags', 'x')]).toThrow("'tags' of table 'people' is not ordered")
  })

  it('grows its revision with every change, also when it is made anew', () => {
    const twin = new Twin()
    const stamps = [twin.table.revision]
    const note = () => stamps.push(twin.table.revision)
    twin.write(person('a'))
    note()
    twin.remove('a')
    note()
    twin.restore(0)
    note()
    twin.forgetIndexes()
    note()
    expect(stamps).toEqual([...new Set(stamps)].sort((a, b) => a - b))
  })
})
