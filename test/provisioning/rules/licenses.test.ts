import { expect, it } from 'vitest'
import type { Rulebook } from '../rulebook.js'
import { describeRules } from '../rulebook.js'
import { PREMIUM } from '../rulebook-tenant.js'

async function consumedUnits(book: Rulebook): Promise<number> {
  const { value } = await book.directory('GET', '/subscribedSkus')
  const skus = value as { skuId: string; consumedUnits: number }[]
  return skus.find(({ skuId }) => skuId === PREMIUM)?.consumedUnits ?? Number.NaN
}

describeRules('licenses', (book) => {
  it('LIC-01 a license may come with the account or later: the row is the same', async () => {
    const { control } = book().emulator
    const tenantId = book().tenant.id
    const form = { kind: 'member', tenantId, usageLocation: 'US', surname: 'Ray' } as const
    const names = (name: string) => ({ displayName: name, userPrincipalName: `${name}@rules.onmicrosoft.com` })
    const early = await control.adminUsers({ ...form, ...names('early'), licenses: ['POWERAPPS_PER_USER'] })
    const late = await control.adminUsers({ ...form, ...names('late') })
    await book().bg('p')
    expect(await book().row(late.id, 'p')).toBeUndefined()
    await book().license(late.id, { add: PREMIUM })
    await book().bg('p')
    const [one, other] = [await book().row(early.id, 'p'), await book().row(late.id, 'p')]
    const standing = [
      'accessmode',
      'islicensed',
      'isdisabled',
      'setupuser',
      'userlicensetype',
      'fullname',
      'invitestatuscode',
    ]
    expect(standing.map((column) => one?.[column])).toEqual(standing.map((column) => other?.[column]))
    expect(one).toMatchObject({ islicensed: true, isdisabled: false, accessmode: 0 })
  })

  it('LIC-02 an account without a license is not let in by any way', async () => {
    const report = await book().bg('p')
    expect(report.decisions).toContainEqual(
      expect.objectContaining({ userId: book().id('bob'), outcome: 'skipped', reason: 'UserNotLicensed' }),
    )
    const asked = await book().api('bob', 'p')
    expect(asked.status).toBe(400)
    expect(asked.text).toContain('UserNotLicensed')
    expect(await book().jit('bob', 'p')).toMatchObject({ status: 403, body: { error: { code: '0x80072560' } } })
    expect(await book().row('bob', 'p')).toBeUndefined()
  })

  it('LIC-02 a license whose plans for Dataverse are switched off is none', async () => {
    const { value } = await book().directory('GET', '/subscribedSkus')
    const sku = (value as { skuId: string; servicePlans: { servicePlanId: string }[] }[]).find(
      ({ skuId }) => skuId === PREMIUM,
    )
    const plans = sku?.servicePlans.map(({ servicePlanId }) => servicePlanId) ?? []
    const assign = (disabledPlans: readonly string[]) =>
      book().directory('POST', `/users/${book().id('bob')}/assignLicense`, {
        addLicenses: [{ skuId: PREMIUM, disabledPlans }],
        removeLicenses: [],
      })
    await assign(plans)
    expect((await book().api('bob', 'p')).text).toContain('UserNotLicensed')
    await assign([])
    await book().bg('p')
    expect(await book().row('bob', 'p')).toMatchObject({ isdisabled: false, islicensed: true })
    await assign(plans)
    await book().bg('p')
    expect(await book().row('bob', 'p')).toMatchObject({ isdisabled: true, islicensed: false })
  })

  it('LIC-03 a license needs a usage location', async () => {
    const body = { addLicenses: [{ skuId: PREMIUM, disabledPlans: [] }], removeLicenses: [] }
    const assign = () => book().graph('POST', `/users/${book().id('d365')}/assignLicense`, body)
    const message = 'License assignment cannot be done for user with invalid usage location.'
    expect(await assign()).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest', message } } })
    await book().directory('PATCH', `/users/${book().id('d365')}`, { usageLocation: 'FR' })
    expect((await assign()).status).toBe(200)
  })

  it('LIC-04 assigning takes a seat, removing gives it back', async () => {
    const before = await consumedUnits(book())
    const licensesOfBob = async () =>
      (await book().directory('GET', `/users/${book().id('bob')}?$select=assignedLicenses`)).assignedLicenses
    await book().license('bob', { add: PREMIUM })
    expect(await licensesOfBob()).toEqual([{ skuId: PREMIUM, disabledPlans: [] }])
    expect(await consumedUnits(book())).toBe(before + 1)
    await book().license('bob', { remove: PREMIUM })
    expect(await licensesOfBob()).toEqual([])
    expect(await consumedUnits(book())).toBe(before)
  })
})

