import { expect, it } from 'vitest'
import { createEmulator } from '../../../src/index.js'
import { describeRules, Rulebook } from '../rulebook.js'
import { PREMIUM, rulebookFixture } from '../rulebook-tenant.js'

function rulesTenant() {
  const [rules] = rulebookFixture().tenants
  if (!rules) throw new Error('the fixture has no tenant')
  return rules
}

describeRules('ways in', (book) => {
  const userId = (key: string) => ({ ObjectId: book().id(key) })
  const patchRow = async (key: string, change: object) => {
    const { systemuserid } = (await book().row(key, 'p')) ?? {}
    expect((await book().dataverse('p', 'PATCH', `/systemusers(${systemuserid})`, change)).status).toBe(204)
  }

  it('ADD-01 a valid token is not enough: without a row nobody is a member of the organization', async () => {
    const { status, body } = await book().jit('bob', 'p')
    expect(status).toBe(403)
    expect(body.error).toMatchObject({
      code: '0x80072560',
      message: expect.stringContaining('The user is not a member of the organization.'),
    })
    expect((await book().graph('GET', '/me', undefined, { user: 'bob' })).status).toBe(200)
  })

  it('ADD-03 the first call makes the row and goes on; a later one enables it where the user is entitled', async () => {
    const first = await book().jit('ann', 'p')
    expect(first.body.error).toMatchObject({ code: '0x80042f09' })
    const { systemuserid } = (await book().row('ann', 'p')) ?? {}
    await book().giveRole('p', systemuserid, await book().role('p', 'Basic User'))
    const second = await book().jit('ann', 'p')
    expect(second.body).toMatchObject({ UserId: systemuserid })
    await patchRow('ann', { isdisabled: true })
    expect((await book().jit('ann', 'p')).status).toBe(200)
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: false })
    await patchRow('ann', { isdisabled: true })
    await book().license('ann', { remove: PREMIUM })
    const { status, body } = await book().jit('ann', 'p')
    expect(status).toBe(403)
    expect(body.error).toMatchObject({ code: '0x80040225' })
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: true })
  })

  it('ADD-04 administrators of the tenant or the environment add users through the API; others do not', async () => {
    const refused = await book().api('ann', 'p', { user: 'tim' })
    const message = `The user with object id '${book().id('tim')}' in tenant '${book().tenant.id}' does not have permission to administer the environment`
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'Forbidden' } } })
    expect(refused.text).toContain(message)
    expect(await book().row('ann', 'p')).toBeUndefined()
    expect((await book().api('ann', 'p', { user: 'ppa' })).status).toBe(200)
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: false })
    expect((await book().api('nia', 'p', { user: 'sa' })).status).toBe(200)
    expect(await book().row('nia', 'p')).toMatchObject({ isdisabled: false })
    await book().directory('PATCH', `/users/${book().id('ann')}`, { jobTitle: 'Captain' })
    expect((await book().api('ann', 'p', { user: 'sa' })).status).toBe(200)
    expect(await book().row('ann', 'p')).toMatchObject({ jobtitle: 'Captain' })
    // A System Administrator who is disabled administers nothing.
    const nia = (await book().row('nia', 'p'))?.systemuserid
    await book().giveRole('p', nia, await book().role('p', 'System Administrator'))
    expect((await book().api('tim', 'p', { user: 'nia' })).status).toBe(200)
    await patchRow('nia', { isdisabled: true })
    expect((await book().api('own', 'p', { user: 'nia' })).status).toBe(403)
    expect(await book().row('own', 'p')).toBeUndefined()
  })

  it("ADD-05 the admin center's Add user does the same", async () => {
    const path = '/p/addUser?api-version=2019-05-01&source=adminCenter'
    expect((await book().admin('POST', path, userId('ann'))).status).toBe(200)
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: false })
    expect((await book().admin('POST', path, userId('bob'))).text).toContain('UserNotLicensed')
    expect((await book().admin('POST', path, userId('fay'), { user: 'tim' })).status).toBe(403)
  })

  it('ADD-06 the background process leaves out whom it is not to pick up, though they may come', async () => {
    const left: readonly [key: string, environment: string][] = [
      ['fay', 'p'],
      ['own', 'pg'],
      ['ann', 'tr'],
      ['tim', 'tm'],
    ]
    for (const [key, environment] of left) {
      await book().bg(environment)
      expect(await book().row(key, environment), `${key} in ${environment}`).toBeUndefined()
      await book().jit(key, environment)
      expect(await book().row(key, environment), `${key} in ${environment}`).toMatchObject({ isdisabled: false })
    }
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: false })
  })

  it('ADD-08 with a security group only members, owners, exempt administrators and rows are examined', async () => {
    const examined = async () => {
      const report = (await book().bg('pg')) as { examined: number; decisions: { userId: string }[] }
      expect(report.decisions).toHaveLength(report.examined)
      return report.decisions.map(({ userId }) => userId).sort()
    }
    const ids = (keys: readonly string[]) => keys.map((key) => book().id(key)).sort()
    expect(await examined()).toEqual(ids(['ann', 'sa', 'own', 'ga', 'ppa']))
    await book().join('sg', 'tim')
    await book().join('sg', 'ga')
    await book().bg('pg')
    await book().leave('sg', 'tim')
    expect(await examined()).toEqual(ids(['ann', 'sa', 'own', 'ga', 'ppa', 'tim']))
  })

  it('ADD-09 a call on behalf of a user is an access of that user, for those who may', async () => {
    expect((await book().imp('ann', 'p')).status).toBe(403)
    const { systemuserid } = (await book().row('ann', 'p')) ?? {}
    expect(systemuserid).toEqual(expect.any(String))
    await book().giveRole('p', systemuserid, await book().role('p', 'Basic User'))
    expect((await book().imp('ann', 'p')).body).toMatchObject({ UserId: systemuserid })
    const headers = { CallerObjectId: book().id('tim') }
    const { status, body } = await book().dataverse('p', 'GET', '/WhoAmI', undefined, { user: 'ann' }, headers)
    expect(status).toBe(403)
    const message = 'User does not have the privilege to act on behalf another user.'
    expect(body.error).toMatchObject({ code: expect.stringMatching(/^0x8004a110$/i), message })
    expect(await book().row('tim', 'p')).toBeUndefined()
  })

  it('ADD-10 being added brings no role', async () => {
    for (const add of [() => book().bg('p'), () => book().jit('fay', 'p'), () => book().api('ga', 'p')]) await add()
    for (const key of ['ann', 'fay', 'ga']) {
      const { systemuserid } = (await book().row(key, 'p')) ?? {}
      const { body } = await book().dataverse(
        'p',
        'GET',
        `/systemusers(${systemuserid})?$expand=systemuserroles_association`,
      )
      expect(body.systemuserroles_association, key).toEqual([])
    }
  })

  it('ADD-11 a new row belongs to the root business unit and its default team', async () => {
    const [unit] = await book().rows('p', 'parentbusinessunitid eq null', 'businessunits')
    for (const add of [() => book().bg('p'), () => book().jit('fay', 'p')]) await add()
    for (const key of ['ann', 'fay']) {
      const { systemuserid } = (await book().row(key, 'p')) ?? {}
      const query = `/systemusers(${systemuserid})?$expand=teammembership_association`
      const { body } = await book().dataverse('p', 'GET', query)
      expect(body).toMatchObject({
        _businessunitid_value: unit?.businessunitid,
        teammembership_association: [{ isdefault: true, _businessunitid_value: unit?.businessunitid }],
      })
    }
  })
})

