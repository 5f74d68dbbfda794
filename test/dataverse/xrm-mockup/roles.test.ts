// What the suites of XrmMockup (github.com/delegateas/XrmMockup) show of roles, of sharing and of assigning rows.
import { describe, expect, it } from 'vitest'
import { CRM, Office, rights } from './office.js'

const OWN = ['Create', 'Read', 'Write', 'Delete', 'Assign'] as const

/** Somebody who does everything with own contacts and nothing with accounts, and an administrator of the same unit. */
async function unitOfTwo() {
  const office = new Office()
  const unit = office.unit('One')
  office.role('Contacts', rights('Contact', 'Basic', ...OWN))
  office.role('Accounts', rights('Account', 'Global', ...OWN))
  const clerk = office.person('clerk', { role: 'Contacts', unit })
  const boss = office.person('boss', { role: 'System Administrator', unit })
  const contact = `contacts(${await office.make('contacts', { lastname: "The boss's" }, 'boss')})`
  const own = `contacts(${await office.make('contacts', { lastname: "The clerk's" }, 'clerk')})`
  return { office, unit, clerk, boss, contact, own }
}

describe('roles', () => {
  it('of one template are told from others by it, and lead to who holds them', async () => {
    const { office, boss } = await unitOfTwo()
    const template = '627090ff-40a3-4053-8790-584edc5be201'
    const fetchXml = `<fetch><entity name="role"><attribute name="name"/>
      <filter><condition attribute="roletemplateid" operator="eq" value="${template}"/></filter>
      <link-entity name="systemuserroles" from="roleid" to="roleid"><filter>
        <condition attribute="systemuserid" operator="eq" value="${boss}"/></filter></link-entity></entity></fetch>`
    const { json } = await office.call('GET', `/roles?fetchXml=${encodeURIComponent(fetchXml)}`)
    expect(json.value).toMatchObject([{ name: 'System Administrator' }])
  })

  it('open tables, for rows of one’s own or of others', async () => {
    const { office, boss } = await unitOfTwo()
    const create = (set: string, body: object) => office.status('POST', `/${set}`, 'clerk', body)
    expect(await create('accounts', { name: 'x' })).toBe(403)
    expect(await create('contacts', { lastname: 'x' })).toBe(204)
    expect(await create('contacts', { lastname: 'x', 'ownerid@odata.bind': `/systemusers(${boss})` })).toBe(403)
  })

  it.each([
    ['PATCH', { jobtitle: 'x' }],
    ['DELETE', undefined],
  ])('that reach own rows let %s these, and no others of the unit', async (method, body) => {
    const { office, contact, own } = await unitOfTwo()
    expect(await office.status(method, `/${contact}`, 'clerk', body)).toBe(403)
    expect(await office.status(method, `/${own}`, 'clerk', body)).toBe(204)
  })

  it('count from the next request on, once they are given, changed or taken away', async () => {
    const { office, unit, clerk } = await unitOfTwo()
    const role = async (name: string) => {
      const filter = `name eq '${name}' and _businessunitid_value eq ${unit}`
      const { json } = await office.call(
        'GET',
        `/roles?$select=roleid&$expand=parentrootroleid($select=roleid)&$filter=${filter}`,
      )
      return json.value[0]
    }
    const accounts = await role('Accounts')
    const held = `/systemusers(${clerk})/systemuserroles_association`
    const lists = () => office.status('GET', '/accounts', 'clerk')
    expect(await lists()).toBe(403)
    await office.call('POST', `${held}/$ref`, { body: { '@odata.id': `roles(${accounts.roleid})` } })
    expect(await lists()).toBe(200)
    const privilege = (await office.call('GET', "/privileges?$select=privilegeid&$filter=name eq 'prvReadAccount'"))
      .json.value[0]
    const changed = `/roles(${accounts.parentrootroleid.roleid})/${CRM}`
    await office.call('POST', `${changed}.RemovePrivilegeRole`, { body: { PrivilegeId: privilege.privilegeid } })
    expect(await lists()).toBe(403)
    await office.call('POST', `${changed}.AddPrivilegesRole`, {
      body: { Privileges: [{ PrivilegeId: privilege.privilegeid, Depth: 'Basic' }] },
    })
    expect(await lists()).toBe(200)
    await office.call('DELETE', `${held}(${accounts.roleid})/$ref`)
    expect(await lists()).toBe(403)
  })

  it('that are not there cannot be given', async () => {
    const { office, clerk } = await unitOfTwo()
    const missing = '0b1ad6d8-77d5-4c3c-9d8e-3d0ec1a7e0aa'
    const refused = await office.call('POST', `/systemusers(${clerk})/systemuserroles_association/$ref`, {
      body: { '@odata.id': `roles(${missing})` },
    })
    expect([refused.status, refused.json.error.message]).toEqual([404, `role With Id = ${missing} Does Not Exist`])
  })
})

