import { expect, it } from 'vitest'
import type { As, Rulebook } from '../rulebook.js'
import { describeRules } from '../rulebook.js'
import { refusalOf } from '../rulebook-rows.js'
import { FREE, PREMIUM } from '../rulebook-tenant.js'

async function consumedUnits(book: Rulebook): Promise<number> {
  const { value } = await book.directory('GET', '/subscribedSkus')
  const skus = value as { skuId: string; consumedUnits: number }[]
  return skus.find(({ skuId }) => skuId === PREMIUM)?.consumedUnits ?? Number.NaN
}

const block = (book: Rulebook, user: string, accountEnabled = false) =>
  book.directory('PATCH', `/users/${book.id(user)}`, { accountEnabled })

async function patch(book: Rulebook, user: string, columns: object, as?: As, environment = 'p') {
  const row = await book.row(user, environment)
  return book.dataverse(environment, 'PATCH', `/systemusers(${row?.systemuserid})`, columns, as)
}

/** The row after the next background cycle. */
async function synced(book: Rulebook, user: string, environment: string) {
  await book.bg(environment)
  return book.row(user, environment)
}

describeRules('enabling and disabling by the directory', (book) => {
  it('ENAB-01 users are enabled only where there is a database', async () => {
    const { status, text } = await book().api('ann', 'nd')
    expect(status).toBe(400)
    expect(text).toContain('EnvironmentHasNoDatabase')
    expect((await book().dataverse('nd', 'GET', '/systemusers')).status).toBe(404)
  })

  it('ENAB-02 who may sign in, is licensed and in the group is enabled; without any one of it not', async () => {
    expect(await synced(book(), 'ann', 'pg')).toMatchObject({ isdisabled: false })
    const changes = [
      [() => block(book(), 'ann'), () => block(book(), 'ann', true), 'UserDisabledInDirectory'],
      [
        () => book().license('ann', { remove: PREMIUM }),
        () => book().license('ann', { add: PREMIUM }),
        'UserNotLicensed',
      ],
      [() => book().leave('sg', 'ann'), () => book().join('sg', 'ann'), 'UserNotInSecurityGroup'],
    ] as const
    for (const [falsify, restore, disabledreason] of changes) {
      await falsify()
      expect(await synced(book(), 'ann', 'pg')).toMatchObject({ isdisabled: true, disabledreason })
      await restore()
      expect(await synced(book(), 'ann', 'pg')).toMatchObject({ isdisabled: false, disabledreason: null })
    }
  })

  it.each([
    ['the license goes', () => book().license('ann', { remove: PREMIUM }), 'UserNotLicensed'],
    ['the membership goes', () => book().leave('sg', 'ann'), 'UserNotInSecurityGroup'],
  ])('ENAB-05 is disabled when %s', async (_, change, disabledreason) => {
    await book().bg('pg')
    await change()
    expect(await synced(book(), 'ann', 'pg')).toMatchObject({ isdisabled: true, disabledreason })
  })

  it('ENAB-06 ENAB-07 leaving the group keeps the license, which only its removal frees', async () => {
    await book().bg('pg')
    const before = await consumedUnits(book())
    await book().leave('sg', 'ann')
    expect(await synced(book(), 'ann', 'pg')).toMatchObject({ islicensed: true, isdisabled: true })
    const { assignedLicenses } = await book().directory('GET', `/users/${book().id('ann')}?$select=assignedLicenses`)
    expect(assignedLicenses).toMatchObject([{ skuId: PREMIUM }])
    expect(await consumedUnits(book())).toBe(before)
    await book().license('ann', { remove: PREMIUM })
    expect(await consumedUnits(book())).toBe(before - 1)
    expect(await synced(book(), 'ann', 'pg')).toMatchObject({ islicensed: false, isdisabled: true })
  })

  it('ENAB-09 groups nested in the security group are ignored', async () => {
    const report = await book().bg('pg')
    expect(await book().row('nia', 'pg')).toBeUndefined()
    expect((report.decisions as { userId: string }[]).map(({ userId }) => userId)).not.toContain(book().id('nia'))
    await book().join('sg', 'nia')
    expect(await synced(book(), 'nia', 'pg')).toMatchObject({ isdisabled: false })
    await book().leave('sg', 'nia')
    const after = await book().bg('pg')
    expect(await book().row('nia', 'pg')).toMatchObject({ isdisabled: true, disabledreason: 'UserNotInSecurityGroup' })
    expect(after.decisions).toContainEqual(
      expect.objectContaining({ userId: book().id('nia'), reason: 'UserNotInSecurityGroup', detail: 'nested' }),
    )
  })

  it('ENAB-09 unless the environment takes them at their first access, which alone adds them', async () => {
    await book().emulator.control.settings({
      environment: 'pg',
      settings: { 'securityGroup.nestedMembersJit': true },
    })
    await book().bg('pg')
    expect((await book().api('nia', 'pg')).text).toContain('UserNotInSecurityGroup')
    expect(await book().row('nia', 'pg')).toBeUndefined()
    await book().jit('nia', 'pg')
    expect(await book().row('nia', 'pg')).toMatchObject({ isdisabled: false })
    await book().bg('pg')
    expect(await book().row('nia', 'pg')).toMatchObject({ isdisabled: false })
    await book().emulator.control.settings({
      environment: 'pg',
      settings: { 'securityGroup.nestedMembersJit': false },
    })
    await book().bg('pg')
    expect(await book().row('nia', 'pg')).toMatchObject({ isdisabled: true })
  })

  it.each(['ga', 'ppa', 'd365'])(
    'ENAB-12 ENAB-13 %s is enabled without a license, in Administrative mode',
    async (user) => {
      expect(await synced(book(), user, 'p')).toMatchObject({
        isdisabled: false,
        accessmode: 1,
        setupuser: true,
        islicensed: false,
      })
    },
  )

  it('ENAB-12 a role that is held through a group, or for a part of the directory, counts not', async () => {
    const roleDefinitionId = '11648597-926c-4cf3-9c36-bcebb0ba8dcc'
    const assign = (principalId: unknown, directoryScopeId = '/') =>
      book().directory('POST', '/roleManagement/directory/roleAssignments', {
        principalId,
        roleDefinitionId,
        directoryScopeId,
      })
    const group = await book().directory('POST', '/groups', {
      displayName: 'Administrators',
      mailEnabled: false,
      mailNickname: 'administrators',
      securityEnabled: true,
      isAssignableToRole: true,
      'members@odata.bind': [`http://localhost:4400/v1.0/users/${book().id('bob')}`],
    })
    await assign(group.id)
    const unit = await book().directory('POST', '/directory/administrativeUnits', { displayName: 'North' })
    await assign(book().id('bob'), `/administrativeUnits/${unit.id}`)
    for (const environment of ['p', 'pg']) {
      const { decisions } = await book().bg(environment)
      const found = (decisions as { userId: string; reason: string }[]).find(
        ({ userId }) => userId === book().id('bob'),
      )
      expect(found?.reason).toBe(environment === 'p' ? 'UserNotLicensed' : undefined)
      expect(await book().row('bob', environment)).toBeUndefined()
    }
    await assign(book().id('bob'))
    expect(await synced(book(), 'bob', 'pg')).toMatchObject({ isdisabled: false, accessmode: 1, setupuser: true })
  })

  it('ENAB-14 accounts, licenses and groups are changed by those whose directory role is for it', async () => {
    const ann = `/users/${book().id('ann')}`
    const sg = `/groups/${book().group('sg')}/members`
    const reference = { '@odata.id': `http://localhost:4400/v1.0/directoryObjects/${book().id('bob')}` }
    const tasks: readonly (readonly [string, string, object | undefined])[] = [
      ['PATCH', ann, { accountEnabled: false }],
      ['POST', `${ann}/assignLicense`, { addLicenses: [], removeLicenses: [PREMIUM] }],
      ['POST', `${sg}/$ref`, reference],
      ['DELETE', `${sg}/${book().id('ann')}/$ref`, undefined],
    ]
    for (const [method, path, body] of tasks) {
      const refused = await book().graph(method, path, body, { user: 'bob' })
      const message = 'Insufficient privileges to complete the operation.'
      expect(refusalOf(refused)).toEqual([403, 'Authorization_RequestDenied', message])
      const done = await book().graph(method, path, body, { user: 'ua' })
      expect(done.status, `${method} ${path} ${done.text}`).toBeLessThan(300)
    }
  })

  it('ENAB-15 to unblock the account enables the user again', async () => {
    await book().bg('p')
    await block(book(), 'ann')
    expect(await synced(book(), 'ann', 'p')).toMatchObject({ isdisabled: true })
    const body = { accountEnabled: true }
    expect((await book().graph('PATCH', `/users/${book().id('ann')}`, body, { user: 'ua' })).status).toBe(204)
    expect(await synced(book(), 'ann', 'p')).toMatchObject({ isdisabled: false })
  })

  it('ENAB-16 to save a license enables the user', async () => {
    const body = { addLicenses: [{ skuId: PREMIUM, disabledPlans: [] }], removeLicenses: [] }
    expect((await book().graph('POST', `/users/${book().id('bob')}/assignLicense`, body)).status).toBe(200)
    expect(await synced(book(), 'bob', 'p')).toMatchObject({ isdisabled: false, islicensed: true })
  })

  it('ENAB-17 ENAB-18 a new member of the group is added, and disabled when leaving it', async () => {
    expect(await synced(book(), 'tim', 'pg')).toBeUndefined()
    const path = `/groups/${book().group('sg')}/members`
    const body = { '@odata.id': `http://localhost:4400/v1.0/directoryObjects/${book().id('tim')}` }
    expect((await book().graph('POST', `${path}/$ref`, body)).status).toBe(204)
    const twice = "One or more added object references already exist for the following modified properties: 'members'."
    expect(refusalOf(await book().graph('POST', `${path}/$ref`, body))).toEqual([400, 'Request_BadRequest', twice])
    expect(await synced(book(), 'tim', 'pg')).toMatchObject({ isdisabled: false })
    expect((await book().graph('DELETE', `${path}/${book().id('tim')}/$ref`)).status).toBe(204)
    expect(await synced(book(), 'tim', 'pg')).toMatchObject({ isdisabled: true })
  })

  it('ENAB-19 to clear the licenses disables the user', async () => {
    await book().bg('p')
    await book().license('ann', { remove: PREMIUM })
    expect(await synced(book(), 'ann', 'p')).toMatchObject({ isdisabled: true, islicensed: false })
  })

  it('ENAB-20 a license that goes does not disable who keeps another license or is an administrator', async () => {
    const d365 = { principalId: book().id('nia'), roleDefinitionId: '44367163-eba1-44c3-98af-f5787879f96a' }
    await book().directory('POST', '/roleManagement/directory/roleAssignments', { ...d365, directoryScopeId: '/' })
    await book().license('own', { add: FREE })
    await book().bg('p')
    await patch(book(), 'tim', { accessmode: 4 })
    for (const user of ['ann', 'nia', 'own', 'tim']) await book().license(user, { remove: PREMIUM })
    await book().bg('p')
    const standing = async (user: string) => {
      const row = await book().row(user, 'p')
      return [row?.isdisabled, row?.accessmode]
    }
    expect(await standing('ann')).toEqual([true, 0])
    expect(await standing('nia')).toEqual([false, 1])
    expect(await standing('own')).toEqual([false, 0])
    expect(await standing('tim')).toEqual([false, 4])
  })

  it('ENAB-21 to delete the user frees the license and disables the row', async () => {
    await book().bg('p')
    const before = await consumedUnits(book())
    await book().directory('DELETE', `/users/${book().id('ann')}`)
    expect(await consumedUnits(book())).toBe(before - 1)
    expect(await synced(book(), 'ann', 'p')).toMatchObject({ isdisabled: true, azurestate: 1 })
  })

  it('ENAB-22 who loses the license alone keeps the account and everything else', async () => {
    await book().bg('p')
    await book().license('ann', { remove: PREMIUM })
    expect(await synced(book(), 'ann', 'p')).toMatchObject({ isdisabled: true })
    expect((await book().graph('GET', `/users/${book().id('ann')}`)).status).toBe(200)
    expect((await book().signIn('ann')).status).toBe(200)
  })

  it('ENAB-23 who is blocked is not deleted: the same row is disabled', async () => {
    const before = await synced(book(), 'ann', 'p')
    expect(before).toMatchObject({ isdisabled: false })
    await block(book(), 'ann')
    expect(await synced(book(), 'ann', 'p')).toMatchObject({ systemuserid: before?.systemuserid, isdisabled: true })
  })

  it('ENAB-27 to give an environment a group disables everybody outside of it', async () => {
    await book().license('bob', { add: PREMIUM })
    await book().bg('p')
    const properties = { linkedEnvironmentMetadata: { securityGroupId: book().group('sg') } }
    expect((await book().admin('PATCH', '/p', { properties })).status).toBe(200)
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: false })
    expect(await book().row('bob', 'p')).toMatchObject({ isdisabled: true, disabledreason: 'UserNotInSecurityGroup' })
    expect(await book().row('ga', 'p')).toMatchObject({ isdisabled: false })
  })
})
