import { expect, it } from 'vitest'
import { describeRules } from './rulebook.js'
import { enter, link, make, refusalOf, roleNames, rootUnit, unlink } from './rulebook-rows.js'

describeRules('a new environment', (book) => {
  const userOf = async (filter: string) => {
    const rows = await book().rows('tr', filter)
    expect(rows, filter).toHaveLength(1)
    return rows[0] ?? {}
  }

  it('has four users of its own, which its organization points at', async () => {
    const [organization] = await book().rows('tr', undefined, 'organizations')
    const users = [
      ['systemuserid', 'SYSTEM', { accessmode: 3, domainname: '', isintegrationuser: false }, []],
      ['integrationuserid', 'INTEGRATION', { accessmode: 3, domainname: '', isintegrationuser: true }, []],
      ['supportuserid', 'Support User', { accessmode: 3, domainname: 'crmoln@microsoft.com' }, ['Support User']],
      [
        'delegatedadminuserid',
        'Delegated Admin',
        { accessmode: 5, domainname: 'crmoln2@microsoft.com' },
        ['System Administrator'],
      ],
    ] as const
    for (const [column, fullname, columns, roles] of users) {
      const user = await userOf(`fullname eq '${fullname}'`)
      expect(user).toMatchObject({ ...columns, issyncwithdirectory: false, isdisabled: false, applicationid: null })
      expect(organization?.[column], column).toBe(user.systemuserid)
      expect(await roleNames(book(), 'tr', String(user.systemuserid))).toEqual(roles)
    }
    const settings = await book().rows('tr', undefined, 'usersettingscollection')
    const ofSystem = settings.filter(({ systemuserid }) => systemuserid === organization?.systemuserid)
    expect(ofSystem).toEqual([])
  })

  it('has the application users of the platform, with their roles', async () => {
    const roles = {
      CDSUserManagement: ['System Administrator'],
      BAP: [],
      'Business Application Platform Service account': ['System Administrator'],
      'Flow-RP': ['Flow-RP Role'],
    }
    for (const [lastname, names] of Object.entries(roles)) {
      const user = await userOf(`lastname eq '${lastname}'`)
      expect(user).toMatchObject({ accessmode: 4, isdisabled: false, firstname: '#', islicensed: false })
      expect(user.domainname).toMatch(/@(onmicrosoft|microsoft)\.com$/)
      expect(await roleNames(book(), 'tr', String(user.systemuserid)), lastname).toEqual(names)
    }
  })

  it('has the roles of every environment, by their known ids', async () => {
    const templates = {
      'System Administrator': '627090ff-40a3-4053-8790-584edc5be201',
      'System Customizer': '119f245c-3cc8-4b62-b31c-d1a046ced15d',
      'Basic User': '236750cd-45ae-4939-ab12-b24b920ced93',
      Delegate: 'd892cc0b-28c7-4e88-bd92-72f2c366baed',
      'Support User': '2d101bb3-5ced-4122-83f1-94d5efde4e3b',
    }
    const fixed = {
      'Environment Maker': 'd58407f2-48d5-e711-a82c-000d3a37c848',
      'Service Reader': '494d392f-d3f4-42ba-af49-30c6f41e6093',
      'Service Writer': '68f2d372-e1a5-4298-9a93-4b39757caf93',
      'Service Deleter': '3b305bc7-5cf5-464b-985e-d6237f6496f1',
      'App Opener': '979144c2-989b-41a5-a146-6b3ea4130e8c',
      'Office Collaborator': 'e8fb3146-7717-ec11-b1b7-000d3af68e17',
      'Global Discovery Service Role': 'a855e539-7253-43d3-9ee5-43ea042b7823',
      'Flow-RP Role': 'f75f4034-068a-463c-ba85-0ae80ad5aecd',
      PowerAppsRPRole: '527c7b12-e5ac-4408-9f46-ecc762397544',
    }
    const roles = await book().rows('tr', undefined, 'roles')
    expect(roles.map(({ name }) => name).sort()).toEqual([...Object.keys(templates), ...Object.keys(fixed)].sort())
    for (const { name, roleid, _roletemplateid_value } of roles) {
      const template = Object.entries(templates).find(([each]) => each === name)?.[1] ?? null
      expect(_roletemplateid_value, String(name)).toBe(template)
      const id = Object.entries(fixed).find(([each]) => each === name)?.[1]
      if (id) expect(roleid, String(name)).toBe(id)
    }
  })

  it('guards the roles that it cannot do without', async () => {
    const role = async (name: string) => `/roles(${await book().role('tr', name)})`
    const remove = async (name: string) => refusalOf(await book().dataverse('tr', 'DELETE', await role(name)))
    const rename = async (name: string) =>
      refusalOf(await book().dataverse('tr', 'PATCH', await role(name), { name: 'Other' }))
    const grant = async (name: string) => {
      const action = 'Microsoft.Dynamics.CRM.AddPrivilegesRole'
      const Privileges = [{ PrivilegeName: 'prvReadContact', Depth: 'Basic' }]
      return refusalOf(await book().dataverse('tr', 'POST', `${await role(name)}/${action}`, { Privileges }))
    }
    const changed = [400, '0x80041d31', 'The System Administrator Role cannot be modified.']
    expect(await rename('System Administrator')).toEqual(changed)
    expect(await grant('System Administrator')).toEqual(changed)
    const deleted = [
      ['System Administrator', '0x80041d2e'],
      ['System Customizer', '0x80041d4a'],
      ['Basic User', '0x80041d5a'],
      ['Support User', '0x80041d42'],
    ] as const
    for (const [name, code] of deleted)
      expect(await remove(name)).toEqual([400, code, `The ${name} Role cannot be deleted.`])
    expect(await rename('Support User')).toEqual([400, '0x80041d47', 'Cannot update the Support User Role.'])
    expect(await grant('Support User')).toEqual([400, '0x80041d43', 'The Support User Role cannot be modified.'])
    const support = await book().role('tr', 'Support User')
    const ann = await enter(book(), 'ann', 'tr')
    const path = (user: unknown) => `systemusers(${user})/systemuserroles_association`
    const given = await link(book(), 'tr', path(ann), `roles(${support})`)
    expect(refusalOf(given)).toEqual([400, '0x80041d44', 'The Support User Role cannot be assigned to a user.'])
    const { systemuserid } = await userOf("domainname eq 'crmoln@microsoft.com'")
    const taken = await unlink(book(), 'tr', `${path(systemuserid)}(${support})`)
    expect(refusalOf(taken)).toEqual([400, '0x80041d45', 'A user cannot be removed from the Support User Role.'])
  })
})