it('ADD-02 the background process copies changes at its interval, and a cycle reports what it did', async () => {
  const rules = rulesTenant()
  const environments =
    rules.environments?.map((each) => ({ ...each, settings: { 'sync.mode': 'interval:PT5M' } })) ?? []
  const fixture = { tenants: [{ ...rules, environments }] }
  const book = new Rulebook(await createEmulator({ fixture, clock: '2026-03-01T08:00:00Z' }))
  await book.clock('PT4M')
  expect(await book.row('ann', 'p')).toBeUndefined()
  await book.clock('PT1M')
  expect(await book.row('ann', 'p')).toMatchObject({ isdisabled: false })
  await book.directory('PATCH', `/users/${book.id('ann')}`, { jobTitle: 'Captain' })
  await book.directory('PATCH', `/users/${book.id('tim')}`, { accountEnabled: false })
  await book.license('bob', { add: PREMIUM })
  const report = await book.bg('p')
  const people = rules.users?.length ?? 0
  expect(report).toMatchObject({ examined: people, added: 1, updated: 1, disabled: 1, enabled: 0 })
  // fay, gus, olga and ua have no way in by the background process.
  expect(report).toMatchObject({ skipped: 4, unchanged: people - 7 })
  await book.emulator.close()
})

it('ADD-07 a security group keeps the rest of a large tenant out', async () => {
  const crowd = Array.from({ length: 1000 }, (_, at) => ({ key: `u${at}`, licenses: ['POWERAPPS_PER_USER'] }))
  const rules = rulesTenant()
  const skus = [
    { skuPartNumber: 'POWERAPPS_PER_USER', enabled: 2000 },
    { skuPartNumber: 'SPE_E5', enabled: 10 },
  ]
  const groups = [
    { key: 'sg', members: ['u1', 'u500', 'u999'] },
    { key: 'inner' },
    { key: 'mg', kind: 'microsoft365' as const },
  ]
  const users = [...(rules.users ?? []), ...crowd.map((user) => ({ ...user, usageLocation: 'US' }))]
  const fixture = { tenants: [{ ...rules, skus, groups, users }] }
  const book = new Rulebook(await createEmulator({ fixture, sync: 'manual' }))
  // Three members and the two administrators whom the group does not concern; `sa` has a row and is examined for it.
  expect(await book.bg('pg')).toMatchObject({ examined: 6, added: 5, disabled: 1 })
  const rows = await book.rows('pg', 'isdisabled eq false and issyncwithdirectory eq true and applicationid eq null')
  const people = rows.map(({ domainname }) => String(domainname).split('@')[0]).sort()
  expect(people).toEqual(expect.arrayContaining(['ga', 'ppa', 'u1', 'u500', 'u999']))
  expect(people.filter((name) => name?.startsWith('u'))).toHaveLength(3)
  expect(await book.bg('p')).toMatchObject({ added: expect.toSatisfy((added: number) => added > 1000) })
  await book.emulator.close()
})
