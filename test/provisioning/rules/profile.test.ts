import { expect, it } from 'vitest'
import { type As, describeRules } from '../rulebook.js'
import { enter, link, make, membersOf, refusalOf, roleNames, rootUnit, unlink, withFixture } from '../rulebook-rows.js'

const SA: As = { user: 'sa' }

describeRules('the profile', (book) => {
  const write = (changes: object) => book().directory('PATCH', `/users/${book().id('ann')}`, changes)
  const ann = () => book().row('ann', 'p')
  const patch = async (columns: object, as: As = SA) =>
    book().dataverse('p', 'PATCH', `/systemusers(${(await ann())?.systemuserid})`, columns, as)
  const refresh = () => book().api('ann', 'p')

  it('PROF-01 what the directory says is brought to every environment', async () => {
    await book().bg('p')
    await book().bg('pg')
    await write({
      userPrincipalName: 'anna@rules.onmicrosoft.com',
      jobTitle: 'Pilot',
      givenName: 'Anna',
      surname: 'Aviator',
      mail: 'anna@air.example',
      businessPhones: ['+1 555 0100'],
      mobilePhone: '+1 555 0101',
      streetAddress: '1 Runway',
      city: 'Lyon',
      state: 'Rhône',
      postalCode: '69000',
      country: 'France',
    })
    for (const environment of ['p', 'pg']) {
      await book().bg(environment)
      expect(await book().row('ann', environment)).toMatchObject({
        domainname: 'anna@rules.onmicrosoft.com',
        jobtitle: 'Pilot',
        firstname: 'Anna',
        lastname: 'Aviator',
        internalemailaddress: 'anna@air.example',
        address1_telephone1: '+1 555 0100',
        mobilephone: '+1 555 0101',
        address1_line1: '1 Runway',
        address1_city: 'Lyon',
        address1_stateorprovince: 'Rhône',
        address1_postalcode: '69000',
        address1_country: 'France',
      })
    }
  })

  it('PROF-02 the user name follows, in the same row', async () => {
    await book().bg('p')
    const before = await ann()
    await write({ userPrincipalName: 'anna@rules.onmicrosoft.com' })
    await book().bg('p')
    expect(await ann()).toMatchObject({
      systemuserid: before?.systemuserid,
      domainname: 'anna@rules.onmicrosoft.com',
    })
  })

  it('PROF-03 the display name is never brought after the row was made', async () => {
    await book().bg('p')
    await write({ displayName: 'Captain Ann' })
    // Somebody without names was given the display name then; that does not follow either.
    await book().directory('PATCH', `/users/${book().id('nia')}`, { displayName: 'Captain Nia' })
    await book().bg('p')
    expect(await ann()).toMatchObject({ fullname: 'Ann Archer' })
    expect(await book().row('nia', 'p')).toMatchObject({ fullname: '# nia', lastname: 'nia' })
  })

  it('PROF-05 first and last name follow, and the full name is made of them', async () => {
    await book().bg('p')
    await write({ givenName: 'Anna', surname: 'Aviator' })
    await book().bg('p')
    expect(await ann()).toMatchObject({ firstname: 'Anna', lastname: 'Aviator', fullname: 'Anna Aviator' })
  })

  it.each([
    ['PROF-04', 'jobTitle', 'jobtitle'],
    ['PROF-09', 'businessPhones', 'address1_telephone1'],
    ['PROF-09', 'mobilePhone', 'mobilephone'],
    ['PROF-10', 'streetAddress', 'address1_line1'],
    ['PROF-10', 'city', 'address1_city'],
    ['PROF-10', 'state', 'address1_stateorprovince'],
    ['PROF-10', 'postalCode', 'address1_postalcode'],
    ['PROF-10', 'country', 'address1_country'],
  ])('%s %s follows in %s, to the last: a value that goes clears the column', async (_, property, column) => {
    await book().bg('p')
    const value = (text: string) => (property === 'businessPhones' ? [text] : text)
    await write({ [property]: value('555 1') })
    await book().bg('p')
    expect(await ann()).toMatchObject({ [column]: '555 1' })
    await write({ [property]: property === 'businessPhones' ? [] : null })
    await book().bg('p')
    expect(await ann()).toMatchObject({ [column]: null })
  })

  it('PROF-06 a new row has the mail as primary e-mail', async () => {
    await write({ mail: 'ann@air.example' })
    await book().bg('p')
    expect(await ann()).toMatchObject({ internalemailaddress: 'ann@air.example' })
    await book().bg('p')
    expect(await book().row('nia', 'p')).toMatchObject({ internalemailaddress: book().upn('nia') })
  })

  it('PROF-07 a primary e-mail set by hand is not overwritten by anything', async () => {
    await book().bg('p')
    expect((await patch({ internalemailaddress: 'b@air.example' })).status).toBe(204)
    await write({ mail: 'c@air.example' })
    for (const synchronize of [() => book().bg('p'), () => book().jit('ann', 'p'), refresh]) {
      await synchronize()
      expect(await ann()).toMatchObject({ internalemailaddress: 'b@air.example' })
    }
  })

  it('PROF-08 the primary e-mail follows until a client writes it, be it the same', async () => {
    await book().bg('p')
    await write({ mail: 'c@air.example' })
    await book().bg('p')
    expect(await ann()).toMatchObject({ internalemailaddress: 'c@air.example' })
    await patch({ internalemailaddress: 'c@air.example' })
    await write({ mail: 'd@air.example' })
    await book().bg('p')
    expect(await ann()).toMatchObject({ internalemailaddress: 'c@air.example' })
  })

  it('PROF-07 PROF-08 never follows where the policy says so', async () => {
    await withFixture({ p: { settings: { 'profile.primaryEmailPolicy': 'never' } } }, async (own) => {
      await own.directory('PATCH', `/users/${own.id('ann')}`, { mail: 'a@air.example' })
      await own.bg('p')
      await own.directory('PATCH', `/users/${own.id('ann')}`, { mail: 'c@air.example', jobTitle: 'Pilot' })
      await own.bg('p')
      expect(await own.row('ann', 'p')).toMatchObject({ internalemailaddress: 'a@air.example', jobtitle: 'Pilot' })
    })
  })

  it('PROF-11 a row names its user, or its service principal, by the object id, for good', async () => {
    await book().bg('p')
    const service = book().tenant.apps.find(({ key }) => key === 'service')
    expect(await ann()).toMatchObject({ azureactivedirectoryobjectid: book().id('ann') })
    const [application] = await book().rows('p', `applicationid eq ${service?.clientId}`)
    expect(application).toMatchObject({ azureactivedirectoryobjectid: service?.servicePrincipalId })
    const message = 'The property AzureActiveDirectoryObjectId cannot be modified.'
    expect(await patch({ azureactivedirectoryobjectid: book().id('bob') })).toMatchObject({
      status: 400,
      body: { error: { code: '0x80041d4f', message } },
    })
  })

  it('PROF-12 what is not in the mapping is not brought', async () => {
    await book().bg('p')
    await write({
      onPremisesExtensionAttributes: { extensionAttribute1: 'secret-1' },
      department: 'secret-2',
      officeLocation: 'secret-3',
      employeeId: 'secret-4',
      jobTitle: 'Pilot',
    })
    await book().bg('p')
    const row = await ann()
    expect(row?.jobtitle).toBe('Pilot')
    expect(JSON.stringify(row)).not.toContain('secret')
  })

  it('PROF-12 custom columns are never brought', async () => {
    const columns = ['new_x', 'new_extensionattribute1'].map((logicalName) => ({
      logicalName,
      type: 'String' as const,
    }))
    const custom = { tables: [{ logicalName: 'systemuser', columns }] }
    await withFixture({ p: custom }, async (other) => {
      const user = `/users/${other.id('ann')}`
      const directory = (changes: object) => other.directory('PATCH', user, changes)
      await directory({ onPremisesExtensionAttributes: { extensionAttribute1: 'secret' } })
      const { id } = await other.directory('POST', '/applications', { displayName: 'Extender' })
      const property = { name: 'new_x', dataType: 'String', targetObjects: ['User'] }
      const { name } = await other.directory('POST', `/applications/${id}/extensionProperties`, property)
      await directory({ [String(name)]: 'secret' })
      const extension = { extensionName: 'new_x', new_x: 'secret', new_extensionattribute1: 'secret' }
      await other.directory('POST', `${user}/extensions`, extension)
      await other.bg('p')
      const row = await other.row('ann', 'p')
      expect(row).toMatchObject({ new_x: null, new_extensionattribute1: null, firstname: 'Ann' })
      expect(JSON.stringify(row)).not.toContain('secret')
      const attributes = "/EntityDefinitions(LogicalName='systemuser')/Attributes"
      const query = '$select=LogicalName&$filter=IsCustomAttribute eq true'
      const { body: definitions } = await other.dataverse('p', 'GET', `${attributes}?${query}`)
      expect(definitions.value).toMatchObject(columns.map(({ logicalName: LogicalName }) => ({ LogicalName })))
      const path = `/systemusers(${row?.systemuserid})`
      expect((await other.dataverse('p', 'PATCH', path, { new_x: 'mine' })).status).toBe(204)
      await directory({ onPremisesExtensionAttributes: { extensionAttribute1: null }, jobTitle: 'Pilot' })
      await other.directory('DELETE', `${user}/extensions/new_x`)
      await other.bg('p')
      expect(await other.row('ann', 'p')).toMatchObject({ new_x: 'mine', jobtitle: 'Pilot' })
    })
  })

  it('PROF-13 edits of mapped columns are overwritten', async () => {
    await book().bg('p')
    await write({ jobTitle: 'Pilot', mobilePhone: '555 1' })
    expect((await patch({ jobtitle: 'Cook', firstname: 'Cookie', mobilephone: '555 2' })).status).toBe(204)
    expect(await ann()).toMatchObject({ jobtitle: 'Cook', fullname: 'Cookie Archer' })
    expect((await refresh()).status).toBe(200)
    expect(await ann()).toMatchObject({ jobtitle: 'Pilot', firstname: 'Ann', mobilephone: '555 1' })
  })

  it('PROF-14 without a first name there is a number sign', async () => {
    await book().bg('p')
    expect(await book().row('nia', 'p')).toMatchObject({ firstname: '#' })
    const name = async (givenName: string | null) => {
      await book().directory('PATCH', `/users/${book().id('nia')}`, { givenName })
      await book().bg('p')
      return (await book().row('nia', 'p'))?.firstname
    }
    expect(await name('Nia')).toBe('Nia')
    expect(await name(null)).toBe('#')
  })

  it('PROF-15 roles, teams, business unit and manager are edited in the environment', async () => {
    const id = await enter(book(), 'ann', 'p')
    const basic = await book().role('p', 'Basic User')
    expect((await book().giveRole('p', id, basic, SA)).status).toBe(204)
    expect(await roleNames(book(), 'p', id)).toEqual(['Basic User'])
    const role = `systemusers(${id})/systemuserroles_association(${basic})`
    expect((await unlink(book(), 'p', role, SA)).status).toBe(204)
    expect(await roleNames(book(), 'p', id)).toEqual([])
    const crew = await make(book(), 'p', 'teams', { name: 'Crew' }, SA)
    const members = `teams(${crew})/teammembership_association`
    expect((await link(book(), 'p', members, `systemusers(${id})`, SA)).status).toBe(204)
    expect(await membersOf(book(), 'p', crew)).toEqual(['ann'])
    expect((await unlink(book(), 'p', `${members}(${id})`, SA)).status).toBe(204)
    expect(await membersOf(book(), 'p', crew)).toEqual([])
    expect((await patch({ jobtitle: 'Pilot', title: 'Dr.' })).status).toBe(204)
    expect(await ann()).toMatchObject({ jobtitle: 'Pilot', title: 'Dr.' })
    const boss = String((await book().row('sa', 'p'))?.systemuserid)
    expect((await patch({ 'parentsystemuserid@odata.bind': `/systemusers(${boss})` })).status).toBe(204)
    const unit = { name: 'EMEA', 'parentbusinessunitid@odata.bind': `/businessunits(${await rootUnit(book(), 'p')})` }
    await book().dataverse('p', 'POST', '/businessunits', unit)
    const [emea] = await book().rows('p', "name eq 'EMEA'", 'businessunits')
    expect((await patch({ 'businessunitid@odata.bind': `/businessunits(${emea?.businessunitid})` })).status).toBe(204)
    expect(await ann()).toMatchObject({ _parentsystemuserid_value: boss, _businessunitid_value: emea?.businessunitid })
    const loop = { 'parentsystemuserid@odata.bind': `/systemusers(${id})` }
    expect(refusalOf(await book().dataverse('p', 'PATCH', `/systemusers(${boss})`, loop))).toEqual([
      400,
      '0x80041d25',
      expect.stringContaining('You cannot set the selected user as the manager for this user'),
    ])
  })

  it.each([
    ['to refresh', () => refresh()],
    ['to diagnose', () => book().emulator.control.diagnostics('p', book().id('ann'), { sync: true })],
  ])('PROF-16 %s synchronizes first', async (_, ask) => {
    await book().bg('p')
    await write({ jobTitle: 'Pilot' })
    expect(await ann()).toMatchObject({ jobtitle: null })
    await ask()
    expect(await ann()).toMatchObject({ jobtitle: 'Pilot' })
  })
})
