import { describe, expect, it } from 'vitest'
import { defaultTeamOf } from '../../src/domain/dataverse/default-team.js'
import { EMAIL_SET_BY_CLIENT, updateSystemuser } from '../../src/domain/dataverse/systemusers.js'
import { environments } from '../../src/domain/dataverse/tables.js'
import { isTeamMember } from '../../src/domain/dataverse/team-members.js'
import { assignLicense } from '../../src/domain/directory/assign-license.js'
import { createUser } from '../../src/domain/directory/create-user.js'
import { deleteUser } from '../../src/domain/directory/delete-objects.js'
import { purgeDeletedItem, restoreDeletedItem } from '../../src/domain/directory/deleted-items.js'
import { addGroupLink, removeGroupLink } from '../../src/domain/directory/group-links.js'
import { assignRole, unassignRole } from '../../src/domain/directory/role-assignments.js'
import { roleNamed } from '../../src/domain/directory/role-catalog.js'
import { skuByPartNumber } from '../../src/domain/directory/sku-catalog.js'
import { updateUser } from '../../src/domain/directory/update-user.js'
import { SeededHouse } from '../support/seeded-house.js'

const PREMIUM = skuByPartNumber('POWERAPPS_PER_USER')?.skuId ?? ''
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const give = { addLicenses: [{ skuId: PREMIUM }], removeLicenses: [] }
const take = { addLicenses: [], removeLicenses: [PREMIUM] }

const ann = { key: 'ann', displayName: 'Ann', usageLocation: 'FR' } as const
const licensedAnn = { ...ann, licenses: ['POWERAPPS_PER_USER'] } as const
const skus = [{ skuPartNumber: 'POWERAPPS_PER_USER' }] as const

