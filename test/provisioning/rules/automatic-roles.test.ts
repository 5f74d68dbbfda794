import { expect, it } from 'vitest'
import { describeRules, type Rulebook } from '../rulebook.js'
import { enter, given, roleNames, withFixture } from '../rulebook-rows.js'
import { PREMIUM } from '../rulebook-tenant.js'

const roleBySku = { POWERAPPS_PER_USER: ['Basic User'] }
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10'

/** Names of the roles that a directory user holds directly. */
async function rolesOf(book: Rulebook, user: string, environment: string): Promise<string[]> {
  const row = await book.row(user, environment)
  expect(row, `${user} has a row in ${environment}`).toBeDefined()
  return roleNames(book, environment, String(row?.systemuserid))
}

describeRules('automatic roles', (book) => {
  it('ROLE-17 gives the roles that a license maps to, and takes them away with it', () =>
    withFixture({ p: { roleBySku } }, async (target) => {
      await target.bg('p')
      expect(await rolesOf(target, 'ann', 'p')).toEqual(['Basic User'])
      const ann = String((await target.row('ann', 'p'))?.systemuserid)
      await given(target, 'p', ann, await target.role('p', 'Delegate'))
      await target.license('ann', { remove: PREMIUM })
      await target.bg('p')
      expect(await rolesOf(target, 'ann', 'p')).toEqual(['Delegate'])
      await target.license('ann', { add: PREMIUM })
      await target.bg('p')
      expect(await rolesOf(target, 'ann', 'p')).toEqual(['Basic User', 'Delegate'])
    }))

  it('ROLE-17 leaves a role that was given by hand when the license goes', () =>
    withFixture({ p: { roleBySku, systemusers: [{ user: 'tim', roles: ['Basic User'] }] } }, async (target) => {
      await target.bg('p')
      await target.license('tim', { remove: PREMIUM })
      await target.bg('p')
      expect(await rolesOf(target, 'tim', 'p')).toEqual(['Basic User'])
    }))

  it('ROLE-17 gives none in trial, developer and Teams environments, and none where they are opted out of', () => {
    const optedOut = {
      ...{ roleBySku, settings: { 'roles.auto': false } },
      systemusers: [{ user: 'tim', roles: ['Basic User'] }],
    }
    return withFixture({ tr: { roleBySku }, dev: { roleBySku }, tm: { roleBySku }, p: optedOut }, async (target) => {
      await target.api('ann', 'tr')
      expect(await rolesOf(target, 'ann', 'tr')).toEqual([])
      await target.license('olga', { add: PREMIUM })
      await target.bg('dev')
      expect(await rolesOf(target, 'olga', 'dev')).toEqual(['System Administrator'])
      await target.jit('tim', 'tm')
      expect(await rolesOf(target, 'tim', 'tm')).toEqual(['Teams Member'])
      await target.bg('p')
      expect(await rolesOf(target, 'ann', 'p')).toEqual([])
      await target.license('tim', { remove: PREMIUM })
      await target.bg('p')
      expect(await rolesOf(target, 'tim', 'p')).toEqual(['Basic User'])
    })
  })

  it('ROLE-17 leaves things as they are from the opt-out on, for one environment or the tenant, and for good', () =>
    withFixture({ p: { roleBySku }, sbx: { roleBySku }, def: { roleBySku } }, async (target) => {
      for (const environment of ['p', 'sbx']) await target.jit('ann', environment)
      expect(await rolesOf(target, 'ann', 'p')).toEqual(['Basic User'])
      const { control } = target.emulator
      await control.settings({ environment: 'p', settings: { 'roles.auto': false } })
      await target.license('ann', { remove: PREMIUM })
      for (const environment of ['p', 'sbx']) await target.imp('ann', environment)
      expect(await rolesOf(target, 'ann', 'p')).toEqual(['Basic User'])
      expect(await rolesOf(target, 'ann', 'sbx')).toEqual([])
      await target.jit('tim', 'p')
      expect(await rolesOf(target, 'tim', 'p')).toEqual([])

      await control.settings({ tenantId: target.tenant.id, settings: { 'roles.auto': false } })
      await target.jit('tim', 'sbx')
      expect(await rolesOf(target, 'tim', 'sbx')).toEqual([])
      // What everybody gets in the default environment does not come from licenses.
      await target.jit('tim', 'def')
      expect(await rolesOf(target, 'tim', 'def')).toEqual(['Basic User', 'Environment Maker'])
      for (const environment of ['p', 'sbx'])
        await expect(control.settings({ environment, settings: { 'roles.auto': true } })).rejects.toMatchObject({
          status: 409,
        })
      await target.jit('nia', 'p')
      expect(await rolesOf(target, 'nia', 'p')).toEqual([])
    }))

  it('ROLE-18 gives everybody who is added to the default environment Basic User and Environment Maker', async () => {
    expect((await book().jit('ann', 'def')).status).toBe(200)
    await book().bg('def')
    await book().api('fay', 'def')
    for (const user of ['ann', 'tim', 'fay'])
      expect(await rolesOf(book(), user, 'def')).toEqual(['Basic User', 'Environment Maker'])
    await book().jit('ann', 'p')
    expect(await rolesOf(book(), 'ann', 'p')).toEqual([])
  })

  it('ROLE-19 gives all active users the basic role of finance and operations where that is linked', () =>
    withFixture(
      {
        p: { fnoLinked: true, systemusers: [{ user: 'tim' }, { user: 'bob', isdisabled: true }] },
      },
      async (target) => {
        await target.bg('p')
        const role = 'Finance and Operations Basic User'
        for (const user of ['ann', 'tim']) expect(await rolesOf(target, user, 'p')).toEqual([role])
        expect(await rolesOf(target, 'bob', 'p')).toEqual([])
        await target.bg('sbx')
        expect(await rolesOf(target, 'ann', 'sbx')).toEqual([])
      },
    ))

  it('ROLE-20 makes directory administrators System Administrators only when they ask for it', async () => {
    await book().bg('p')
    for (const user of ['ga', 'ppa', 'd365']) expect(await rolesOf(book(), user, 'p')).toEqual([])
    const path = '/usermanagement/environments/p/user/applyAdminRole?api-version=2022-03-01-preview'
    const elevated = await book().send('POST', path, { user: 'ga' })
    expect(elevated.status, elevated.text).toBe(200)
    expect(await rolesOf(book(), 'ga', 'p')).toEqual(['System Administrator'])
  })

  it('ROLE-20 leaves System Administrator to who loses the directory role', async () => {
    await book().directory('PATCH', `/users/${book().id('ga')}`, { usageLocation: 'US' })
    await book().license('ga', { add: PREMIUM })
    const ga = await enter(book(), 'ga', 'p')
    await given(book(), 'p', ga, await book().role('p', 'System Administrator'))
    await loseDirectoryRole(book())
    await book().bg('p')
    expect(await book().row('ga', 'p')).toMatchObject({ isdisabled: false, accessmode: 0 })
    expect(await rolesOf(book(), 'ga', 'p')).toEqual(['System Administrator'])
  })

  it('ROLE-20 makes them System Administrators when they are added under the legacy setting, for good', () =>
    withFixture({ p: { settings: { 'admin.autoSystemAdministrator': true } } }, async (legacy) => {
      await legacy.bg('p')
      for (const user of ['ga', 'ppa', 'd365'])
        expect(await rolesOf(legacy, user, 'p')).toEqual(['System Administrator'])
      expect(await rolesOf(legacy, 'ann', 'p')).toEqual([])
      await loseDirectoryRole(legacy)
      await legacy.bg('p')
      expect(await rolesOf(legacy, 'ga', 'p')).toEqual(['System Administrator'])
    }))

  it('gives the personas of a team their roles in its environment', async () => {
    await book().directory('PATCH', `/users/${book().id('gus')}`, { usageLocation: 'US' })
    await book().license('gus', { add: PREMIUM })
    for (const user of ['gus', 'd365']) await book().join('mg', user)
    for (const user of ['tim', 'own', 'gus', 'd365', 'ppa']) await book().jit(user, 'tm')
    expect(await rolesOf(book(), 'own', 'tm')).toEqual(['System Administrator'])
    expect(await rolesOf(book(), 'tim', 'tm')).toEqual(['Teams Member'])
    expect(await rolesOf(book(), 'gus', 'tm')).toEqual(['Teams Guest'])
    expect(await rolesOf(book(), 'd365', 'tm')).toEqual(['System Administrator', 'Teams Member'])
    expect(await rolesOf(book(), 'ppa', 'tm')).toEqual(['System Administrator'])
    expect(await book().row('ppa', 'tm')).toMatchObject({ accessmode: 1 })
  })
})

async function loseDirectoryRole(book: Rulebook): Promise<void> {
  const filter = `principalId eq '${book.id('ga')}' and roleDefinitionId eq '${GLOBAL_ADMINISTRATOR}'`
  const path = '/roleManagement/directory/roleAssignments'
  const { value } = await book.directory('GET', `${path}?$filter=${encodeURIComponent(filter)}`)
  const [assignment] = value as { id: string }[]
  await book.directory('DELETE', `${path}/${assignment?.id}`)
}
