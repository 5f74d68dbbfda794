import { describe, expect, it } from 'vitest'
import { EmulatorClock } from '../../kernel/clock.js'
import { SYSTEM } from '../../store/commit.js'
import { Store } from '../../store/store.js'
import { createEnvironment } from './create-environment.js'
import { modelOf } from './model.js'
import { rowsOf } from './tables.js'

describe('the tables of an environment', () => {
  const store = new Store({ clock: new EmulatorClock({ frozenAt: 0 }) })
  store.createTenant('t', false)
  const environment = store.transact('t', SYSTEM, (transaction) =>
    createEnvironment(transaction, {
      ...{ id: 'e', uniqueName: 'contoso', displayName: 'Contoso', type: 'Production', createdDateTime: '' },
      ...{ hasDatabase: true, isDefault: true, creatorId: null, securityGroupId: null, appPass: false },
      ...{ fnoLinked: false, dynamicsApps: [], roleBySku: {}, settings: {}, customTables: [] },
    }),
  )
  const { manyToOne, manyToMany, table } = modelOf(environment)
  const links = [
    ...manyToOne.map(({ schemaName, from, column }) => [schemaName, from, column] as const),
    ...manyToMany.flatMap(({ schemaName, intersectTable, column1, column2 }) => [
      [schemaName, intersectTable, column1] as const,
      [schemaName, intersectTable, column2] as const,
    ]),
  ]

  it.each(links.filter(([, from]) => table(from)))('are found by their relationships: %s, %s.%s', (_, from, column) => {
    expect(rowsOf(store.read('t'), environment, from).count(column, 'nobody')).toBe(0)
  })
})
