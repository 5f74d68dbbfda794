import { describe, expect, it } from 'vitest'
import { environments } from '../../src/domain/dataverse/tables.js'
import { teamIdsOf } from '../../src/domain/dataverse/team-members.js'
import { removeGroupLink } from '../../src/domain/directory/group-links.js'
import { updateUser } from '../../src/domain/directory/update-user.js'
import { addUser, firstAccess } from '../../src/domain/provisioning/first-access.js'
import { SeededHouse } from '../support/seeded-house.js'

const licensed = { licenses: ['POWERAPPS_PER_USER'] } as const

function enter(house: SeededHouse, key: string) {
  return firstAccess(house.access, house.tenant, house.environment().id, house.id(key))
}

describe('first access', () => {
  it('adds whom the background leaves out', () => {
    const house = new SeededHouse({
      users: [{ key: 'fay', licenses: ['SPE_E5'] }, { key: 'own', ...licensed }, { key: 'bob' }],
      groups: [{ key: 'sg', members: ['fay', 'bob'], owners: ['own'] }],
      environments: [{ uniqueName: 'e', securityGroup: 'sg' }],
    })
    expect(enter(house, 'fay')?.decision).toMatchObject({ outcome: 'added', rule: 'REQ-07' })
    expect(enter(house, 'own')?.decision).toMatchObject({ outcome: 'added' })
    expect(enter(house, 'bob')?.decision).toMatchObject({ outcome: 'skipped', reason: 'UserNotLicensed' })
    expect(house.row('bob')).toBeUndefined()
  })

  it('brings the row up to date, and enables it where the user is entitled', () => {
    const house = new SeededHouse(
      {
        users: [{ key: 'ann', jobTitle: 'Clerk', ...licensed }],
        environments: [{ uniqueName: 'e', systemusers: [{ user: 'ann', isdisabled: true }] }],
      },
      'manual',
    )
    house.write((transaction) => updateUser(transaction, house.id('ann'), { jobTitle: 'Manager' }))
    expect(enter(house, 'ann')?.decision.outcome).toBe('enabled')
    expect(house.row('ann')).toMatchObject({ isdisabled: false, jobtitle: 'Manager' })
  })

  it('takes the user into the group teams that match, and out of those that do no longer', () => {
    const house = new SeededHouse({
      users: [
        { key: 'ann', ...licensed },
        { key: 'gus', userType: 'Guest', ...licensed },
      ],
      groups: [{ key: 'g', members: ['ann', 'gus'], owners: ['ann'] }],
      environments: [
        {
          uniqueName: 'e',
          teams: [
            { key: 'all', group: 'g' },
            { key: 'members', group: 'g', membershipType: 'Members' },
            { key: 'owners', group: 'g', membershipType: 'Owners' },
            { key: 'guests', group: 'g', membershipType: 'Guests' },
          ],
        },
      ],
    })
    const teams = (key: string) =>
      [...teamIdsOf(house.reader, house.environment(), String(house.row(key)?.systemuserid))].length
    enter(house, 'ann')
    enter(house, 'gus')
    expect([teams('ann'), teams('gus')]).toEqual([1 + 3, 1 + 2])
    house.write((transaction) => removeGroupLink(transaction, 'member', house.id('g'), house.id('ann')))
    expect(teams('ann')).toBe(4)
    enter(house, 'ann')
    expect(teams('ann')).toBe(1 + 1)
  })

  it('knows nothing of an environment that is not there', () => {
    const house = new SeededHouse({ users: [{ key: 'ann' }] })
    expect(firstAccess(house.access, house.tenant, 'x', house.id('ann'))).toBeUndefined()
  })
})

describe('adding on demand', () => {
  it('answers with the row, or says by which rule there is none', () => {
    const house = new SeededHouse({
      users: [{ key: 'ann', ...licensed }, { key: 'bob' }],
      environments: [{ uniqueName: 'e', type: 'Trial' }],
    })
    const add = (key: string) => house.write((transaction) => addUser(transaction, house.environment(), house.id(key)))
    expect(add('ann')).toMatchObject({ isdisabled: false, emailrouteraccessapproval: 1 })
    expect(() => add('bob')).toThrowError(
      expect.objectContaining({ word: 'userNotEntitled', details: expect.objectContaining({ rule: 'LIC-02' }) }),
    )
  })
})

describe('a change that concerns a large environment as a whole', () => {
  it('is waited for in its first slice, and in full by a synchronization on request', async () => {
    const users = Array.from({ length: 450 }, (_, at) => ({ key: `u${at}`, ...licensed }))
    const house = new SeededHouse({
      skus: [{ skuPartNumber: 'POWERAPPS_PER_USER', enabled: 500 }],
      users,
      groups: [{ key: 'sg' }],
      environments: [{ uniqueName: 'e', systemusers: users.map(({ key }) => ({ user: key })) }],
    })
    const disabled = () => users.filter(({ key }) => house.row(key)?.isdisabled).length
    await house.change((transaction) =>
      transaction.replace(environments, { ...house.environment(), securityGroupId: house.id('sg') }),
    )
    expect(disabled()).toBe(200)
    const [report] = (await house.provisioning.sync()).environments
    expect(report).toMatchObject({ examined: 450, disabled: 0, unchanged: 450 })
    expect(disabled()).toBe(450)
  })
})
