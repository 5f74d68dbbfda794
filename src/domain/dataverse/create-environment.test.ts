import { describe, expect, it } from 'vitest'
import { EmulatorClock } from '../../kernel/clock.js'
import { SYSTEM } from '../../store/commit.js'
import { Store } from '../../store/store.js'
import { createBusinessUnit } from './business-units.js'
import { createEnvironment, type NewEnvironment } from './create-environment.js'
import { defaultTeamOf } from './default-team.js'
import { directRolesOf } from './role-assignments.js'
import { createSystemuser } from './systemusers.js'
import { environments, rowsOf } from './tables.js'
import { isTeamMember } from './team-members.js'

const settings: NewEnvironment = {
  id: '11111111-1111-4111-8111-111111111111',
  uniqueName: 'contoso',
  displayName: 'Contoso',
  type: 'Production',
  hasDatabase: true,
  isDefault: true,
  createdDateTime: '2026-01-01T00:00:00Z',
  creatorId: null,
  securityGroupId: null,
  appPass: false,
  fnoLinked: false,
  dynamicsApps: [],
  roleBySku: {},
  settings: { 'orgdborgsettings.AllowRoleAssignmentOnDisabledUsers': true },
  customTables: [],
}

function newStore(): Store {
  const store = new Store({ clock: new EmulatorClock({ frozenAt: 0 }) })
  store.createTenant('t', false)
  return store
}

describe('createEnvironment', () => {
  it('holds the documented first rows and roles', () => {
    const store = newStore()
    const environment = store.transact('t', SYSTEM, (transaction) => createEnvironment(transaction, settings))
    const reader = store.read('t')
    const users = [...rowsOf(reader, environment, 'systemuser').rows()]
    expect(users.map((user) => [user.fullname, user.accessmode])).toEqual([
      ['SYSTEM', 3],
      ['INTEGRATION', 3],
      ['Support User', 3],
      ['Delegated Admin', 5],
      ['# CDSUserManagement', 4],
      ['# BAP', 4],
      ['# Business Application Platform Service account', 4],
      ['# Flow-RP', 4],
    ])
    const delegated = users.find((user) => user.fullname === 'Delegated Admin')
    const roles = [...directRolesOf(reader, environment, String(delegated?.systemuserid))]
    expect(roles.map((role) => role.name)).toEqual(['System Administrator'])
    const names = [...rowsOf(reader, environment, 'role').rows()].map((role) => role.name)
    expect(names).toContain('Basic User')
    expect(names).not.toContain('Salesperson')
  })

  it('gives the same ids every time', () => {
    const ids = [newStore(), newStore()].map((store) => {
      const environment = store.transact('t', SYSTEM, (transaction) => createEnvironment(transaction, settings))
      const tableNames = ['systemuser', 'role', 'team', 'teammembership', 'systemuserroles']
      return tableNames.map((name) => [...rowsOf(store.read('t'), environment, name).rows()])
    })
    expect(ids[0]).toEqual(ids[1])
  })

  it('keeps an environment without a database empty', () => {
    const store = newStore()
    const environment = store.transact('t', SYSTEM, (transaction) =>
      createEnvironment(transaction, { ...settings, hasDatabase: false }),
    )
    expect(environment.organizationId).toBeNull()
    expect(store.read('t').table(environments).size).toBe(1)
    expect(rowsOf(store.read('t'), environment, 'systemuser').size).toBe(0)
  })

  it('refuses a unique name that is taken, whatever the case', () => {
    const store = newStore()
    const make = (uniqueName: string, id: string) =>
      store.transact('t', SYSTEM, (transaction) => createEnvironment(transaction, { ...settings, uniqueName, id }))
    make('contoso', '1')
    expect(() => make('CONTOSO', '2')).toThrowError('environmentNameTaken')
  })
})

describe('createBusinessUnit', () => {
  it('brings a default team and a copy of every role', () => {
    const store = newStore()
    store.transact('t', SYSTEM, (transaction) => {
      const environment = createEnvironment(transaction, settings)
      const roles = rowsOf(transaction, environment, 'role')
      const before = roles.size
      const unit = createBusinessUnit(transaction, environment, { name: 'EMEA' })
      expect(roles.size).toBe(before * 2)
      const copy = [...roles.find('businessunitid', String(unit.businessunitid))].find((r) => r.name === 'Basic User')
      expect(copy?.parentroleid).toBe(copy?.parentrootroleid)
      expect(copy?.roleid).not.toBe(copy?.parentroleid)
      const user = createSystemuser(transaction, environment, {
        lastname: 'A',
        businessunitid: String(unit.businessunitid),
      })
      const team = defaultTeamOf(transaction, environment, String(unit.businessunitid))
      expect(isTeamMember(transaction, environment, String(team?.teamid), String(user.systemuserid))).toBe(true)
    })
  })
})
