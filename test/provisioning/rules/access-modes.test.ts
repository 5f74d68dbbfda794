import { expect, it } from 'vitest'
import { describeRules, type Rulebook } from '../rulebook.js'
import { enter, given, make, makeRole, outcomeOf, refusalOf } from '../rulebook-rows.js'
import { FREE, PREMIUM } from '../rulebook-tenant.js'

const SYSTEM_ADMINISTRATOR = 'System Administrator'

describeRules('access modes', (book) => {
  const set = (systemuserid: unknown, columns: object, as?: Parameters<Rulebook['dataverse']>[4]) =>
    book().dataverse('p', 'PATCH', `/systemusers(${systemuserid})`, columns, as)

  it('MODE-01 makes every licensed user read-write', async () => {
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ accessmode: 0, islicensed: true, setupuser: false })
    await book().jit('fay', 'p')
    expect(await book().row('fay', 'p')).toMatchObject({ accessmode: 0, islicensed: true })
  })

  it('MODE-02 lets a read-write user do what the privileges allow, and no more', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await given(book(), 'p', ann, await book().role('p', 'Basic User'))
    const asAnn = { user: 'ann' }
    const account = await make(book(), 'p', 'accounts', { name: 'Mine' }, asAnn)
    const path = `/accounts(${account})`
    expect((await book().dataverse('p', 'GET', path, undefined, asAnn)).body.name).toBe('Mine')
    expect((await book().dataverse('p', 'PATCH', path, { name: 'Still mine' }, asAnn)).status).toBe(204)
    expect((await book().dataverse('p', 'DELETE', path, undefined, asAnn)).status).toBe(204)
    const foreign = await make(book(), 'p', 'accounts', { name: 'Not mine' })
    expect(outcomeOf(await book().dataverse('p', 'DELETE', `/accounts(${foreign})`, undefined, asAnn))[0]).toBe(403)
  })

  it('MODE-03 lets a System Administrator make an enabled user read-write, and nobody else', async () => {
    const ann = await enter(book(), 'ann', 'p')
    expect((await set(ann, { accessmode: 1 }, { user: 'sa' })).status).toBe(204)
    const nia = await enter(book(), 'nia', 'p')
    const writer = await makeRole(book(), 'p', 'User writer', { ReadUser: 'Global', WriteUser: 'Global' })
    await given(book(), 'p', nia, writer)
    const nias = await book().row('nia', 'p')
    expect(refusalOf(await set(ann, { accessmode: 0 }, { user: 'nia' }))).toEqual([
      400,
      '0x80048d2f',
      `You need to have system administrator role and access mode Full to change access mode of a user. Details: ${nias?.systemuserid}`,
    ])
    expect((await book().row('ann', 'p'))?.accessmode).toBe(1)
    // The role alone is not enough: Ann has it, and is in Administrative mode.
    await given(book(), 'p', ann, await book().role('p', SYSTEM_ADMINISTRATOR))
    expect(outcomeOf(await set(nias?.systemuserid, { accessmode: 4 }, { user: 'ann' }))).toEqual([400, '0x80048d2f'])
    expect((await set(ann, { accessmode: 0 }, { user: 'sa' })).status).toBe(204)
    expect((await book().row('ann', 'p'))?.accessmode).toBe(0)
  })

  it('MODE-04 keeps the mode of an unlicensed user, save for the way to and from non-interactive', async () => {
    await book().bg('p')
    const ga = (await book().row('ga', 'p'))?.systemuserid
    expect(refusalOf(await set(ga, { accessmode: 0 }))).toEqual([
      400,
      '0x80041d66',
      expect.stringMatching(/^The client access license cannot be changed because the user does not have a Microsoft/),
    ])
    expect((await set(ga, { accessmode: 4 })).status).toBe(204)
    expect((await book().row('ga', 'p'))?.accessmode).toBe(4)
  })

  it('MODE-05 has modes that nobody may set', async () => {
    const ann = await enter(book(), 'ann', 'p')
    const modes = [
      [2, '0x80041d40', 'The read-only access mode is not supported'],
      [3, '0x80041d41', 'The support user cannot be updated'],
      [5, '0x80041d67', 'The delegated admin user cannot be updated'],
    ] as const
    for (const [accessmode, ...refusal] of modes) {
      expect(refusalOf(await set(ann, { accessmode }))).toEqual([400, ...refusal])
      const body = { azureactivedirectoryobjectid: book().id('tim'), accessmode }
      expect(refusalOf(await book().dataverse('p', 'POST', '/systemusers', body))).toEqual([400, ...refusal])
    }
    expect((await book().row('ann', 'p'))?.accessmode).toBe(0)
    expect(await book().row('tim', 'p')).toBeUndefined()
  })

  it('MODE-06 keeps the only user with full access at full access', async () => {
    const sa = (await book().row('sa', 'p'))?.systemuserid
    const message = 'A user cannot change their access mode if they are the only user with Full Access mode.'
    expect(refusalOf(await set(sa, { accessmode: 1 }, { user: 'sa' }))).toEqual([400, '0x80040d38', message])
    await enter(book(), 'ann', 'p')
    expect((await set(sa, { accessmode: 1 }, { user: 'sa' })).status).toBe(204)
  })

  it('MODE-07 disables an unlicensed user who is not non-interactive any more', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await set(ann, { accessmode: 4 })
    await book().license('ann', { remove: PREMIUM })
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ accessmode: 4, isdisabled: false, islicensed: false })
    expect((await set(ann, { accessmode: 0 })).status).toBe(204)
    expect(await book().row('ann', 'p')).toMatchObject({ accessmode: 0, isdisabled: true })
    const nia = await enter(book(), 'nia', 'p')
    await set(nia, { accessmode: 4 })
    await set(nia, { accessmode: 0 })
    expect(await book().row('nia', 'p')).toMatchObject({ accessmode: 0, isdisabled: false })
  })

  it('MODE-08 moves an administrator to read-write with a license and back without', async () => {
    await book().bg('p')
    expect(await book().row('d365', 'p')).toMatchObject({ accessmode: 1, setupuser: true, islicensed: false })
    await book().directory('PATCH', `/users/${book().id('d365')}`, { usageLocation: 'US' })
    await book().license('d365', { add: FREE })
    await book().bg('p')
    expect(await book().row('d365', 'p')).toMatchObject({ accessmode: 1, setupuser: true })
    await book().license('d365', { add: PREMIUM })
    await book().bg('p')
    expect(await book().row('d365', 'p')).toMatchObject({ accessmode: 0, setupuser: false, islicensed: true })
    await book().license('d365', { remove: PREMIUM })
    await book().bg('p')
    expect(await book().row('d365', 'p')).toMatchObject({ accessmode: 1, setupuser: true, islicensed: false })
  })

  it('D.3 lets Microsoft support read settings and change nothing', async () => {
    const scope = 'http://localhost:4400/environments/p/.default'
    const { access_token: token } = await book().emulator.control.tokens({ special: 'support', scope })
    await make(book(), 'p', 'accounts', { name: 'Acme' })
    const call = (method: string, path: string, body?: object) => book().dataverse('p', method, path, body, { token })
    for (const path of ['/roles', '/systemusers', '/organizations', '/EntityDefinitions?$select=LogicalName'])
      expect((await call('GET', path)).status, path).toBe(200)
    expect((await call('GET', '/accounts')).status).toBe(403)
    const message = 'The support user does not have the privilege to perform this operation.'
    const sa = (await book().row('sa', 'p'))?.systemuserid
    for (const reply of [
      await call('POST', '/accounts', { name: 'Bolt' }),
      await call('POST', '/businessunits', { name: 'North' }),
      await call('PATCH', `/systemusers(${sa})`, { jobtitle: 'X' }),
    ])
      expect(refusalOf(reply)).toEqual([400, '0x80048345', message])
    expect(await book().rows('p', "name eq 'Bolt'", 'accounts')).toEqual([])
  })

  it('D.3 lets the delegated administrator do what the role allows', async () => {
    const scope = 'http://localhost:4400/environments/p/.default'
    const { access_token: token } = await book().emulator.control.tokens({ special: 'delegatedAdmin', scope })
    const account = await make(book(), 'p', 'accounts', { name: 'Acme' }, { token })
    const [{ systemuserid } = {}] = await book().rows('p', "domainname eq 'crmoln2@microsoft.com'")
    expect(await book().rows('p', `accountid eq ${account}`, 'accounts')).toMatchObject([
      { _createdby_value: systemuserid },
    ])
    expect((await book().dataverse('p', 'DELETE', `/accounts(${account})`, undefined, { token })).status).toBe(204)
  })

  it('MODE-09 leaves a mode that a client has set through every synchronization', async () => {
    const ann = await enter(book(), 'ann', 'p')
    const nia = await enter(book(), 'nia', 'p')
    await given(book(), 'p', ann, await book().role('p', SYSTEM_ADMINISTRATOR))
    await set(ann, { accessmode: 1 })
    await set(nia, { accessmode: 4 })
    await book().bg('p')
    await book().api('ann', 'p')
    await book().api('nia', 'p')
    await book().jit('ann', 'p')
    expect(await book().row('ann', 'p')).toMatchObject({ accessmode: 1, setupuser: false, isdisabled: false })
    expect(await book().row('nia', 'p')).toMatchObject({ accessmode: 4, setupuser: false, isdisabled: false })
  })
})
