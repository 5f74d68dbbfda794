import { expect, it } from 'vitest'
import { describeRules } from '../rulebook.js'
import { enter, given, link, make, makeRole, outcomeOf, refusalOf, rootUnit, withFixture } from '../rulebook-rows.js'
import { PREMIUM } from '../rulebook-tenant.js'

const POWER_PLATFORM_ADMINISTRATOR = '11648597-926c-4cf3-9c36-bcebb0ba8dcc'

describeRules('administrative users', (book) => {
  const setMode = (systemuserid: unknown, accessmode: number, user = 'sa') =>
    book().dataverse('p', 'PATCH', `/systemusers(${systemuserid})`, { accessmode }, { user })

  /** Ann with System Administrator in Administrative mode. */
  async function administrativeAnn(): Promise<string> {
    const ann = await enter(book(), 'ann', 'p')
    await given(book(), 'p', ann, await book().role('p', 'System Administrator'))
    expect((await setMode(ann, 1)).status).toBe(204)
    return ann
  }

  it('ADMU-01 reaches settings and administration, but no business data', async () => {
    await make(book(), 'p', 'accounts', { name: 'Acme' })
    await administrativeAnn()
    const get = (path: string, headers = {}) => book().dataverse('p', 'GET', path, undefined, { user: 'ann' }, headers)
    for (const set of ['roles', 'systemusers', 'teams', 'businessunits', 'organizations'])
      expect((await get(`/${set}`)).status, set).toBe(200)
    expect((await get('/EntityDefinitions?$select=LogicalName')).status).toBe(200)
    const closed = 'User does not have read-write access to the Dynamics 365 organization.'
    expect(refusalOf(await get('/accounts'))).toEqual([403, '0x80044502', closed])
    const post = book().dataverse('p', 'POST', '/contacts', { lastname: 'C' }, { user: 'ann' })
    expect(outcomeOf(await post)).toEqual([403, '0x80044502'])
    const expanded = await get('/businessunits?$select=name&$expand=business_unit_accounts($select=name)')
    expect(expanded.text).not.toContain('Acme')
    const caller = { app: true } as const
    const onBehalf = await book().dataverse('p', 'GET', '/accounts', undefined, caller, {
      CallerObjectId: book().id('ann'),
    })
    expect(outcomeOf(onBehalf)).toEqual([403, '0x80044502'])
    await setMode((await book().row('ann', 'p'))?.systemuserid, 0)
    expect((await get('/accounts')).status).toBe(200)
  })

  it('ADMU-02 makes users and manages roles', async () => {
    await administrativeAnn()
    const { clientId } = book().tenant.apps.find(({ key }) => key === 'daemon') ?? {}
    const unit = await rootUnit(book(), 'p')
    const body = { applicationid: clientId, 'businessunitid@odata.bind': `/businessunits(${unit})` }
    const daemon = await make(book(), 'p', 'systemusers', body, { user: 'ann' })
    const path = `systemusers(${daemon})/systemuserroles_association`
    const role = await book().role('p', 'Basic User')
    expect((await link(book(), 'p', path, `roles(${role})`, { user: 'ann' })).status).toBe(204)
  })

  it('ADMU-03 needs no license once it is set up', async () => {
    await administrativeAnn()
    await book().license('ann', { remove: PREMIUM })
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: false, accessmode: 1, islicensed: false })
    expect((await book().jit('ann', 'p')).status).toBe(200)
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: false, accessmode: 1 })
  })

  it('ADMU-04 is made by a System Administrator only', async () => {
    const ann = await enter(book(), 'ann', 'p')
    const nia = await enter(book(), 'nia', 'p')
    const writer = await makeRole(book(), 'p', 'User writer', { ReadUser: 'Global', WriteUser: 'Global' })
    await given(book(), 'p', nia, writer)
    expect(refusalOf(await setMode(ann, 1, 'nia'))).toEqual([
      400,
      '0x80048d2f',
      `You need to have system administrator role and access mode Full to change access mode of a user. Details: ${nia}`,
    ])
    expect((await book().row('ann', 'p'))?.accessmode).toBe(0)
    expect((await setMode(ann, 1, 'sa')).status).toBe(204)
  })

  it('ADMU-05 comes about in the directory first and in Dataverse then', async () => {
    const user = await book().directory('POST', '/users', {
      accountEnabled: true,
      displayName: 'Max Meyer',
      mailNickname: 'max',
      userPrincipalName: 'max@rules.onmicrosoft.com',
      usageLocation: 'US',
      passwordProfile: { password: 'Correct-horse-7' },
    })
    const id = String(user.id)
    await book().license(id, { add: PREMIUM })
    await book().directory('POST', '/roleManagement/directory/roleAssignments', {
      principalId: id,
      roleDefinitionId: POWER_PLATFORM_ADMINISTRATOR,
      directoryScopeId: '/',
    })
    await book().bg('p')
    const row = await book().row(id, 'p')
    expect(row).toMatchObject({ accessmode: 0, isdisabled: false })
    expect((await setMode(row?.systemuserid, 1)).status).toBe(204)
    await book().license(id, { remove: PREMIUM })
    await book().bg('p')
    expect(await book().row(id, 'p')).toMatchObject({ accessmode: 1, isdisabled: false, islicensed: false })
  })

  it('ADMU-06 is what an unlicensed directory administrator becomes, whatever passes there are', async () => {
    await withFixture(
      { p: { appPass: true } },
      async (passes) => {
        await passes.bg('p')
        for (const user of ['ga', 'ppa', 'd365'])
          expect(await passes.row(user, 'p'), user).toMatchObject({ accessmode: 1, setupuser: true, islicensed: false })
        await passes.jit('ga', 'sbx')
        expect(await passes.row('ga', 'sbx')).toMatchObject({ accessmode: 1, islicensed: false })
        expect((await passes.api('ppa', 'sbx')).status).toBe(200)
        expect(await passes.row('ppa', 'sbx')).toMatchObject({ accessmode: 1, islicensed: false })
        // Somebody who is no administrator gets in by the same pass as an ordinary user.
        expect((await passes.api('bob', 'p')).status).toBe(200)
        expect(await passes.row('bob', 'p')).toMatchObject({ accessmode: 0 })
      },
      { marketingLicense: true },
    )
  })

  it('ADMU-07 takes a license during set-up', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await book().license('ann', { remove: PREMIUM })
    await book().bg('p')
    expect(refusalOf(await setMode(ann, 1))).toEqual([
      400,
      '0x80041d66',
      expect.stringContaining('you must first add a license for this user'),
    ])
    await book().license('ann', { add: PREMIUM })
    await book().bg('p')
    expect((await setMode(ann, 1)).status).toBe(204)
    await book().license('ann', { remove: PREMIUM })
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ accessmode: 1, isdisabled: false })
  })
})