describe('synchronization after each change', () => {
  it('makes the row when a user who was created gets a license', async () => {
    const house = new SeededHouse({ skus, environments: [{ uniqueName: 'e' }] })
    const { id } = await house.change((transaction) =>
      createUser(transaction, {
        accountEnabled: true,
        displayName: 'Adele Vance',
        givenName: 'Adele',
        surname: 'Vance',
        mailNickname: 'adele',
        userPrincipalName: 'adele@t.onmicrosoft.com',
        usageLocation: 'US',
        jobTitle: 'Retail Manager',
        passwordProfile: { password: 'Cuyo5459!' },
      }),
    )
    const find = () => house.rowOf(id)
    expect(find()).toBeUndefined()
    await house.change((transaction) => assignLicense(transaction, id, give))
    expect(find()).toMatchObject({
      azureactivedirectoryobjectid: id,
      domainname: 'adele@t.onmicrosoft.com',
      windowsliveid: 'adele@t.onmicrosoft.com',
      internalemailaddress: 'adele@t.onmicrosoft.com',
      fullname: 'Adele Vance',
      jobtitle: 'Retail Manager',
      accessmode: 0,
      isdisabled: false,
      islicensed: true,
      setupuser: false,
      issyncwithdirectory: true,
      emailrouteraccessapproval: 2,
      azurestate: 0,
      businessunitid: house.environment().rootBusinessUnitId,
    })
    const team = defaultTeamOf(house.reader, house.environment(), String(house.environment().rootBusinessUnitId))
    expect(isTeamMember(house.reader, house.environment(), String(team?.teamid), String(find()?.systemuserid))).toBe(
      true,
    )
  })

  it('leaves a seeded tenant as written', async () => {
    const house = new SeededHouse({ users: [licensedAnn], environments: [{ uniqueName: 'e' }] })
    await house.provisioning.settle()
    expect(house.row('ann')).toBeUndefined()
  })

  it('disables and enables with the license, the block and the group', async () => {
    const house = new SeededHouse({
      skus,
      users: [licensedAnn],
      groups: [{ key: 'sg', members: ['ann'] }],
      environments: [{ uniqueName: 'e', securityGroup: 'sg', systemusers: [{ user: 'ann' }] }],
    })
    const id = house.id('ann')
    const { systemuserid } = house.row('ann') ?? {}
    const expectDisabled = (disabledreason: string, islicensed: boolean) =>
      expect(house.row('ann')).toMatchObject({ systemuserid, isdisabled: true, disabledreason, islicensed })
    const expectEnabled = () =>
      expect(house.row('ann')).toMatchObject({
        systemuserid,
        isdisabled: false,
        islicensed: true,
        disabledreason: null,
      })

    await house.change((transaction) => assignLicense(transaction, id, take))
    expectDisabled('UserNotLicensed', false)
    await house.change((transaction) => assignLicense(transaction, id, give))
    expectEnabled()
    await house.change((transaction) => updateUser(transaction, id, { accountEnabled: false }))
    expectDisabled('UserDisabledInDirectory', true)
    await house.change((transaction) => updateUser(transaction, id, { accountEnabled: true }))
    expectEnabled()
    await house.change((transaction) => removeGroupLink(transaction, 'member', house.id('sg'), id))
    expectDisabled('UserNotInSecurityGroup', true)
    await house.change((transaction) => addGroupLink(transaction, 'member', house.id('sg'), id))
    expectEnabled()
  })

  it('follows a user through deletion, restore and purge', async () => {
    const house = new SeededHouse({
      skus,
      users: [{ ...licensedAnn, mail: 'ann@t.onmicrosoft.com' }],
      environments: [{ uniqueName: 'e', systemusers: [{ user: 'ann' }] }],
    })
    const id = house.id('ann')
    const mangled = `${id.replaceAll('-', '')}ann@t.onmicrosoft.com`
    await house.change((transaction) => deleteUser(transaction, id))
    expect(house.row('ann')).toMatchObject({
      isdisabled: true,
      azurestate: 1,
      azuredeletedon: '2026-06-01T09:00:00Z',
      domainname: mangled,
      internalemailaddress: mangled,
      disabledreason: 'UserSoftDeletedInDirectory',
    })
    await house.change((transaction) => restoreDeletedItem(transaction, id))
    expect(house.row('ann')).toMatchObject({
      isdisabled: false,
      azurestate: 0,
      azuredeletedon: null,
      domainname: 'ann@t.onmicrosoft.com',
      internalemailaddress: 'ann@t.onmicrosoft.com',
    })
    await house.change((transaction) => {
      deleteUser(transaction, id)
      purgeDeletedItem(transaction, id)
    })
    expect(house.row('ann')).toMatchObject({
      isdisabled: true,
      azurestate: 2,
      disabledreason: 'UserNotFoundInDirectory',
    })
  })

  it('purges what was deleted 30 days ago, to the second, and settles what follows', async () => {
    const house = new SeededHouse({
      skus,
      users: [licensedAnn],
      environments: [{ uniqueName: 'e', systemusers: [{ user: 'ann' }] }],
    })
    await house.change((transaction) => deleteUser(transaction, house.id('ann')))
    await house.advance(30 * DAY - 1000)
    expect(house.row('ann')?.azurestate).toBe(1)
    await house.advance(1000)
    expect(house.row('ann')).toMatchObject({ azurestate: 2, isdisabled: true })
  })

  it('gives an unlicensed administrator the administrative mode, and takes it back with the role', async () => {
    const house = new SeededHouse({ skus, users: [ann], environments: [{ uniqueName: 'e' }] })
    const id = house.id('ann')
    const template = roleNamed('Dynamics 365 Administrator')?.templateId ?? ''
    const assignment = await house.change((transaction) => assignRole(transaction, id, template))
    expect(house.row('ann')).toMatchObject({ accessmode: 1, setupuser: true, islicensed: false, isdisabled: false })
    expect(house.roles('ann')).toEqual([])
    await house.change((transaction) => assignLicense(transaction, id, give))
    expect(house.row('ann')).toMatchObject({ accessmode: 0, setupuser: false, islicensed: true })
    await house.change((transaction) => assignLicense(transaction, id, take))
    expect(house.row('ann')).toMatchObject({ accessmode: 1, setupuser: true, islicensed: false })
    await house.change((transaction) => unassignRole(transaction, assignment.id))
    expect(house.row('ann')).toMatchObject({ isdisabled: true, accessmode: 1, disabledreason: 'UserNotLicensed' })
  })

  it('keeps the profile up to date, and the full name out of it', async () => {
    const house = new SeededHouse({
      users: [{ ...licensedAnn, givenName: 'Ann', surname: 'Lee' }],
      environments: [{ uniqueName: 'e', systemusers: [{ user: 'ann' }] }],
    })
    const id = house.id('ann')
    const businessPhones = ['+33 1 23']
    await house.change((transaction) =>
      updateUser(transaction, id, { displayName: 'Nobody', jobTitle: 'Clerk', businessPhones, city: 'Paris' }),
    )
    expect(house.row('ann')).toMatchObject({
      fullname: 'Ann Lee',
      jobtitle: 'Clerk',
      address1_telephone1: '+33 1 23',
      address1_city: 'Paris',
    })
    await house.change((transaction) => updateUser(transaction, id, { jobTitle: null, givenName: null, city: null }))
    expect(house.row('ann')).toMatchObject({ fullname: '# Lee', firstname: '#', jobtitle: null, address1_city: null })
  })

  it('follows the mail until a client has written the primary e-mail', async () => {
    const house = new SeededHouse({
      users: [licensedAnn],
      environments: [{ uniqueName: 'e', systemusers: [{ user: 'ann' }] }],
    })
    const id = house.id('ann')
    await house.change((transaction) => updateUser(transaction, id, { mail: 'a@t.onmicrosoft.com' }))
    expect(house.row('ann')?.internalemailaddress).toBe('a@t.onmicrosoft.com')
    house.write((transaction) =>
      updateSystemuser(transaction, house.environment(), String(house.row('ann')?.systemuserid), {
        [EMAIL_SET_BY_CLIENT]: true,
      }),
    )
    await house.change((transaction) => updateUser(transaction, id, { mail: 'b@t.onmicrosoft.com' }))
    expect(house.row('ann')?.internalemailaddress).toBe('a@t.onmicrosoft.com')
  })

  it('brings license-based roles and takes away those alone', async () => {
    const house = new SeededHouse({
      skus,
      users: [ann],
      environments: [
        { uniqueName: 'e', roleBySku: { POWERAPPS_PER_USER: ['Basic User'] } },
        { uniqueName: 'trial', type: 'Trial', roleBySku: { POWERAPPS_PER_USER: ['Basic User'] } },
        {
          uniqueName: 'manual',
          roleBySku: { POWERAPPS_PER_USER: ['Basic User'] },
          systemusers: [{ user: 'ann', roles: ['Basic User'] }],
        },
      ],
    })
    const id = house.id('ann')
    await house.change((transaction) => assignLicense(transaction, id, give))
    expect(house.roles('ann')).toEqual(['Basic User'])
    expect(house.row('ann', 'trial')).toBeUndefined()
    await house.change((transaction) => assignLicense(transaction, id, take))
    expect(house.roles('ann')).toEqual([])
    expect(house.roles('ann', 'manual')).toEqual(['Basic User'])
  })

  it('gives everybody in a default environment Basic User and Environment Maker', async () => {
    const house = new SeededHouse({ skus, users: [ann], environments: [{ uniqueName: 'e', type: 'Default' }] })
    await house.change((transaction) => assignLicense(transaction, house.id('ann'), give))
    expect(house.roles('ann')).toEqual(['Basic User', 'Environment Maker'])
  })

  it('looks at the whole environment when it gets another security group', async () => {
    const house = new SeededHouse({
      users: [licensedAnn, { ...licensedAnn, key: 'bob' }],
      groups: [{ key: 'sg', members: ['bob'] }],
      environments: [{ uniqueName: 'e', systemusers: [{ user: 'ann' }] }],
    })
    await house.change((transaction) =>
      transaction.replace(environments, { ...house.environment(), securityGroupId: house.id('sg') }),
    )
    expect(house.row('ann')).toMatchObject({ isdisabled: true, disabledreason: 'UserNotInSecurityGroup' })
    expect(house.row('bob')).toMatchObject({ isdisabled: false })
  })

  it('does nothing because of a change in Dataverse itself', async () => {
    const house = new SeededHouse({
      users: [licensedAnn],
      environments: [{ uniqueName: 'e', systemusers: [{ user: 'ann' }] }],
    })
    const id = String(house.row('ann')?.systemuserid)
    await house.change((transaction) => updateSystemuser(transaction, house.environment(), id, { isdisabled: true }))
    expect(house.row('ann')?.isdisabled).toBe(true)
    await house.provisioning.sync()
    expect(house.row('ann')?.isdisabled).toBe(false)
  })
})

