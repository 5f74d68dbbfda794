import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator } from '../../../src/index.js'
import { Rulebook } from '../rulebook.js'
import { PREMIUM, rulebookFixture } from '../rulebook-tenant.js'

/** The tenant of the rules with as many licenses as it has licensed users, and roles that licenses bring. */
function fullFixture(settings = {}) {
  const [rules] = rulebookFixture().tenants
  if (!rules) throw new Error('the fixture has no tenant')
  const skus = [
    { skuPartNumber: 'POWERAPPS_PER_USER', enabled: 5 },
    { skuPartNumber: 'SPE_E5', enabled: 5 },
  ]
  const environments = rules.environments?.map((environment) => ({
    ...environment,
    roleBySku: { POWERAPPS_PER_USER: ['Basic User'] },
    settings: { ...environment.settings, ...settings },
  }))
  return { tenants: [{ ...rules, skus, environments: environments ?? [] }] }
}

const tools = (book: () => Rulebook) => ({
  user: (key: string) => `/users/${book().id(key)}`,
  deleted: (key: string) => `/directory/deletedItems/${book().id(key)}`,
  rolesOf: async (key: string) => {
    const { systemuserid } = (await book().row(key, 'p')) ?? {}
    const query = `/systemusers(${systemuserid})?$expand=systemuserroles_association($select=name)`
    const { body } = await book().dataverse('p', 'GET', query)
    return (body.systemuserroles_association as { name: string }[]).map(({ name }) => name)
  },
})

describe('directory events that licenses, deletion and restoring bring', () => {
  let book: Rulebook
  const { user, deleted, rolesOf } = tools(() => book)
  beforeAll(async () => {
    book = new Rulebook(await createEmulator({ fixture: fullFixture(), sync: 'manual' }))
  })
  beforeEach(async () => {
    book.forget()
    await book.emulator.control.reset()
    await book.bg('p')
  })
  afterAll(() => book.emulator.close())

  it('EV-04 the loss of the license takes its roles and disables the row, unless something else entitles', async () => {
    expect(await rolesOf('ann')).toEqual(['Basic User'])
    await book.license('ann', { remove: PREMIUM })
    await book.bg('p')
    expect(await book.row('ann', 'p')).toMatchObject({ islicensed: false, isdisabled: true })
    expect(await rolesOf('ann')).toEqual([])
    const { systemuserid } = (await book.row('tim', 'p')) ?? {}
    await book.dataverse('p', 'PATCH', `/systemusers(${systemuserid})`, { accessmode: 4 })
    await book.license('tim', { remove: PREMIUM })
    await book.bg('p')
    expect(await book.row('tim', 'p')).toMatchObject({ islicensed: false, isdisabled: false, accessmode: 4 })
    expect(await rolesOf('tim')).toEqual([])
  })

  it('EV-05 a license enables the row, lifts the mode of the administrator rule and brings its roles', async () => {
    await book.license('ann', { remove: PREMIUM })
    await book.license('tim', { remove: PREMIUM })
    await book.bg('p')
    expect(await book.row('ppa', 'p')).toMatchObject({ accessmode: 1, setupuser: true })
    await book.directory('PATCH', user('ppa'), { usageLocation: 'US' })
    await book.license('ann', { add: PREMIUM })
    await book.license('ppa', { add: PREMIUM })
    await book.bg('p')
    expect(await book.row('ann', 'p')).toMatchObject({ islicensed: true, isdisabled: false, accessmode: 0 })
    expect(await rolesOf('ann')).toEqual(['Basic User'])
    expect(await book.row('ppa', 'p')).toMatchObject({ islicensed: true, accessmode: 0, setupuser: false })
    expect(await rolesOf('ppa')).toEqual(['Basic User'])
  })

  it('EV-09 soft deletion disables the row, gives it the name of the deleted and says when', async () => {
    const { systemuserid } = (await book.row('ann', 'p')) ?? {}
    await book.directory('DELETE', user('ann'))
    await book.bg('p')
    const row = await book.row('ann', 'p')
    expect(row).toMatchObject({ systemuserid, isdisabled: true, azurestate: 1 })
    expect(row?.domainname).toBe(`${book.id('ann').replaceAll('-', '')}ann@rules.onmicrosoft.com`)
    expect(row?.azuredeletedon).toEqual(expect.any(String))
  })

  it('EV-10 restoring brings license, name and row back, even when the seat was given away', async () => {
    await book.directory('DELETE', user('ann'))
    await book.bg('p')
    await book.license('bob', { add: PREMIUM })
    await book.directory('POST', `${deleted('ann')}/restore`)
    await book.bg('p')
    const name = 'ann@rules.onmicrosoft.com'
    expect(await book.row('ann', 'p')).toMatchObject({ isdisabled: false, azurestate: 0, domainname: name })
    expect(await book.row('ann', 'p')).toMatchObject({ azuredeletedon: null, islicensed: true })
    const { value } = await book.directory('GET', '/subscribedSkus')
    const sku = (value as { skuId: string; consumedUnits: number; prepaidUnits: object }[]).find(
      ({ skuId }) => skuId === PREMIUM,
    )
    expect(sku).toMatchObject({ consumedUnits: 6, prepaidUnits: { enabled: 5 } })
  })

  it('EV-11 permanent deletion, by hand or after 30 days, leaves a disabled row that says so', async () => {
    await book.directory('DELETE', user('ann'))
    await book.directory('DELETE', deleted('ann'))
    await book.directory('DELETE', user('tim'))
    await book.bg('p')
    expect(await book.row('ann', 'p')).toMatchObject({ isdisabled: true, azurestate: 2 })
    expect(await book.row('tim', 'p')).toMatchObject({ isdisabled: true, azurestate: 1 })
    await book.clock('P30DT1M')
    await book.bg('p')
    expect(await book.row('tim', 'p')).toMatchObject({ isdisabled: true, azurestate: 2 })
  })

  it('EV-12 a new account under the old name gets a row of its own', async () => {
    const old = (await book.row('ann', 'p')) ?? {}
    await book.directory('DELETE', user('ann'))
    await book.directory('DELETE', deleted('ann'))
    const { id } = await book.directory('POST', '/users', {
      ...{ displayName: 'Ann again', mailNickname: 'ann', userPrincipalName: 'ann@rules.onmicrosoft.com' },
      ...{ accountEnabled: true, usageLocation: 'US', passwordProfile: { password: 'Xwzy-1234' } },
    })
    await book.license(String(id), { add: PREMIUM })
    await book.bg('p')
    const name = 'ann@rules.onmicrosoft.com'
    const made = await book.row(String(id), 'p')
    expect(made).toMatchObject({ isdisabled: false, domainname: name })
    expect(made?.systemuserid).not.toBe(old.systemuserid)
    expect(await book.row('ann', 'p')).toMatchObject({
      systemuserid: old.systemuserid,
      isdisabled: true,
      azurestate: 2,
    })
  })
})

