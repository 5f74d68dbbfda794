import { expect, it } from 'vitest'
import { addApplicationUser, Daemon, patchUser, register } from '../daemon.js'
import { describeRules, type Rulebook } from '../rulebook.js'
import { copyIn, enter, given, makeUnit, outcomeOf, refusalOf, roleNames, withFixture } from '../rulebook-rows.js'

/** The field for the status on the form of a user. */
async function statusField(book: Rulebook, systemuserid: unknown): Promise<string> {
  const path = `/environments/p/main.aspx?pagetype=entityrecord&etn=systemuser&id=${systemuserid}`
  const { status, text } = await book.send('GET', path, { user: 'sa' })
  expect(status, text).toBe(200)
  return /<select name="isdisabled".*<\/select>/.exec(text)?.[0] ?? ''
}

describeRules('application users', (book) => {
  const daemon = new Daemon(book)

  it('APPU-01 calls as the application user, who is the creator of what the app makes', async () => {
    const stranger = [403, '0x80072560', 'The user is not a member of the organization.']
    expect(refusalOf(await daemon.call('/WhoAmI'))).toEqual(stranger)
    const { systemuserid } = await daemon.enter()
    await given(book(), 'p', String(systemuserid), await book().role('p', 'System Administrator'))
    expect((await daemon.call('/WhoAmI')).body.UserId).toBe(systemuserid)
    const account = await daemon.call('/accounts', 'POST', { name: 'By the night job' })
    expect(account.body).toMatchObject({ _createdby_value: systemuserid, _ownerid_value: systemuserid })
  })

  it('APPU-02 is non-interactive and stays so', async () => {
    const { systemuserid, accessmode } = await daemon.enter()
    expect(accessmode).toBe(4)
    const message = "An application user's access mode cannot be changed."
    expect(refusalOf(await patchUser(book(), systemuserid, { accessmode: 0 }))).toEqual([400, '0x80040d40', message])
    expect((await daemon.row()).accessmode).toBe(4)
  })

  it('APPU-03 does not count toward the seven non-interactive users', async () => {
    for (const appId of await register(book(), 20)) expect((await addApplicationUser(book(), appId)).status).toBe(204)
    const people = ['ann', 'nia', 'own', 'tim', 'fay']
    for (const user of people) {
      const id = await enter(book(), user, 'p')
      expect((await patchUser(book(), id, { accessmode: 4 })).status).toBe(204)
    }
    await book().bg('p')
    for (const user of ['ga', 'ppa'])
      expect(
        (await patchUser(book(), (await book().row(user, 'p'))?.systemuserid, { accessmode: 4 })).status,
        user,
      ).toBe(204)
    const eighth = (await book().row('d365', 'p'))?.systemuserid
    expect(outcomeOf(await patchUser(book(), eighth, { accessmode: 4 }))).toEqual([400, '0x8004b050'])
    expect((await daemon.enter()).accessmode).toBe(4)
  })

  it('APPU-04 exists any number of times', async () => {
    const before = (await book().rows('p', 'applicationid ne null')).length
    for (const appId of await register(book(), 200)) expect((await addApplicationUser(book(), appId)).status).toBe(204)
    expect(await book().rows('p', 'applicationid ne null')).toHaveLength(before + 200)
  })

  it('APPU-05 has # for a first name', async () => {
    expect(await daemon.enter()).toMatchObject({ firstname: '#', lastname: 'Night job', fullname: '# Night job' })
  })

  it('APPU-06 is enabled from the start', async () => {
    expect((await daemon.enter()).isdisabled).toBe(false)
  })

  it('APPU-07 has a status that a customized form changes, the usual one shows, and the Web API always changes', async () => {
    const { systemuserid } = await daemon.enter()
    expect(await statusField(book(), systemuserid)).toContain(' disabled>')
    const sa = (await book().row('sa', 'p'))?.systemuserid
    expect(await statusField(book(), sa)).not.toContain(' disabled>')
    expect((await patchUser(book(), systemuserid, { isdisabled: true })).status).toBe(204)
    expect((await daemon.row()).isdisabled).toBe(true)
    expect(await statusField(book(), systemuserid)).toContain('value="1" selected')
    await withFixture({ p: { settings: { 'form.statusEditable': true } } }, async (customized) => {
      const own = new Daemon(() => customized)
      expect(await statusField(customized, (await own.enter()).systemuserid)).not.toContain(' disabled>')
    })
  })

  it('APPU-08 breaks what uses it when it is disabled, until it is enabled again', async () => {
    const { systemuserid } = await daemon.enter()
    await given(book(), 'p', String(systemuserid), await book().role('p', 'Basic User'))
    expect((await daemon.call('/accounts')).status).toBe(200)
    expect((await patchUser(book(), systemuserid, { isdisabled: true })).status).toBe(204)
    const message = 'The specified user is either disabled or is not a member of any business unit.'
    expect(refusalOf(await daemon.call('/accounts'))).toEqual([403, '0x80040225', message])
    expect((await patchUser(book(), systemuserid, { isdisabled: false })).status).toBe(204)
    expect((await daemon.call('/accounts')).status).toBe(200)
  })

  it('APPU-09 can be switched off and on, moved, mailed and given roles, but not become another application', async () => {
    const { systemuserid } = await daemon.enter()
    const unit = await makeUnit(book(), 'p', 'North')
    for (const columns of [
      { isdisabled: true },
      { isdisabled: false },
      { internalemailaddress: 'jobs@rules.onmicrosoft.com' },
      { 'businessunitid@odata.bind': `/businessunits(${unit})` },
    ])
      expect((await patchUser(book(), systemuserid, columns)).status, JSON.stringify(columns)).toBe(204)
    expect(await daemon.row()).toMatchObject({
      internalemailaddress: 'jobs@rules.onmicrosoft.com',
      _businessunitid_value: unit,
      isdisabled: false,
    })
    const role = await book().role('p', 'Basic User')
    await given(book(), 'p', String(systemuserid), await copyIn(book(), 'p', role, unit))
    const locked = [400, '0x80041d48', 'The user representing an OAuth application cannot not be updated']
    const [other] = await register(book(), 1)
    for (const columns of [{ domainname: 'job@rules.onmicrosoft.com' }, { applicationid: other }])
      expect(refusalOf(await patchUser(book(), systemuserid, columns))).toEqual(locked)
  })

  it('APPU-10 exists once for an application in an environment', async () => {
    await daemon.enter()
    expect(outcomeOf(await addApplicationUser(book(), daemon.app.clientId))).toEqual([412, '0x80040237'])
    expect((await daemon.enter('sbx')).accessmode).toBe(4)
  })

  it('APPU-11 works in an environment with a security group without being in it', async () => {
    const { systemuserid } = await daemon.enter('pg')
    await given(book(), 'pg', String(systemuserid), await book().role('pg', 'Basic User'))
    const before = await daemon.row('pg')
    await book().bg('pg')
    const headers = { CallerObjectId: daemon.app.servicePrincipalId }
    const asDaemon = await book().dataverse('pg', 'GET', '/WhoAmI', undefined, { app: true }, headers)
    expect(asDaemon.body).toMatchObject({ UserId: systemuserid })
    expect(await daemon.row('pg')).toEqual(before)
    expect((await daemon.call('/accounts', 'GET', undefined, 'pg')).status).toBe(200)
  })

  it('APPU-12 is deleted when it is disabled and owns nothing, and may come back', async () => {
    const { systemuserid } = await daemon.enter()
    await given(book(), 'p', String(systemuserid), await book().role('p', 'Basic User'))
    await daemon.call('/accounts', 'POST', { name: 'By the night job' })
    const path = `/systemusers(${systemuserid})`
    const remove = () => book().dataverse('p', 'DELETE', path)
    const enabled = `User with SystemUserId=${systemuserid} is not disabled. Disable user before deletion."`
    expect(refusalOf(await remove())).toEqual([400, '0x80048356', enabled])
    await patchUser(book(), systemuserid, { isdisabled: true })
    const owner = `Can't delete a user which owns records. Reassign or delete the records and try again (SystemUserId = ${systemuserid}).`
    expect(refusalOf(await remove())).toEqual([400, '0x80048610', owner])
    const heir = await book().row('sa', 'p')
    const body = {
      ReassignPrincipal: { '@odata.type': 'Microsoft.Dynamics.CRM.systemuser', systemuserid: heir?.systemuserid },
    }
    const action = `${path}/Microsoft.Dynamics.CRM.ReassignObjectsSystemUser`
    expect((await book().dataverse('p', 'POST', action, body)).status).toBe(204)
    expect((await remove()).status).toBe(204)
    expect((await book().dataverse('p', 'GET', path)).status).toBe(404)
    expect((await daemon.enter()).systemuserid).not.toBe(systemuserid)
  })

  it('APPU-13 takes the name that the application has by now when it is refreshed', async () => {
    await daemon.enter()
    const { objectId, servicePrincipalId } = daemon.app
    await book().directory('PATCH', `/applications/${objectId}`, { displayName: 'Day job' })
    expect((await daemon.row()).fullname).toBe('# Night job')
    const refresh = await book().admin('POST', '/p/addUser?api-version=2019-05-01', { ObjectId: servicePrincipalId })
    expect(refresh.status, refresh.text).toBe(200)
    expect(await daemon.row()).toMatchObject({
      fullname: '# Day job',
      lastname: 'Day job',
      firstname: '#',
      accessmode: 4,
    })
    expect(await roleNames(book(), 'p', String((await daemon.row()).systemuserid))).toEqual([])
  })
})