describe('synchronization at an interval', () => {
  it('makes the row at the next tick, and again at every other', async () => {
    const house = new SeededHouse({ skus, users: [ann], environments: [{ uniqueName: 'e' }] }, 'interval:PT5M')
    const id = house.id('ann')
    await house.change((transaction) => assignLicense(transaction, id, give))
    await house.advance(5 * MINUTE - 1)
    expect(house.row('ann')).toBeUndefined()
    await house.advance(1)
    expect(house.row('ann')?.isdisabled).toBe(false)
    await house.change((transaction) => assignLicense(transaction, id, take))
    expect(house.row('ann')?.isdisabled).toBe(false)
    await house.advance(5 * MINUTE)
    expect(house.row('ann')?.isdisabled).toBe(true)
  })

  it('may be a setting of one environment', async () => {
    const house = new SeededHouse({
      skus,
      users: [ann],
      environments: [{ uniqueName: 'e', settings: { 'sync.mode': 'interval:PT1H' } }, { uniqueName: 'other' }],
    })
    await house.change((transaction) => assignLicense(transaction, house.id('ann'), give))
    expect(house.row('ann', 'other')).toBeDefined()
    expect(house.row('ann')).toBeUndefined()
    await house.advance(60 * MINUTE)
    expect(house.row('ann')).toBeDefined()
  })
})