describe('directory events at intervals', () => {
  let book: Rulebook
  const { user } = tools(() => book)
  beforeEach(async () => {
    const fixture = fullFixture({ 'sync.mode': 'interval:PT5M' })
    book = new Rulebook(await createEmulator({ fixture, clock: '2026-03-01T08:00:00Z' }))
    await book.clock('PT5M')
  })

  it('EV-02 EV-03 EV-07 wait for the next interval', async () => {
    await book.directory('PATCH', user('ann'), { accountEnabled: false })
    await book.join('sg', 'tim')
    await book.clock('PT4M')
    expect(await book.row('ann', 'p')).toMatchObject({ isdisabled: false })
    expect(await book.row('tim', 'pg')).toBeUndefined()
    await book.clock('PT1M')
    expect(await book.row('ann', 'p')).toMatchObject({ isdisabled: true })
    expect(await book.row('tim', 'pg')).toMatchObject({ isdisabled: false })
    await book.directory('PATCH', user('ann'), { accountEnabled: true })
    expect(await book.row('ann', 'p')).toMatchObject({ isdisabled: true })
    await book.clock('PT5M')
    expect(await book.row('ann', 'p')).toMatchObject({ isdisabled: false })
    await book.emulator.close()
  })

  it('EV-09 a deletion is noticed half an hour later, or at once when somebody asks', async () => {
    await book.directory('DELETE', user('ann'))
    await book.directory('DELETE', user('tim'))
    await book.clock('PT29M')
    expect(await book.row('ann', 'p')).toMatchObject({ isdisabled: false })
    await book.emulator.control.diagnostics('p', book.id('tim'), { sync: true })
    expect(await book.row('tim', 'p')).toMatchObject({ isdisabled: true })
    await book.clock('PT6M')
    expect(await book.row('ann', 'p')).toMatchObject({ isdisabled: true, azurestate: 1 })
    await book.emulator.close()
  })
})
