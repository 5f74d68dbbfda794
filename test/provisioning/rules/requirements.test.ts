import { expect, it } from 'vitest'
import { createEmulator } from '../../../src/index.js'
import { describeRules, Rulebook } from '../rulebook.js'
import { PREMIUM, rulebookFixture } from '../rulebook-tenant.js'

describeRules('requirements', (book) => {
  const user = (key: string) => `/users/${book().id(key)}`
  /** Tries every mechanism, the one on behalf of the user included; answers with addUser's text. */
  const everyWayIn = async (key: string, environment: string) => {
    await book().bg(environment)
    const impersonated = await book().imp(key, environment)
    const { status, text } = await book().api(key, environment)
    return { impersonated, status, text }
  }
  const refusedEverywhere = async (key: string, environment: string, reason: string) => {
    const { impersonated, status, text } = await everyWayIn(key, environment)
    expect(impersonated.status).toBe(403)
    expect(status).toBe(400)
    expect(text).toContain(reason)
    expect(await book().row(key, environment)).toBeUndefined()
  }
  /** Each mechanism must do it alone. */
  const addedByEach = async (
    key: string,
    environment: string,
    ways: readonly ('bg' | 'jit' | 'api')[],
    row: object,
  ) => {
    for (const way of ways) {
      await book().emulator.control.reset()
      await (way === 'bg' ? book().bg(environment) : book()[way](key, environment))
      expect(await book().row(key, environment), way).toMatchObject({ isdisabled: false, ...row })
    }
  }

  it('REQ-01 the user must be there, not deleted, and allowed to sign in', async () => {
    await book().directory('PATCH', user('ann'), { accountEnabled: false })
    await refusedEverywhere('ann', 'p', 'UserDisabledInDirectory')
    await book().directory('DELETE', user('ann'))
    await refusedEverywhere('ann', 'p', 'UserSoftDeletedInDirectory')
    await book().directory('DELETE', `/directory/deletedItems/${book().id('ann')}`)
    await refusedEverywhere('ann', 'p', 'UserNotFoundInDirectory')
  })

  it('REQ-01 the Web API adds nobody who is not there, deleted, or blocked', async () => {
    const post = (columns: object) =>
      book().dataverse('p', 'POST', '/systemusers', { firstname: 'Ann', lastname: 'Archer', ...columns })
    const byId = () => post({ azureactivedirectoryobjectid: book().id('ann'), domainname: book().upn('ann') })
    const byName = () => post({ domainname: book().upn('ann') })
    const noSuchId = `The User Directory Object Id (${book().id('ann')}) do not exist in Azure Active Directory.`
    const noSuchName = 'This is not a valid Microsoft Online Services ID for this organization.'
    const refusal = (code: string, message: unknown) => ({ status: 400, body: { error: { code, message } } })

    await book().directory('PATCH', user('ann'), { accountEnabled: false })
    for (const make of [byId, byName])
      expect(await make()).toMatchObject(refusal('0x80041d4b', expect.stringContaining('UserDisabledInDirectory')))
    for (const remove of [user('ann'), `/directory/deletedItems/${book().id('ann')}`]) {
      await book().directory('DELETE', remove)
      expect(await byId()).toMatchObject(refusal('0x80041d28', noSuchId))
      expect(await byName()).toMatchObject(refusal('0x80041d4b', noSuchName))
    }
    expect(await book().row('ann', 'p')).toBeUndefined()
    expect((await post({ azureactivedirectoryobjectid: book().id('tim') })).status).toBe(204)
    expect(await book().row('tim', 'p')).toMatchObject({ isdisabled: false, domainname: book().upn('tim') })
  })

  it('REQ-02 whoever is deleted after being added keeps a disabled row', async () => {
    await book().bg('p')
    const { systemuserid } = (await book().row('ann', 'p')) ?? {}
    await book().directory('DELETE', user('ann'))
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ systemuserid, isdisabled: true, azurestate: 1 })
  })

  it('REQ-03 administrators alone come in without a license, as setup users', async () => {
    await refusedEverywhere('bob', 'p', 'UserNotLicensed')
    for (const key of ['ga', 'ppa', 'd365'])
      await addedByEach(key, 'p', ['bg', 'jit', 'api'], { accessmode: 1, setupuser: true, islicensed: false })
  })

  it('REQ-06 a non-interactive user needs no license', async () => {
    await book().bg('p')
    const { systemuserid } = (await book().row('ann', 'p')) ?? {}
    const { systemuserid: tims } = (await book().row('tim', 'p')) ?? {}
    await book().dataverse('p', 'PATCH', `/systemusers(${systemuserid})`, { accessmode: 4 })
    for (const key of ['ann', 'tim']) await book().license(key, { remove: PREMIUM })
    await everyWayIn('ann', 'p')
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: false, accessmode: 4, islicensed: false })
    // Without the mode the same loss disables.
    expect(await book().row('tim', 'p')).toMatchObject({ systemuserid: tims, isdisabled: true })
  })

  it('REQ-07 a free plan of Microsoft 365 is enough on demand', async () => {
    await addedByEach('fay', 'p', ['jit', 'api'], { accessmode: 0, islicensed: true })
    await book().emulator.control.reset()
    await book().bg('p')
    expect(await book().row('fay', 'p')).toBeUndefined()
  })

  it('REQ-08 a guest needs a license of this tenant', async () => {
    await refusedEverywhere('gus', 'p', 'GuestHomeTenantLicenseOnly')
    await book().license('gus', { add: PREMIUM })
    await book().bg('p')
    expect(await book().row('gus', 'p')).toMatchObject({ isdisabled: false, islicensed: true })
  })

  it('REQ-09 Global and Power Platform administrators alone get past the security group', async () => {
    await refusedEverywhere('tim', 'pg', 'UserNotInSecurityGroup')
    for (const key of ['ga', 'ppa']) await addedByEach(key, 'pg', ['bg', 'jit', 'api'], { accessmode: 1 })
  })

  it('REQ-10 a Dynamics 365 administrator must be in the security group', async () => {
    await refusedEverywhere('d365', 'pg', 'UserNotInSecurityGroup')
    expect((await book().api('d365', 'pg')).text).toContain('REQ-10')
    await book().join('sg', 'd365')
    await book().bg('pg')
    expect(await book().row('d365', 'pg')).toMatchObject({ isdisabled: false, accessmode: 1, setupuser: true })
  })

  it('REQ-11 an owner of the security group counts as a member on demand', async () => {
    await addedByEach('own', 'pg', ['jit', 'api'], { accessmode: 0, islicensed: true })
    await book().bg('pg')
    expect(await book().row('own', 'pg')).toMatchObject({ isdisabled: false })
  })
})