describe('synchronization on request', () => {
  const tenant = {
    users: [
      licensedAnn,
      { key: 'bob' },
      { ...licensedAnn, key: 'own' },
      { ...licensedAnn, key: 'nia' },
      { ...licensedAnn, key: 'far' },
      { key: 'ga', directoryRoles: ['Global Administrator'] },
      { key: 'd365', directoryRoles: ['Dynamics 365 Administrator'] },
    ],
    groups: [
      { key: 'sg', members: ['ann', 'bob', 'inner'], owners: ['own'] },
      { key: 'inner', members: ['nia'] },
    ],
  }

  it('examines, with a security group, its members and owners, exempt administrators and existing rows', async () => {
    const house = new SeededHouse(
      { ...tenant, environments: [{ uniqueName: 'e', securityGroup: 'sg', systemusers: [{ user: 'far' }] }] },
      'manual',
    )
    const { environments: reports } = await house.provisioning.sync()
    const [report] = reports
    expect(report).toMatchObject({
      tenantId: house.tenant,
      uniqueName: 'e',
      examined: 5,
      added: 2,
      enabled: 0,
      updated: 0,
      disabled: 1,
      unchanged: 0,
      skipped: 2,
    })
    const told = Object.fromEntries(
      (report?.decisions ?? []).map(({ userPrincipalName, outcome, reason, rule }) => [
        userPrincipalName?.split('@')[0],
        [outcome, reason, rule],
      ]),
    )
    expect(told).toEqual({
      ann: ['added', null, 'ENAB-02'],
      bob: ['skipped', 'UserNotLicensed', 'LIC-02'],
      own: ['skipped', 'OwnerNotPreProvisioned', 'NOAU-05'],
      ga: ['added', null, 'ENAB-12'],
      far: ['disabled', 'UserNotInSecurityGroup', 'REQ-09'],
    })
  })

  it('examines everybody without one, and changes nothing the second time', async () => {
    const house = new SeededHouse({ ...tenant, environments: [{ uniqueName: 'e' }] }, 'manual')
    const [first] = (await house.provisioning.sync({ environment: 'E' })).environments
    expect(first).toMatchObject({ examined: 7, added: 6, skipped: 1 })
    const seq = house.store.seq
    const [second] = (await house.provisioning.sync({ decisions: 'changed' })).environments
    expect(second).toMatchObject({ examined: 7, added: 0, unchanged: 6, skipped: 1, decisions: [] })
    expect(house.store.seq).toBe(seq)
  })

  it('goes through a large tenant in several transactions', async () => {
    const users = Array.from({ length: 450 }, (_, at) => ({ ...licensedAnn, key: `u${at}` }))
    const house = new SeededHouse(
      { skus: [{ skuPartNumber: 'POWERAPPS_PER_USER', enabled: 500 }], users, environments: [{ uniqueName: 'e' }] },
      'manual',
    )
    const seq = house.store.seq
    const [report] = (await house.provisioning.sync()).environments
    expect(report).toMatchObject({ examined: 450, added: 450 })
    const added = [...(house.store.history(house.tenant, seq) ?? [])].map(
      ({ changes }) => changes.filter(({ table, kind }) => table === 'systemuser' && kind === 'insert').length,
    )
    expect(added.reduce((sum, count) => sum + count)).toBe(450)
    expect(added.length).toBeGreaterThan(2)
    // A transaction is one turn of the event loop: nobody waits for more users than this.
    expect(Math.max(...added)).toBeLessThanOrEqual(200)
  })

  it('names an environment without a database as the reason', async () => {
    const house = new SeededHouse({ users: [licensedAnn], environments: [{ uniqueName: 'e', database: false }] })
    const [report] = (await house.provisioning.sync()).environments
    expect(report?.decisions).toMatchObject([{ outcome: 'skipped', reason: 'EnvironmentHasNoDatabase' }])
  })

  it('refuses an environment that nobody has', async () => {
    const house = new SeededHouse({ environments: [{ uniqueName: 'e' }] })
    await expect(house.provisioning.sync({ environment: 'x' })).rejects.toThrowError('environmentNotFound')
    await expect(house.provisioning.sync({ tenantId: 'x' })).rejects.toThrowError('tenantNotFound')
  })
})
