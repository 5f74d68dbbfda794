import { SYSTEM } from '../../src/store/commit.js'
import type { Store } from '../../src/store/store.js'
import { defineTable, equality } from '../../src/store/table-definition.js'

/** A row that is written together with one of the same id and text in the other table, in one transaction. */
export interface Half {
  readonly id: string
  readonly text: string
}

export const TENANT = 'contoso'
/** Short, so that every round has journals move into the snapshot. */
export const journalLimit = 50_000

const halves = (name: string) =>
  defineTable<Half>({ name, id: ({ id }) => id, indexes: { text: equality(({ text }) => text) } })

export const left = halves('left')
export const right = halves('right')

/** Fills a new store with enough to take a moment. */
export function plant(store: Store): void {
  store.createTenant(TENANT, false)
  store.transact(TENANT, SYSTEM, (t) => {
    for (let at = 0; at < 500; at++) {
      t.insert(left, { id: `planted ${at}`, text: 'planted' })
      t.insert(right, { id: `planted ${at}`, text: 'planted' })
    }
  })
  store.setBase(TENANT)
}
