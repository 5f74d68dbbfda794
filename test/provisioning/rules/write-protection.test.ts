import { expect, it } from 'vitest'
import { type As, describeRules } from '../rulebook.js'
import { enter, given, makeUnit, membersOf, outcomeOf, refusalOf } from '../rulebook-rows.js'

const SA: As = { user: 'sa' }

describeRules('what the columns of a user take', (book) => {
  const patch = (id: unknown, columns: object, as: As = SA) =>
    book().dataverse('p', 'PATCH', `/systemusers(${id})`, columns, as)
  const post = (columns: object) => book().dataverse('p', 'POST', '/systemusers', columns, SA)
  const idOf = async (user: string) => String((await book().row(user, 'p'))?.systemuserid)

  const readOnly = ['0x80041a02', 'A field that is not valid for update was specified'] as const

  it.each([
    [{ islicensed: false }, '0x80041d4c', 'The property IsLicensed cannot be modified.'],
    [{ issyncwithdirectory: false }, '0x80041d4e', 'The property IsSyncUserWithDirectory cannot be modified.'],
    [
      { azureactivedirectoryobjectid: '00000000-0000-0000-0000-000000000001' },
      '0x80041d4f',
      'The property AzureActiveDirectoryObjectId cannot be modified.',
    ],
    [{ fullname: 'X' }, ...readOnly],
    [{ disabledreason: 'X' }, ...readOnly],
    [{ deletedstate: 1 }, ...readOnly],
    [{ azuredeletedon: '2026-01-01T00:00:00Z' }, ...readOnly],
    [{ applicationiduri: 'X' }, ...readOnly],
    [
      { domainname: 'no name' },
      '0x80048095',
      'You must enter the user name in the format <name>@<domain>. Correct the format and try again.',
    ],
  ])('C.2 refuses to change %j', async (columns, code, message) => {
    await book().bg('p')
    const before = await book().row('ann', 'p')
    expect(refusalOf(await patch(before?.systemuserid, columns))).toEqual([400, code, message])
    expect(await book().row('ann', 'p')).toEqual(before)
  })

  it('C.2 keeps SYSTEM and INTEGRATION as they are', async () => {
    const internal = await book().rows('p', "fullname eq 'SYSTEM' or fullname eq 'INTEGRATION'")
    expect(internal).toHaveLength(2)
    const message = "No modifications to the 'SYSTEM' or 'INTEGRATION' user are permitted."
    for (const { systemuserid } of internal)
      for (const columns of [{ jobtitle: 'X' }, { isdisabled: true }, { accessmode: 0 }])
        expect(refusalOf(await patch(systemuserid, columns))).toEqual([400, '0x80041d33', message])
  })

  it('C.2 adds nobody twice, nobody unknown, and nobody as licensed', async () => {
    await book().bg('p')
    const adds = async (columns: object) => refusalOf(await post({ firstname: 'A', lastname: 'B', ...columns }))
    const twice = [400, '0x80041d2c', 'The specified Active Directory user already exists as a Dynamics 365 user.']
    expect(await adds({ domainname: book().upn('ann') })).toEqual(twice)
    expect(await adds({ azureactivedirectoryobjectid: book().id('ann') })).toEqual(twice)
    const unknown = [400, '0x80041d4b', 'This is not a valid Microsoft Online Services ID for this organization.']
    expect(await adds({ domainname: 'nobody@rules.onmicrosoft.com' })).toEqual(unknown)
    const licensed = [400, '0x80041d4d', 'The property IsLicensed cannot be set for Sync User Creation.']
    expect(await adds({ domainname: book().upn('fay'), islicensed: true })).toEqual(licensed)
    expect(await book().row('fay', 'p')).toBeUndefined()
  })

  it('C.2 takes what a client says of a new user; the directory has the last word but for the e-mail', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const mine = { internalemailaddress: 'tim@elsewhere.example', jobtitle: 'Cook', isdisabled: true, accessmode: 4 }
    const kept = { fullname: 'X Y', disabledreason: 'X', deletedstate: 1 }
    const unit = { 'businessunitid@odata.bind': `/businessunits(${north})` }
    const body = { azureactivedirectoryobjectid: book().id('tim'), issyncwithdirectory: true }
    const made = await post({ ...body, ...mine, ...kept, ...unit })
    expect(made.status, made.text).toBe(204)
    const row = await book().row('tim', 'p')
    expect(row).toMatchObject({
      ...mine,
      ...{ issyncwithdirectory: true, islicensed: true, azurestate: 0, _businessunitid_value: north },
      ...{ fullname: '# tim', disabledreason: null, deletedstate: 0, _createdby_value: await idOf('sa') },
    })
    const [team] = await book().rows('p', `_businessunitid_value eq ${north} and isdefault eq true`, 'teams')
    expect(await membersOf(book(), 'p', String(team?.teamid))).toEqual(['tim'])
    await book().bg('p')
    expect(await book().row('tim', 'p')).toMatchObject({
      systemuserid: row?.systemuserid,
      ...{ internalemailaddress: 'tim@elsewhere.example', jobtitle: null, isdisabled: false, accessmode: 4 },
    })
  })

  it('C.2 makes nobody whose state contradicts the directory, or in a disabled unit', async () => {
    const body = { azureactivedirectoryobjectid: book().id('tim') }
    expect(outcomeOf(await post({ ...body, azurestate: 2 }))).toEqual([400, '0x80048360'])
    const north = await makeUnit(book(), 'p', 'North')
    await book().dataverse('p', 'PATCH', `/businessunits(${north})`, { isdisabled: true })
    const unit = { 'businessunitid@odata.bind': `/businessunits(${north})` }
    expect(outcomeOf(await post({ ...body, ...unit }))).toEqual([400, '0x8004032d'])
    const { clientId } = book().tenant.apps.find(({ key }) => key === 'daemon') ?? {}
    expect(outcomeOf(await post({ applicationid: clientId, ...unit }))).toEqual([400, '0x8004032d'])
    expect(await book().row('tim', 'p')).toBeUndefined()
  })

  it('C.1 nobody changes the own user name', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await given(book(), 'p', ann, await book().role('p', 'System Administrator'))
    const columns = { domainname: 'other@rules.onmicrosoft.com' }
    const message = 'The caller cannot change their own domain name'
    expect(refusalOf(await patch(ann, columns, { user: 'ann' }))).toEqual([400, '0x80044161', message])
    expect((await patch(ann, columns)).status).toBe(204)
  })

  it('C.1 cuts what is too long, and falls back where a column must have something', async () => {
    const jobTitle = 'x'.repeat(120)
    await book().directory('PATCH', `/users/${book().id('nia')}`, { jobTitle })
    await book().bg('p')
    expect(await book().row('nia', 'p')).toMatchObject({
      systemuserid: await idOf('nia'),
      jobtitle: 'x'.repeat(100),
      lastname: 'nia',
      internalemailaddress: book().upn('nia'),
    })
  })
})