describe('RetrievePrincipalAccess', () => {
  it.each([
    ['account', 'accounts', { name: 'x' }, 'ReadAccess'],
    ['contact', 'contacts', { lastname: 'x' }, 'None'],
  ])('tells what reaches a row of %s that belongs to somebody else', async (_, set, columns, expected) => {
    const office = new Office()
    office.role('Reader', { prvReadAccount: 'Global', prvReadContact: 'Basic', prvWriteContact: 'Basic' })
    const ann = office.person('ann', { role: 'Reader' })
    const id = await office.make(set, columns)
    const call = `RetrievePrincipalAccess(Target=@t)?@t={"@odata.id":"${set}(${id})"}`
    expect((await office.call('GET', `/systemusers(${ann})/${CRM}.${call}`)).json.AccessRights).toBe(expected)
  })
})

describe('sharing', () => {
  it('shows a row to somebody, as long as it lasts', async () => {
    const { office, clerk, contact } = await unitOfTwo()
    expect(await office.reads('clerk', contact)).toBe(false)
    expect((await office.share(contact, `systemusers(${clerk})`, 'ReadAccess', 'boss')).status).toBe(204)
    expect(await office.reads('clerk', contact)).toBe(true)
    expect(await office.writes('clerk', contact)).toBe(false)
    expect((await office.unshare(contact, `systemusers(${clerk})`, 'boss')).status).toBe(204)
    expect(await office.reads('clerk', contact)).toBe(false)
  })

  it('gives nothing to somebody who lacks the privilege altogether', async () => {
    const { office, clerk } = await unitOfTwo()
    const account = `accounts(${await office.make('accounts', { name: 'x' })})`
    await office.share(account, `systemusers(${clerk})`, 'ReadAccess')
    expect(await office.reads('clerk', account)).toBe(false)
  })
})

describe('assigning', () => {
  it('takes the right to assign the row', async () => {
    const { office, clerk, boss, contact, own } = await unitOfTwo()
    expect((await office.assign(contact, `systemusers(${clerk})`, 'clerk')).status).toBe(403)
    expect((await office.assign(own, `systemusers(${boss})`, 'clerk')).status).toBe(204)
    expect(await office.ownerOf(own)).toBe(boss)
    expect(await office.reads('clerk', own)).toBe(false)
  })

  it('takes an owner who may read the row: a team without such a role is refused', async () => {
    const { office, unit, contact } = await unitOfTwo()
    const blind = await office.team('Blind', unit, 'Accounts')
    const seeing = await office.team('Seeing', unit, 'Contacts')
    const refused = await office.assign(contact, `teams(${blind})`, 'boss')
    expect([refused.status, refused.json.error.code]).toEqual([400, '0x80040299'])
    expect((await office.assign(contact, `teams(${seeing})`, 'boss')).status).toBe(204)
    expect(await office.ownerOf(contact)).toBe(seeing)
  })

  it('to the owner whom the row has already takes nothing', async () => {
    const { office, boss, contact } = await unitOfTwo()
    office.role('Writer', rights('Contact', 'Global', 'Read', 'Write', 'Append'))
    office.person('writer', { role: 'Writer' })
    const body = { jobtitle: 'x', 'ownerid@odata.bind': `/systemusers(${boss})` }
    expect(await office.status('PATCH', `/${contact}`, 'writer', body)).toBe(204)
  })
})
