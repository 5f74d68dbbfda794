import { expect, it } from 'vitest'
import { addApplicationUser, Daemon, patchUser } from '../daemon.js'
import { describeRules } from '../rulebook.js'
import { makeUnit, outcomeOf, refusalOf, roleNames, rootUnit, setOrganization, withFixture } from '../rulebook-rows.js'

type Json = Record<string, unknown>

const UNKNOWN = '12345678-1234-1234-1234-123456789012'

describeRules('the calls about application users', (book) => {
  const daemon = new Daemon(book)

  it('APP-01 is made through the Web API with an application and a business unit', async () => {
    const named = { firstname: 'Robot', lastname: 'Seven', internalemailaddress: 'seven@rules.onmicrosoft.com' }
    const reply = await addApplicationUser(book(), daemon.app.clientId, named)
    expect(reply.status).toBe(204)
    expect(reply.headers.get('odata-entityid')).toContain(`systemusers(${(await daemon.row()).systemuserid})`)
    expect(await daemon.row()).toMatchObject({ ...named, fullname: 'Robot Seven' })
    const unit = await rootUnit(book(), 'sbx')
    const body = { applicationid: daemon.app.clientId, 'businessunitid@odata.bind': `/businessunits(${unit})` }
    const as = { app: true } as const
    const made = await book().dataverse('sbx', 'POST', '/systemusers', body, as, { Prefer: 'return=representation' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ applicationid: daemon.app.clientId, _businessunitid_value: unit })
  })

  it('APP-02 needs a business unit', async () => {
    const reply = await book().dataverse('p', 'POST', '/systemusers', { applicationid: daemon.app.clientId })
    expect(outcomeOf(reply)).toEqual([400, '0x80040216'])
    expect((reply.body.error as Json).message).toBe('An unexpected error occurred.')
    expect(await daemon.row()).toEqual({})
    await withFixture({ p: { settings: { lenient: true } } }, async (lenient) => {
      const own = new Daemon(() => lenient)
      const made = await lenient.dataverse('p', 'POST', '/systemusers', { applicationid: own.app.clientId })
      expect(made.status, made.text).toBe(204)
      expect(await own.row()).toMatchObject({ _businessunitid_value: await rootUnit(lenient, 'p'), isdisabled: false })
      const north = await makeUnit(lenient, 'sbx', 'North')
      const named = { applicationid: own.app.clientId, 'businessunitid@odata.bind': `/businessunits(${north})` }
      expect((await lenient.dataverse('sbx', 'POST', '/systemusers', named)).status).toBe(204)
      expect(await own.row('sbx')).toMatchObject({ _businessunitid_value: north })
    })
  })

  it('APP-03 gets the rest of its columns from the application', async () => {
    await book().directory('PATCH', `/applications/${daemon.app.objectId}`, { identifierUris: ['api://night-job'] })
    const { clientId, servicePrincipalId } = daemon.app
    expect(await daemon.enter()).toMatchObject({
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
    const reply = await addApplicationUser(book(), UNKNOWN)
    const message = `The User Directory Object Id (${UNKNOWN}) do not exist in Azure Active Directory.`
    expect(refusalOf(reply)).toEqual([400, '0x80041d28', message])
  })

  it('APP-04 unless the organization takes stubs of applications: disabled until the application is there', async () => {
    await setOrganization(book(), 'p', { CanCreateApplicationStubUser: true })
    const made = await addApplicationUser(book(), UNKNOWN, { lastname: 'Robot to come' })
    expect(made.status, made.text).toBe(204)
    const stub = async () => (await book().rows('p', `applicationid eq ${UNKNOWN}`))[0]
    expect(await stub()).toMatchObject({
      isdisabled: true,
      accessmode: 4,
      islicensed: false,
      azureactivedirectoryobjectid: null,
      fullname: '# Robot to come',
    })
    expect(outcomeOf(await addApplicationUser(book(), UNKNOWN))).toEqual([412, '0x80040237'])
    // An application that is there already gets no stub.
    expect(await daemon.enter('sbx')).toMatchObject({ isdisabled: false, fullname: '# Night job' })
    const { clientId, objectId, servicePrincipalId } = daemon.app
    await book().directory('DELETE', `/applications/${objectId}`)
    expect((await addApplicationUser(book(), clientId)).status).toBe(204)
    expect(await daemon.row()).toMatchObject({ isdisabled: true, azureactivedirectoryobjectid: null })
    for (const id of [objectId, servicePrincipalId])
      await book().directory('POST', `/directory/deletedItems/${id}/restore`)
    const { systemuserid } = await daemon.row()
    const refresh = await book().admin('POST', '/p/addUser?api-version=2019-05-01', { ObjectId: systemuserid })
    expect(refresh.status, refresh.text).toBe(200)
    expect((await patchUser(book(), systemuserid, { isdisabled: false })).status).toBe(204)
    expect(await daemon.row()).toMatchObject({
      isdisabled: false,
      azureactivedirectoryobjectid: servicePrincipalId,
      fullname: '# Night job',
    })
    await setOrganization(book(), 'p', { CanCreateApplicationStubUser: false })
    expect(outcomeOf(await addApplicationUser(book(), '22345678-1234-1234-1234-123456789012'))[1]).toBe('0x80041d28')
  })

  it('APP-05 stands for an application by its application id, not by the id of an object', async () => {
    expect(outcomeOf(await addApplicationUser(book(), daemon.app.objectId))).toEqual([400, '0x80041d28'])
    expect(outcomeOf(await addApplicationUser(book(), daemon.app.servicePrincipalId))).toEqual([400, '0x80041d28'])
    expect((await addApplicationUser(book(), daemon.app.clientId.toUpperCase())).status).toBe(204)
    expect((await daemon.row()).applicationid).toBe(daemon.app.clientId)
  })

  it('APP-06 is given roles like anybody', async () => {
    const { systemuserid } = await daemon.enter()
    const reply = await book().giveRole('p', systemuserid, await book().role('p', 'Basic User'))
    expect(reply.status).toBe(204)
    expect(await roleNames(book(), 'p', String(systemuserid))).toEqual(['Basic User'])
  })

  it('APP-07 is disabled and enabled through the Web API', async () => {
    const { systemuserid } = await daemon.enter()
    expect((await patchUser(book(), systemuserid, { isdisabled: true })).status).toBe(204)
    expect((await daemon.row()).isdisabled).toBe(true)
    expect((await patchUser(book(), systemuserid, { isdisabled: false })).status).toBe(204)
    expect((await daemon.row()).isdisabled).toBe(false)
  })

  it('APP-08 is made by the admin API with System Administrator, for tenant administrators', async () => {
    const addApp = (servicePrincipalAppId: string, user: string, environment = 'p') =>
      book().admin('POST', `/${environment}/addAppUser?api-version=2020-10-01`, { servicePrincipalAppId }, { user })
    expect((await addApp(daemon.app.clientId, 'd365')).status).toBe(403)
    expect((await addApp(daemon.app.clientId, 'ann')).status).toBe(403)
    expect(await daemon.row()).toEqual({})
    const made = await addApp(daemon.app.clientId, 'ppa')
    expect(made.body).toMatchObject({ errors: [], information: [{ Code: 'UserAdded' }] })
    expect(made.status).toBe(200)
    const { systemuserid } = await daemon.row()
    expect(await roleNames(book(), 'p', String(systemuserid))).toEqual(['System Administrator'])
    expect((await daemon.call('/WhoAmI')).body.UserId).toBe(systemuserid)
    expect((await addApp(daemon.app.clientId, 'ga')).body).toMatchObject({ information: [{ Code: 'UserExists' }] })
    expect((await daemon.row()).systemuserid).toBe(systemuserid)
    const unknown = await addApp('12345678-1234-1234-1234-123456789012', 'ga')
    expect(unknown).toMatchObject({ status: 200, body: { errors: [{ Code: 'ApplicationNotFound' }] } })
    const without = await addApp(daemon.app.clientId, 'ga', 'nd')
    expect(without).toMatchObject({ status: 200, body: { errors: [{ Code: 'EnvironmentHasNoDatabase' }] } })
  })

  it('APP-09 stands in the table of application users with its type', async () => {
    const { systemuserid } = await daemon.enter()
    const table = await book().rows('p', undefined, 'applicationusers')
    expect(table).toHaveLength((await book().rows('p', 'applicationid ne null')).length)
    expect(table.find(({ applicationid }) => applicationid === daemon.app.clientId)).toMatchObject({
      applicationname: 'Night job',
      applicationtype: 2,
      statecode: 0,
    })
    expect(table.find(({ applicationname }) => applicationname === 'CDSUserManagement')?.applicationtype).toBe(0)
    await patchUser(book(), systemuserid, { isdisabled: true })
    const [row] = await book().rows('p', `applicationid eq ${daemon.app.clientId}`, 'applicationusers')
    expect(row?.statecode).toBe(1)
  })

  it('APP-10 is not updated in any other respect', async () => {
    const { systemuserid } = await daemon.enter()
    for (const columns of [{ jobtitle: 'Robot' }, { lastname: 'Other' }, { mobilephone: '+1 555' }])
      expect(refusalOf(await patchUser(book(), systemuserid, columns))).toEqual([
        400,
        '0x80072562',
        'Invalid Application User Update',
      ])
    expect(await daemon.row()).toMatchObject({ jobtitle: null, lastname: 'Night job', mobilephone: null })
    // What says nothing new is no update.
    expect((await patchUser(book(), systemuserid, { lastname: 'Night job' })).status).toBe(204)
  })
})
