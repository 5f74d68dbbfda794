import { describe, expect, it } from 'vitest'
import type { EnvironmentDocument, UserDocument } from '../../src/domain/fixture/tenant-document.js'
import { addUser } from '../../src/domain/provisioning/first-access.js'
import { SeededHouse } from '../support/seeded-house.js'

const licensed = { licenses: ['POWERAPPS_PER_USER'] } as const

function rolesOf(
  user: Partial<UserDocument>,
  environment: Partial<EnvironmentDocument>,
  as: 'members' | 'owners' = 'members',
) {
  const house = new SeededHouse(
    {
      users: [{ key: 'ann', ...licensed, ...user }],
      groups: [{ key: 'team', kind: 'microsoft365', [as]: ['ann'] }],
      environments: [{ uniqueName: 'e', ...environment }],
    },
    'manual',
  )
  house.write((transaction) => addUser(transaction, house.environment(), house.id('ann')))
  return house.roles('ann')
}

const teams = { type: 'Teams', securityGroup: 'team' } as const

describe('the roles of somebody who is added', () => {
  it('are none, as a rule', () => {
    expect(rolesOf({}, {})).toEqual([])
    expect(rolesOf({ directoryRoles: ['Global Administrator'] }, {})).toEqual([])
  })

  it('come with the default environment', () => {
    expect(rolesOf({}, { type: 'Default' })).toEqual(['Basic User', 'Environment Maker'])
  })

  it('follow the persona in a Teams environment', () => {
    expect(rolesOf({}, teams, 'owners')).toEqual(['System Administrator'])
    expect(rolesOf({}, teams)).toEqual(['Teams Member'])
    expect(rolesOf({ userType: 'Guest' }, teams)).toEqual(['Teams Guest'])
    expect(rolesOf({ directoryRoles: ['Power Platform Administrator'] }, teams)).toEqual(['System Administrator'])
    const d365 = { directoryRoles: ['Dynamics 365 Administrator'] }
    expect(rolesOf(d365, teams)).toEqual(['System Administrator', 'Teams Member'])
    expect(rolesOf(d365, teams, 'owners')).toEqual(['System Administrator'])
    expect(rolesOf({}, { type: 'Teams' })).toEqual(['Basic User'])
  })

  it('make directory administrators System Administrators only where the legacy setting says so', () => {
    const legacy = { settings: { 'admin.autoSystemAdministrator': true } }
    const administrator = { directoryRoles: ['Dynamics 365 Administrator'] }
    expect(rolesOf(administrator, legacy)).toEqual(['System Administrator'])
    expect(rolesOf(administrator, { ...legacy, type: 'Default' })).toContain('System Administrator')
    expect(rolesOf({}, legacy)).toEqual([])
  })

  it('reach everybody who is enabled where finance and operations is linked, and nobody else', async () => {
    const house = new SeededHouse(
      {
        users: [{ key: 'ann', ...licensed }, { key: 'bob' }],
        environments: [{ uniqueName: 'e', fnoLinked: true, systemusers: [{ user: 'ann' }, { user: 'bob' }] }],
      },
      'manual',
    )
    expect(house.roles('ann')).toEqual([])
    await house.provisioning.sync()
    expect(house.roles('ann')).toEqual(['Finance and Operations Basic User'])
    expect(house.roles('bob')).toEqual([])
    const { environments } = await house.provisioning.sync()
    expect(environments[0]).toMatchObject({ updated: 0, unchanged: 2 })
  })
})
