import { expect, it } from 'vitest'
import { EmulatorClock } from '../../kernel/clock.js'
import { SYSTEM } from '../../store/commit.js'
import { Store } from '../../store/store.js'
import { defineTable, equality } from '../../store/table-definition.js'
import { rememberedWhileSame } from './remembered.js'

interface Named {
  readonly id: string
  readonly name: string
}

const table = (name: string) =>
  defineTable<Named>({ name, id: ({ id }) => id, indexes: { name: equality((row) => row.name) } })
const people = table('people')
const places = table('places')
const others = table('others')

function opened() {
  const store = new Store({ clock: new EmulatorClock() })
  store.createTenant('contoso', false)
  const put = (definition: typeof people, id: string, name: string) =>
    store.transact('contoso', SYSTEM, (transaction) => {
      transaction.remove(definition, id)
      transaction.insert(definition, { id, name })
    })
  return { store, put, reader: store.read('contoso') }
}

it('works out again what was read from a table that changed, given another row, or asked under another key', () => {
  const { put, reader, store } = opened()
  put(people, '1', 'Ann')
  let worked = 0
  const remembered = rememberedWhileSame<{ readonly text: string }>()
  const ask = (key: string, given: readonly unknown[] = []) =>
    remembered(reader, key, given, (read) => {
      worked++
      const name = read.table(people).get('1')?.name
      return { text: name === 'Ann' ? `Ann in ${read.table(places).size} places` : `${name}` }
    }).text
  const row = { id: 'given' }
  expect([ask('a'), ask('a'), ask('b'), ask('a', [row]), ask('a', [row]), ask('a', [{ ...row }])]).toEqual(
    Array.from({ length: 6 }, () => 'Ann in 0 places'),
  )
  expect(worked).toBe(4)
  put(others, '1', 'unread')
  put(places, '1', 'Rome')
  expect([ask('a', [row]), ask('b')]).toEqual(['Ann in 1 places', 'Ann in 1 places'])
  put(people, '1', 'Bob')
  expect(ask('b')).toBe('Bob')
  const before = worked
  put(places, '2', 'Oslo')
  expect([ask('b'), worked]).toEqual(['Bob', before])
  store.setBase('contoso')
  store.reset('contoso')
  expect([ask('b'), worked]).toEqual(['Bob', before + 1])
})

it('sees what a memory in a memory has read', () => {
  const { put, reader } = opened()
  const inner = rememberedWhileSame<readonly number[]>()
  const outer = rememberedWhileSame<readonly number[]>()
  const ask = () =>
    outer(reader, '', [], (read) => {
      const size = () => inner(read, '', [], (deeper) => [deeper.table(people).size])
      return [...size(), ...size()]
    })
  expect(ask()).toEqual([0, 0])
  put(people, '1', 'Ann')
  expect(ask()).toEqual([1, 1])
})

it('does not fill the memory with long keys, nor with many', () => {
  const { reader } = opened()
  let worked = 0
  const remembered = rememberedWhileSame<object>()
  const ask = (key: string) => remembered(reader, key, [], () => ({ worked: worked++ }))
  const long = 'x'.repeat(3000)
  expect(ask(long)).not.toBe(ask(long))
  const first = ask('0')
  for (let key = 0; key < 999; key++) ask(`${key}`)
  expect(ask('0')).toBe(first)
  for (let key = 0; key < 1001; key++) ask(`${key}`)
  expect(ask('0')).not.toBe(first)
})
