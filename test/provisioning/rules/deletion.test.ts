import { expect, it } from 'vitest'
import { describeRules } from '../rulebook.js'
import { enter, given, make, refusalOf, rootUnit, setOrganization, withFixture } from '../rulebook-rows.js'
import { PREMIUM } from '../rulebook-tenant.js'

describeRules('the life cycle of deleted users', (book) => {
  const path = (systemuserid: unknown) => `/systemusers(${systemuserid})`
  const remove = (systemuserid: unknown) => book().dataverse('p', 'DELETE', path(systemuserid))
  const set = (systemuserid: unknown, columns: object) => book().dataverse('p', 'PATCH', path(systemuserid), columns)
  const found = async (systemuserid: unknown) => (await book().rows('p', `systemuserid eq ${systemuserid}`))[0]

  const softDelete = (user: string) => book().directory('DELETE', `/users/${book().id(user)}`)
  const restore = (user: string) => book().directory('POST', `/directory/deletedItems/${book().id(user)}/restore`)
  const purge = (user: string) => book().directory('DELETE', `/directory/deletedItems/${book().id(user)}`)

  /** Ann's row, hard-deleted in the directory and synchronized. */
  async function purgedAnn(): Promise<string> {
    const ann = await enter(book(), 'ann', 'p')
    await softDelete('ann')
    await purge('ann')
    await book().bg('p')
    return ann
  }

  it('DEL-01 disables an enabled row, leaves a disabled one, and makes none', async () => {
    const ann = await enter(book(), 'ann', 'p')
    const nia = await enter(book(), 'nia', 'p')
    await set(nia, { isdisabled: true })
    for (const user of ['ann', 'nia', 'own']) await softDelete(user)
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ systemuserid: ann, isdisabled: true })
    expect(await book().row('nia', 'p')).toMatchObject({ systemuserid: nia, isdisabled: true })
    expect(await book().row('own', 'p')).toBeUndefined()
  })

  it('DEL-02 is noticed after half an hour, or at once by diagnostics and impersonation', async () => {
    const settings = { 'sync.mode': 'interval:PT5M' }
    await withFixture({ p: { settings }, sbx: { settings } }, async (timed) => {
      for (const environment of ['p', 'sbx']) for (const user of ['ann', 'nia']) await timed.jit(user, environment)
      await timed.directory('DELETE', `/users/${timed.id('ann')}`)
      await timed.directory('DELETE', `/users/${timed.id('nia')}`)
      await timed.clock('PT20M')
      expect((await timed.row('ann', 'p'))?.isdisabled).toBe(false)
      expect((await timed.row('nia', 'sbx'))?.isdisabled).toBe(false)
      const diagnosed = await timed.send('POST', `/_emulator/diagnostics/p/${timed.id('ann')}`, undefined, {})
      expect(diagnosed.status, diagnosed.text).toBe(200)
      expect((await timed.row('ann', 'p'))?.isdisabled).toBe(true)
      expect((await timed.imp('nia', 'p')).status).toBe(403)
      expect((await timed.row('nia', 'p'))?.isdisabled).toBe(true)
      expect((await timed.row('nia', 'sbx'))?.isdisabled).toBe(false)
      await timed.clock('PT15M')
      expect((await timed.row('nia', 'sbx'))?.isdisabled).toBe(true)
      expect((await timed.row('ann', 'sbx'))?.isdisabled).toBe(true)
    })
  })

  it('DEL-03 shows a deleted user under the name that the directory gave it', async () => {
    await book().directory('PATCH', `/users/${book().id('ann')}`, { mail: 'ann@air.example' })
    await enter(book(), 'ann', 'p')
    expect((await book().row('ann', 'p'))?.internalemailaddress).toBe('ann@air.example')
    const mangled = `${book().id('ann').replaceAll('-', '')}${book().upn('ann')}`
    await softDelete('ann')
    await book().bg('p')
    const row = await book().row('ann', 'p')
    expect(row).toMatchObject({ isdisabled: true, azurestate: 1, domainname: mangled })
    expect(row?.internalemailaddress).toBe(mangled)
    expect(row?.azuredeletedon).toMatch(/^\d{4}-\d\d-\d\dT/)
    // An address that a client has written stays.
    const tim = await enter(book(), 'tim', 'p')
    await set(tim, { internalemailaddress: 'tim@air.example' })
    await softDelete('tim')
    await book().bg('p')
    expect((await found(tim))?.domainname).toMatch(/^[0-9a-f]{32}tim@/)
    expect((await found(tim))?.internalemailaddress).toBe('tim@air.example')
  })

  it('DEL-04 brings a restored user back as it was', async () => {
    const ann = await enter(book(), 'ann', 'p')
    const before = await book().row('ann', 'p')
    await softDelete('ann')
    await book().bg('p')
    await book().clock('P29D')
    await restore('ann')
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({
      systemuserid: ann,
      azurestate: 0,
      azuredeletedon: null,
      domainname: book().upn('ann'),
      internalemailaddress: before?.internalemailaddress,
      isdisabled: false,
    })
  })

  it('DEL-05 leaves a restored user without a license disabled', async () => {
    await enter(book(), 'ann', 'p')
    await book().license('ann', { remove: PREMIUM })
    await softDelete('ann')
    await book().bg('p')
    await restore('ann')
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({
      azurestate: 0,
      domainname: book().upn('ann'),
      isdisabled: true,
    })
  })

  it('DEL-06 keeps the row of a user who is gone for good', async () => {
    const ann = await purgedAnn()
    const gone = await book().row('ann', 'p')
    expect(gone).toMatchObject({ systemuserid: ann, azurestate: 2, isdisabled: true })
    expect(gone?.azuredeletedon).toEqual(expect.any(String))
    await enter(book(), 'nia', 'p')
    await softDelete('nia')
    await book().bg('p')
    const azuredeletedon = (await book().row('nia', 'p'))?.azuredeletedon
    await book().clock('P31D')
    await book().bg('p')
    expect(await book().row('nia', 'p')).toMatchObject({ azurestate: 2, isdisabled: true, azuredeletedon })
    expect(await book().row('ann', 'p')).toEqual(gone)
  })

  it('DEL-07 asks for a disabled row', async () => {
    const ann = await enter(book(), 'ann', 'p')
    const reply = await remove(ann)
    const message = `User with SystemUserId=${ann} is not disabled. Disable user before deletion."`
    expect(refusalOf(reply)).toEqual([400, '0x80048356', message])
  })

  it('DEL-08 asks for a user whom the directory has deleted for good, unless the organization does not care', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await set(ann, { isdisabled: true })
    const present = (state: string) => [
      400,
      '0x80048359',
      `User with SystemUserId=${ann} and AzureActiveDirectoryObjectId=${book().id('ann')} is present in Azure Active Directory with state ${state}. Please permanently delete user in Azure first.`,
    ]
    expect(refusalOf(await remove(ann))).toEqual(present('Exists'))
    await softDelete('ann')
    await book().bg('p')
    expect(refusalOf(await remove(ann))).toEqual(present('SoftDeleted'))
    expect((await found(ann))?.deletedstate).toBe(0)
    await setOrganization(book(), 'p', { AuthorizationSkipAadUserStateValidation: true })
    expect((await remove(ann)).status).toBe(204)
    expect((await found(ann))?.deletedstate).toBe(1)
  })

  it('DEL-09 deletes softly first: without roles, in no team, not to be restored', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await given(book(), 'p', ann, await book().role('p', 'Basic User'))
    await softDelete('ann')
    await purge('ann')
    await book().bg('p')
    const related = async (navigation: string) =>
      (await book().dataverse('p', 'GET', `${path(ann)}/${navigation}`)).body.value
    expect(await related('systemuserroles_association')).toHaveLength(1)
    expect(await related('teammembership_association')).toHaveLength(1)
    expect((await remove(ann)).status).toBe(204)
    expect(await found(ann)).toMatchObject({ deletedstate: 1, isdisabled: true })
    expect(await related('systemuserroles_association')).toEqual([])
    expect(await related('teammembership_association')).toEqual([])
    const message = `User with SystemUserId=${ann} was deleted (DeletedState=1) and can't be enabled.`
    expect(refusalOf(await set(ann, { isdisabled: false }))).toEqual([400, '0x80048357', message])
    // Nor does any synchronization touch the row, even where the directory still has the user.
    await setOrganization(book(), 'p', { AuthorizationSkipAadUserStateValidation: true })
    const tim = await enter(book(), 'tim', 'p')
    await set(tim, { isdisabled: true })
    expect((await remove(tim)).status).toBe(204)
    const { jobtitle, domainname } = (await found(tim)) ?? {}
    await book().directory('PATCH', `/users/${book().id('tim')}`, { jobTitle: 'Pilot' })
    await book().license('tim', { remove: PREMIUM })
    await book().bg('p')
    await book().imp('tim', 'p')
    expect((await book().api('tim', 'p')).text).toContain('UserDeletedInDataverse')
    const kept = { deletedstate: 1, isdisabled: true, disabledreason: 'UserDeletedInDataverse', islicensed: true }
    expect(await found(tim)).toMatchObject({ ...kept, jobtitle, domainname })
  })

  it('DEL-10 deletes for good the second time, where the organization allows it and nothing is owned', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await given(book(), 'p', ann, await book().role('p', 'Basic User'))
    const account = await make(book(), 'p', 'accounts', { name: 'Mine' }, { user: 'ann' })
    await softDelete('ann')
    await purge('ann')
    await book().bg('p')
    expect((await remove(ann)).status).toBe(204)
    expect(refusalOf(await remove(ann))).toEqual([400, '0x80048405', 'Access is denied.'])
    await setOrganization(book(), 'p', { EnableSystemUserDelete: true })
    const message = `Can't delete a user which owns records. Reassign or delete the records and try again (SystemUserId = ${ann}).`
    expect(refusalOf(await remove(ann))).toEqual([400, '0x80048610', message])
    expect((await book().dataverse('p', 'DELETE', `/accounts(${account})`)).status).toBe(204)
    expect((await remove(ann)).status).toBe(204)
    expect((await book().dataverse('p', 'GET', path(ann))).status).toBe(404)
  })

  it('DEL-11 leaves SYSTEM where it is', async () => {
    const [organization] = await book().rows('p', undefined, 'organizations')
    const message = `User with SystemUserId=${organization?.systemuserid} is a special user (SYSTEM) and can't be deleted.`
    expect(refusalOf(await remove(organization?.systemuserid))).toEqual([400, '0x80048358', message])
    expect((await found(organization?.systemuserid))?.fullname).toBe('SYSTEM')
  })

  it('DEL-12 does not ask the directory about application users and stubs', async () => {
    const { clientId } = book().tenant.apps.find(({ key }) => key === 'daemon') ?? {}
    const unit = await rootUnit(book(), 'p')
    const body = { applicationid: clientId, 'businessunitid@odata.bind': `/businessunits(${unit})` }
    const daemon = await make(book(), 'p', 'systemusers', body)
    await set(daemon, { isdisabled: true })
    expect((await remove(daemon)).status).toBe(204)
    expect(await found(daemon)).toBeUndefined()
    const rows = [{ name: 'Acme', owner: 'zed@rules.onmicrosoft.com' }]
    const { log } = await book().emulator.control.import({ environment: 'p', table: 'account', rows })
    const [stub] = await book().rows('p', "domainname eq 'zed@rules.onmicrosoft.com'")
    await book().dataverse('p', 'DELETE', `/accounts(${log[0]?.id})`)
    expect((await remove(stub?.systemuserid)).status).toBe(204)
    expect(await found(stub?.systemuserid)).toBeUndefined()
  })

  it('DEL-13 keeps azurestate to what the directory says', async () => {
    const ann = await enter(book(), 'ann', 'p')
    const wrong = (state: string, value: number) => [
      400,
      '0x80048360',
      `User with SystemUserId=${ann} and AzureActiveDirectoryObjectId=${oid} is present in Azure Active Directory with state ${state}. AzureState can't be set to incorrect value=${value}.`,
    ]
    const oid = book().id('ann')
    for (const value of [1, 2]) expect(refusalOf(await set(ann, { azurestate: value }))).toEqual(wrong('Exists', value))
    await softDelete('ann')
    expect(refusalOf(await set(ann, { azurestate: 2 }))).toEqual(wrong('SoftDeleted', 2))
    await purge('ann')
    expect(refusalOf(await set(ann, { azurestate: 1 }))).toEqual(wrong('NotFoundOrHardDeleted', 1))
    expect((await set(ann, { azurestate: 2 })).status).toBe(204)
    expect((await found(ann))?.azurestate).toBe(2)
  })
})