describeRules('roles in general', (book) => {
  const accounts = async () => {
    const { status, body } = await book().dataverse('p', 'GET', '/accounts?$select=name', undefined, { user: 'ann' })
    expect(status, JSON.stringify(body)).toBe(200)
    return (body.value as { name: string }[]).map(({ name }) => name).sort()
  }
  const grant = async (roleid: string, Depth: 'Basic' | 'Global') => {
    const [privilege] = await book().rows('p', "name eq 'prvReadAccount'", 'privileges')
    const Privileges = [{ PrivilegeId: privilege?.privilegeid, Depth }]
    const path = `/roles(${roleid})/Microsoft.Dynamics.CRM.ReplacePrivilegesRole`
    const { status, text } = await book().dataverse('p', 'POST', path, { Privileges })
    expect(status, text).toBe(204)
  }
  const makeRole = async (name: string) => {
    const [unit] = await book().rows('p', 'parentbusinessunitid eq null', 'businessunits')
    const body = { name, 'businessunitid@odata.bind': `/businessunits(${unit?.businessunitid})` }
    await book().dataverse('p', 'POST', '/roles', body)
    return book().role('p', name)
  }

  it('RGEN-01 roles open data by privileges and access levels', async () => {
    await book().bg('p')
    const ann = (await book().row('ann', 'p'))?.systemuserid
    const role = await makeRole('Reader')
    await book().giveRole('p', ann, role)
    const denied = await book().dataverse('p', 'GET', '/accounts', undefined, { user: 'ann' })
    expect(denied).toMatchObject({ status: 403, body: { error: { code: '0x80040220' } } })
    await grant(role, 'Basic')
    const owner = { 'ownerid@odata.bind': `/systemusers(${ann})` }
    for (const account of [{ name: 'of ann', ...owner }, { name: 'of others' }])
      expect((await book().dataverse('p', 'POST', '/accounts', account)).status).toBe(204)
    expect(await accounts()).toEqual(['of ann'])
    await grant(role, 'Global')
    expect(await accounts()).toEqual(['of ann', 'of others'])
  })

  it('RGEN-02 who holds no role, neither directly nor by a team, has no access', async () => {
    const refusal = { status: 403, body: { error: { code: '0x80042f09' } } }
    expect(await book().jit('ann', 'p')).toMatchObject(refusal)
    const ann = (await book().row('ann', 'p'))?.systemuserid
    const role = await book().role('p', 'App Opener')
    await book().giveRole('p', ann, role)
    expect((await book().jit('ann', 'p')).status).toBe(200)
    await book().dataverse('p', 'DELETE', `/systemusers(${ann})/systemuserroles_association(${role})/$ref`)
    expect(await book().jit('ann', 'p')).toMatchObject(refusal)
    const [unit] = await book().rows('p', 'parentbusinessunitid eq null', 'businessunits')
    const body = { name: 'Openers', 'businessunitid@odata.bind': `/businessunits(${unit?.businessunitid})` }
    await book().dataverse('p', 'POST', '/teams', { ...body, teamtype: 0 })
    const [team] = await book().rows('p', "name eq 'Openers'", 'teams')
    const refer = (path: string, target: string) =>
      book().dataverse('p', 'POST', path, {
        '@odata.id': `http://localhost:4400/environments/p/api/data/v9.2${target}`,
      })
    await refer(`/teams(${team?.teamid})/teamroles_association/$ref`, `/roles(${role})`)
    await refer(`/teams(${team?.teamid})/teammembership_association/$ref`, `/systemusers(${ann})`)
    expect((await book().jit('ann', 'p')).status).toBe(200)
  })
})