describeRules('the row of somebody who is added', (book) => {
  it('has every column that the synchronization sets', async () => {
    await book().directory('PATCH', `/users/${book().id('ann')}`, { mail: 'ann@air.example' })
    await book().bg('p')
    const [organization] = await book().rows('p', undefined, 'organizations')
    const row = await book().row('ann', 'p')
    expect(row?.systemuserid).not.toBe(book().id('ann'))
    expect(row).toMatchObject({
      azureactivedirectoryobjectid: book().id('ann'),
      domainname: book().upn('ann'),
      windowsliveid: book().upn('ann'),
      firstname: 'Ann',
      lastname: 'Archer',
      fullname: 'Ann Archer',
      internalemailaddress: 'ann@air.example',
      _businessunitid_value: await rootUnit(book(), 'p'),
      accessmode: 0,
      setupuser: false,
      islicensed: true,
      isdisabled: false,
      disabledreason: null,
      issyncwithdirectory: true,
      isintegrationuser: false,
      caltype: 0,
      userlicensetype: 3,
      invitestatuscode: 0,
      azurestate: 0,
      azuredeletedon: null,
      deletedstate: 0,
      systemmanagedusertype: 0,
      incomingemaildeliverymethod: 1,
      outgoingemaildeliverymethod: 1,
      emailrouteraccessapproval: 2,
      applicationid: null,
      _createdby_value: organization?.systemuserid,
      _modifiedby_value: organization?.systemuserid,
    })
    expect(row).not.toHaveProperty('isactivedirectoryuser')
    expect(await book().row('ga', 'p')).toMatchObject({ userlicensetype: 0, islicensed: false, accessmode: 1 })
    const settings = await book().rows('p', `systemuserid eq ${row?.systemuserid}`, 'usersettingscollection')
    expect(settings).toHaveLength(1)
    expect(await roleNames(book(), 'p', String(row?.systemuserid))).toEqual([])
  })

  it('is the same by every way in, but for who asked', async () => {
    const without = (row: object | undefined) => {
      const volatile = /^(systemuserid|versionnumber|createdon|modifiedon|@odata\.etag|address[12]_addressid|ownerid)$/
      return Object.fromEntries(Object.entries(row ?? {}).filter(([name]) => !volatile.test(name)))
    }
    const rows: object[] = []
    for (const way of ['bg', 'jit', 'imp', 'api'] as const) {
      await book().emulator.control.reset()
      await (way === 'bg' ? book().bg('p') : book()[way]('ann', 'p'))
      rows.push(without(await book().row('ann', 'p')))
    }
    for (const row of rows.slice(1)) expect(row).toEqual(rows[0])
    await book().emulator.control.reset()
    const made = await make(book(), 'p', 'systemusers', { azureactivedirectoryobjectid: book().id('ann') })
    const row = await book().row('ann', 'p')
    expect(row?.systemuserid).toBe(made)
    const [service] = await book().rows('p', "lastname eq 'service'")
    const by = { _createdby_value: service?.systemuserid, _modifiedby_value: service?.systemuserid }
    expect(without(row)).toEqual({ ...rows[0], ...by })
  })
})