/** `bob`, who has no license, where something else may entitle him: left out in the background, let in on demand. */
async function expectOnDemandOnly(change: object, environmentChange: object, reason: string): Promise<void> {
  const [rules] = rulebookFixture().tenants
  if (!rules) throw new Error('the fixture has no tenant')
  const environments = rules.environments?.map((each) => ({ ...each, ...environmentChange })) ?? []
  const fixture = { tenants: [{ ...rules, environments, ...change }] }
  const book = new Rulebook(await createEmulator({ fixture, sync: 'manual' }))
  const { decisions } = (await book.bg('p')) as { decisions: { userId: string; reason: string }[] }
  expect(decisions.find(({ userId }) => userId === book.id('bob'))).toMatchObject({ reason })
  expect(await book.row('bob', 'p')).toBeUndefined()
  expect((await book.api('bob', 'p')).status).toBe(200)
  await book.jit('bob', 'sbx')
  for (const environment of ['p', 'sbx'])
    expect(await book.row('bob', environment)).toMatchObject({ isdisabled: false, accessmode: 0, islicensed: true })
  await book.bg('p')
  expect(await book.row('bob', 'p')).toMatchObject({ isdisabled: false })
  await book.emulator.close()
}

it('REQ-04 app passes of the environment stand in for a license, on demand', async () => {
  await expectOnDemandOnly({}, { appPass: true }, 'AppPassNotPreProvisioned')
})

it('REQ-05 a tenant-level Marketing license stands in for a license, on demand', async () => {
  await expectOnDemandOnly({ marketingLicense: true }, {}, 'TenantMarketingNotPreProvisioned')
})
