import { expect, it } from 'vitest'
import { describeRules } from '../rulebook.js'
import { enter, given, makeUnit, outcomeOf, roleNames, rootUnit } from '../rulebook-rows.js'

type Json = Record<string, unknown>

describeRules('application users', (book) => {
  const daemon = () => {
    const app = book().tenant.apps.find(({ key }) => key === 'daemon')
    if (!app) throw new Error('the fixture has no daemon')
    return app
  }
  const row = async (environment = 'p') =>
    (await book().rows(environment, `applicationid eq ${daemon().clientId}`))[0] as Json
  const set = (systemuserid: unknown, columns: object) =>
    book().dataverse('p', 'PATCH', `/systemusers(${systemuserid})`, columns)

  async function add(applicationid: string, columns: object = {}, environment = 'p') {
    const unit = await rootUnit(book(), environment)
    const bound = { 'businessunitid@odata.bind': `/businessunits(${unit})` }
    return book().dataverse(environment, 'POST', '/systemusers', { applicationid, ...bound, ...columns })
  }

  async function addDaemon(environment = 'p'): Promise<Json> {
    const reply = await add(daemon().clientId, {}, environment)
    expect(reply.status, reply.text).toBe(204)
    return row(environment)
  }

  /** A call with the daemon's own token. */
  async function call(path: string, method = 'GET', body?: object, environment = 'p') {
    const { clientId, clientSecret } = daemon()
    const token = await book().token({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret ?? '',
      scope: 'http://localhost:4400/.default',
    })
    const as = { token: String(token.body.access_token) }
    return book().dataverse(environment, method, path, body, as, { Prefer: 'return=representation' })
  }

  async function register(count: number): Promise<string[]> {
    const made: string[] = []
    for (let at = 0; at < count; at++) {
      const { appId } = await book().directory('POST', '/applications', { displayName: `Job ${at}` })
      made.push(String(appId))
    }
    return made
  }

  it('APPU-01 calls as the application user, who is the creator of what the app makes', async () => {
    expect(outcomeOf(await call('/WhoAmI'))).toEqual([403, '0x80072560'])
    const { systemuserid } = await addDaemon()
    await given(book(), 'p', String(systemuserid), await book().role('p', 'System Administrator'))
    expect((await call('/WhoAmI')).body.UserId).toBe(systemuserid)
    const account = await call('/accounts', 'POST', { name: 'By the night job' })
    expect(account.body).toMatchObject({ _createdby_value: systemuserid, _ownerid_value: systemuserid })
  })

  it('APPU-02 is non-interactive and stays so', async () => {
    const { systemuserid, accessmode } = await addDaemon()
    expect(accessmode).toBe(4)
    expect(outcomeOf(await set(systemuserid, { accessmode: 0 }))).toEqual([400, '0x80040d40'])
    expect((await row()).accessmode).toBe(4)
  })

  it('APPU-03 does not count toward the seven non-interactive users', async () => {
    for (const appId of await register(20)) expect((await add(appId)).status).toBe(204)
    const people = ['ann', 'nia', 'own', 'tim', 'fay']
    for (const user of people) {
      const id = await enter(book(), user, 'p')
      expect((await set(id, { accessmode: 4 })).status).toBe(204)
    }
    await book().bg('p')
    for (const user of ['ga', 'ppa'])
      expect((await set((await book().row(user, 'p'))?.systemuserid, { accessmode: 4 })).status, user).toBe(204)
    const eighth = (await book().row('d365', 'p'))?.systemuserid
    expect(outcomeOf(await set(eighth, { accessmode: 4 }))).toEqual([400, '0x8004b050'])
    expect((await addDaemon()).accessmode).toBe(4)
  })

  it('APPU-04 exists any number of times', async () => {
    const before = (await book().rows('p', 'applicationid ne null')).length
    for (const appId of await register(200)) expect((await add(appId)).status).toBe(204)
    expect(await book().rows('p', 'applicationid ne null')).toHaveLength(before + 200)
  })

  it('APPU-05 has # for a first name', async () => {
    expect(await addDaemon()).toMatchObject({ firstname: '#', lastname: 'Night job', fullname: '# Night job' })
  })

  it('APPU-06 is enabled from the start', async () => {
    expect((await addDaemon()).isdisabled).toBe(false)
  })

  it('APPU-08 breaks what uses it when it is disabled, until it is enabled again', async () => {
    const { systemuserid } = await addDaemon()
    await given(book(), 'p', String(systemuserid), await book().role('p', 'Basic User'))
    expect((await call('/accounts')).status).toBe(200)
    expect((await set(systemuserid, { isdisabled: true })).status).toBe(204)
    expect(outcomeOf(await call('/accounts'))).toEqual([403, '0x80040225'])
    expect((await set(systemuserid, { isdisabled: false })).status).toBe(204)
    expect((await call('/accounts')).status).toBe(200)
  })

  it('APPU-09 can be switched off and on, moved, mailed and given roles, but not become another application', async () => {
    const { systemuserid } = await addDaemon()
    const unit = await makeUnit(book(), 'p', 'North')
    for (const columns of [
      { isdisabled: true },
      { isdisabled: false },
      { internalemailaddress: 'jobs@rules.onmicrosoft.com' },
      { 'businessunitid@odata.bind': `/businessunits(${unit})` },
    ])
      expect((await set(systemuserid, columns)).status, JSON.stringify(columns)).toBe(204)
    expect(await row()).toMatchObject({
      internalemailaddress: 'jobs@rules.onmicrosoft.com',
      _businessunitid_value: unit,
      isdisabled: false,
    })
    expect(outcomeOf(await set(systemuserid, { domainname: 'job@rules.onmicrosoft.com' }))).toEqual([400, '0x80041d48'])
    const [other] = await register(1)
    expect(outcomeOf(await set(systemuserid, { applicationid: other }))).toEqual([400, '0x80041d48'])
  })

  it('APPU-10 exists once for an application in an environment', async () => {
    await addDaemon()
    expect(outcomeOf(await add(daemon().clientId))).toEqual([412, '0x80040237'])
    expect((await addDaemon('sbx')).accessmode).toBe(4)
  })

  it('APPU-11 works in an environment with a security group without being in it', async () => {
    const { systemuserid } = await addDaemon('pg')
    await given(book(), 'pg', String(systemuserid), await book().role('pg', 'Basic User'))
    const before = await row('pg')
    await book().bg('pg')
    expect(await row('pg')).toEqual(before)
    expect((await call('/accounts', 'GET', undefined, 'pg')).status).toBe(200)
  })

  it('APPU-12 is deleted when it is disabled and owns nothing, and may come back', async () => {
    const { systemuserid } = await addDaemon()
    await given(book(), 'p', String(systemuserid), await book().role('p', 'Basic User'))
    await call('/accounts', 'POST', { name: 'By the night job' })
    const path = `/systemusers(${systemuserid})`
    const remove = () => book().dataverse('p', 'DELETE', path)
    expect(outcomeOf(await remove())).toEqual([400, '0x80048356'])
    await set(systemuserid, { isdisabled: true })
    expect(outcomeOf(await remove())).toEqual([400, '0x80048610'])
    const heir = await book().row('sa', 'p')
    const body = {
      ReassignPrincipal: { '@odata.type': 'Microsoft.Dynamics.CRM.systemuser', systemuserid: heir?.systemuserid },
    }
    const action = `${path}/Microsoft.Dynamics.CRM.ReassignObjectsSystemUser`
    expect((await book().dataverse('p', 'POST', action, body)).status).toBe(204)
    expect((await remove()).status).toBe(204)
    expect((await book().dataverse('p', 'GET', path)).status).toBe(404)
    expect((await addDaemon()).systemuserid).not.toBe(systemuserid)
  })

  it('APPU-13 takes the name that the application has by now when it is refreshed', async () => {
    await addDaemon()
    const { objectId, servicePrincipalId } = daemon()
    await book().directory('PATCH', `/applications/${objectId}`, { displayName: 'Day job' })
    expect((await row()).fullname).toBe('# Night job')
    const refresh = await book().admin('POST', '/p/addUser?api-version=2019-05-01', { ObjectId: servicePrincipalId })
    expect(refresh.status, refresh.text).toBe(200)
    expect(await row()).toMatchObject({ fullname: '# Day job', lastname: 'Day job', firstname: '#', accessmode: 4 })
    expect(await roleNames(book(), 'p', String((await row()).systemuserid))).toEqual([])
  })

  it('APP-01 is made through the Web API with an application and a business unit', async () => {
    const named = { firstname: 'Robot', lastname: 'Seven', internalemailaddress: 'seven@rules.onmicrosoft.com' }
    const reply = await add(daemon().clientId, named)
    expect(reply.status).toBe(204)
    expect(reply.headers.get('odata-entityid')).toContain(`systemusers(${(await row()).systemuserid})`)
    expect(await row()).toMatchObject({ ...named, fullname: 'Robot Seven' })
    const unit = await rootUnit(book(), 'sbx')
    const body = { applicationid: daemon().clientId, 'businessunitid@odata.bind': `/businessunits(${unit})` }
    const as = { app: true } as const
    const made = await book().dataverse('sbx', 'POST', '/systemusers', body, as, { Prefer: 'return=representation' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ applicationid: daemon().clientId, _businessunitid_value: unit })
  })

  it('APP-02 needs a business unit', async () => {
    const reply = await book().dataverse('p', 'POST', '/systemusers', { applicationid: daemon().clientId })
    expect(outcomeOf(reply)).toEqual([400, '0x80040216'])
    expect((reply.body.error as Json).message).toBe('An unexpected error occurred.')
    expect(await row()).toBeUndefined()
  })

  it('APP-03 gets the rest of its columns from the application', async () => {
    await book().directory('PATCH', `/applications/${daemon().objectId}`, { identifierUris: ['api://night-job'] })
    const { clientId, servicePrincipalId } = daemon()
    expect(await addDaemon()).toMatchObject({
      azureactivedirectoryobjectid: servicePrincipalId,
      applicationiduri: 'api://night-job',
      domainname: `${clientId}@rules.onmicrosoft.com`,
      internalemailaddress: `${clientId}@rules.onmicrosoft.com`,
      fullname: '# Night job',
      accessmode: 4,
      islicensed: false,
      isdisabled: false,
      issyncwithdirectory: false,
    })
  })

  it('APP-04 is refused for an application that the directory does not know', async () => {
    const reply = await add('12345678-1234-1234-1234-123456789012')
    expect(outcomeOf(reply)).toEqual([400, '0x80041d28'])
  })

  it('APP-05 stands for an application by its application id, not by the id of an object', async () => {
    expect(outcomeOf(await add(daemon().objectId))).toEqual([400, '0x80041d28'])
    expect(outcomeOf(await add(daemon().servicePrincipalId))).toEqual([400, '0x80041d28'])
    expect((await add(daemon().clientId.toUpperCase())).status).toBe(204)
    expect((await row()).applicationid).toBe(daemon().clientId)
  })

  it('APP-06 is given roles like anybody', async () => {
    const { systemuserid } = await addDaemon()
    const reply = await book().giveRole('p', systemuserid, await book().role('p', 'Basic User'))
    expect(reply.status).toBe(204)
    expect(await roleNames(book(), 'p', String(systemuserid))).toEqual(['Basic User'])
  })

  it('APP-07 is disabled and enabled through the Web API', async () => {
    const { systemuserid } = await addDaemon()
    expect((await set(systemuserid, { isdisabled: true })).status).toBe(204)
    expect((await row()).isdisabled).toBe(true)
    expect((await set(systemuserid, { isdisabled: false })).status).toBe(204)
    expect((await row()).isdisabled).toBe(false)
  })

  it('APP-08 is made by the admin API with System Administrator, for tenant administrators', async () => {
    const addApp = (servicePrincipalAppId: string, user: string, environment = 'p') =>
      book().admin('POST', `/${environment}/addAppUser?api-version=2020-10-01`, { servicePrincipalAppId }, { user })
    expect((await addApp(daemon().clientId, 'd365')).status).toBe(403)
    expect((await addApp(daemon().clientId, 'ann')).status).toBe(403)
    expect(await row()).toBeUndefined()
    const made = await addApp(daemon().clientId, 'ppa')
    expect(made.body).toMatchObject({ errors: [], information: [{ Code: 'UserAdded' }] })
    expect(made.status).toBe(200)
    const { systemuserid } = await row()
    expect(await roleNames(book(), 'p', String(systemuserid))).toEqual(['System Administrator'])
    expect((await call('/WhoAmI')).body.UserId).toBe(systemuserid)
    expect((await addApp(daemon().clientId, 'ga')).body).toMatchObject({ information: [{ Code: 'UserExists' }] })
    expect((await row()).systemuserid).toBe(systemuserid)
    const unknown = await addApp('12345678-1234-1234-1234-123456789012', 'ga')
    expect(unknown).toMatchObject({ status: 200, body: { errors: [{ Code: 'ApplicationNotFound' }] } })
    const without = await addApp(daemon().clientId, 'ga', 'nd')
    expect(without).toMatchObject({ status: 200, body: { errors: [{ Code: 'EnvironmentHasNoDatabase' }] } })
  })

  it('APP-09 stands in the table of application users with its type', async () => {
    const { systemuserid } = await addDaemon()
    const table = await book().rows('p', undefined, 'applicationusers')
    expect(table).toHaveLength((await book().rows('p', 'applicationid ne null')).length)
    expect(table.find(({ applicationid }) => applicationid === daemon().clientId)).toMatchObject({
      applicationname: 'Night job',
      applicationtype: 2,
      statecode: 0,
    })
    expect(table.find(({ applicationname }) => applicationname === 'CDSUserManagement')?.applicationtype).toBe(0)
    await set(systemuserid, { isdisabled: true })
    const [row] = await book().rows('p', `applicationid eq ${daemon().clientId}`, 'applicationusers')
    expect(row?.statecode).toBe(1)
  })

  it('APP-10 is not updated in any other respect', async () => {
    const { systemuserid } = await addDaemon()
    for (const columns of [{ jobtitle: 'Robot' }, { lastname: 'Other' }, { mobilephone: '+1 555' }])
      expect(outcomeOf(await set(systemuserid, columns))).toEqual([400, '0x80072562'])
    expect(await row()).toMatchObject({ jobtitle: null, lastname: 'Night job', mobilephone: null })
    // What says nothing new is no update.
    expect((await set(systemuserid, { lastname: 'Night job' })).status).toBe(204)
  })
})
