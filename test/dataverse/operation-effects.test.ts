import { describe, expect, it } from 'vitest'
import { HandSeeded, ROOT } from './hand-seeded.js'

const CRM = 'Microsoft.Dynamics.CRM'
const typed = (columns: object) => ({ '@odata.type': `${CRM}.account`, ...columns })
const reference = (path: string) => ({ '@odata.id': `${ROOT}/${path}` })

async function names(house: HandSeeded, path: string): Promise<string[]> {
  const { json } = await house.call('GET', path)
  return json.value.map((row: Record<string, string>) => row.name ?? row.lastname ?? row.fullname).sort()
}

describe('several rows at once', () => {
  const send = (house: HandSeeded, action: string, ...Targets: object[]) =>
    house.call('POST', `/accounts/${CRM}.${action}`, { body: { Targets } })

  it('are made in order, all or none', async () => {
    const house = new HandSeeded()
    const made = await send(house, 'CreateMultiple', typed({ name: 'A' }), typed({ name: 'B' }))
    const rows = await Promise.all(
      made.json.Ids.map((id: string) => house.call('GET', `/accounts(${id})?$select=name`)),
    )
    expect(rows.map(({ json }) => json.name)).toEqual(['A', 'B'])
    expect((await send(house, 'CreateMultiple', typed({ name: 'C' }), typed({ nonsense: 1 }))).status).toBe(400)
    expect(await names(house, '/accounts?$select=name')).toEqual(['A', 'B'])
  })

  it('are changed, all or none', async () => {
    const house = new HandSeeded()
    const [a, b] = [await house.make('accounts', { name: 'A' }), await house.make('accounts', { name: 'B' })]
    const change = (suffix: string, second: string) =>
      send(
        house,
        'UpdateMultiple',
        typed({ accountid: a, name: `A${suffix}` }),
        typed({ accountid: second, name: `B${suffix}` }),
      )
    expect((await change('1', b)).status).toBe(204)
    expect(await names(house, '/accounts?$select=name')).toEqual(['A1', 'B1'])
    expect((await change('2', '0b1ad6d8-77d5-4c3c-9d8e-3d0ec1a7e0aa')).status).toBe(404)
    expect(await names(house, '/accounts?$select=name')).toEqual(['A1', 'B1'])
  })

  it('are changed where they are, and made where they are not', async () => {
    const house = new HandSeeded()
    const a = await house.make('accounts', { name: 'A', fax: '1' })
    const missing = '0b1ad6d8-77d5-4c3c-9d8e-3d0ec1a7e0aa'
    const answer = await send(
      house,
      'UpsertMultiple',
      typed({ accountid: a, name: 'A1' }),
      typed({ '@odata.id': `accounts(${missing})`, name: 'New' }),
    )
    expect(answer.status).toBe(204)
    expect((await house.call('GET', `/accounts(${a})?$select=name,fax`)).json).toMatchObject({ name: 'A1', fax: '1' })
    expect((await house.call('GET', `/accounts(${missing})?$select=name`)).json.name).toBe('New')
  })
})

describe('one property', () => {
  it('is put and cleared by itself', async () => {
    const house = new HandSeeded()
    const path = `/accounts(${await house.make('accounts', { name: 'A', fax: '1' })})`
    expect((await house.call('PUT', `${path}/fax`, { body: { value: '2' } })).status).toBe(204)
    expect((await house.call('GET', `${path}/fax`)).json.value).toBe('2')
    expect((await house.call('GET', `${path}/fax/$value`)).text).toBe('2')
    expect((await house.call('DELETE', `${path}/fax`)).status).toBe(204)
    expect((await house.call('GET', `${path}/fax`)).status).toBe(204)
    expect((await house.call('GET', `${path}?$select=name`)).json.name).toBe('A')
  })
})

describe('references', () => {
  it('are set, added, read and taken away from either end', async () => {
    const house = new HandSeeded()
    const account = `accounts(${await house.make('accounts', { name: 'A' })})`
    const [kim, lee] = [
      await house.make('contacts', { lastname: 'Kim' }),
      await house.make('contacts', { lastname: 'Lee' }),
    ]
    const people = `/${account}/contact_customer_accounts`
    for (const id of [kim, lee]) await house.call('POST', `${people}/$ref`, { body: reference(`contacts(${id})`) })
    expect(await names(house, `${people}?$select=lastname`)).toEqual(['Kim', 'Lee'])
    expect((await house.call('GET', `${people}/$ref`)).json.value).toHaveLength(2)
    await house.call('DELETE', `${people}(${kim})/$ref`)
    expect(await names(house, `${people}?$select=lastname`)).toEqual(['Lee'])
    expect((await house.call('GET', `${people}(${kim})`)).status).toBe(404)
    await house.call('PUT', `/${account}/primarycontactid/$ref`, { body: reference(`contacts(${lee})`) })
    expect((await house.call('GET', `/${account}/primarycontactid/$ref`)).json['@odata.id']).toContain(lee)
    await house.call('DELETE', `/${account}/primarycontactid/$ref`)
    expect((await house.call('GET', `/${account}/primarycontactid/$ref`)).status).toBe(204)
  })

  it('bring rows that are made below others', async () => {
    const house = new HandSeeded()
    const account = await house.make('accounts', { name: 'A' })
    const contact = await house.make(`accounts(${account})/contact_customer_accounts`, { lastname: 'Kim' })
    const { json } = await house.call('GET', `/contacts(${contact})?$select=_parentcustomerid_value`)
    expect(json._parentcustomerid_value).toBe(account)
  })
})

describe('roles', () => {
  it('get privileges instead of those they had', async () => {
    const house = new HandSeeded()
    const role = house.role('Clerk', { prvReadAccount: 'Basic', prvWriteAccount: 'Basic' })
    await house.call('POST', `/roles(${role})/${CRM}.ReplacePrivilegesRole`, {
      body: { Privileges: [{ PrivilegeName: 'prvReadContact', Depth: 'Deep' }] },
    })
    const { json } = await house.call('GET', `/RetrieveRolePrivilegesRole(RoleId=${role})`)
    expect(json.RolePrivileges).toMatchObject([{ PrivilegeName: 'prvReadContact', Depth: 'Deep' }])
  })
})

describe('shares', () => {
  it('are replaced by ModifyAccess, to which GrantAccess would add', async () => {
    const house = new HandSeeded()
    house.role('Clerk', { prvReadAccount: 'Basic', prvWriteAccount: 'Basic' })
    const ann = house.person('ann', { role: 'Clerk' })
    const account = `accounts(${await house.make('accounts', { name: 'A' })})`
    const share = async (action: string, AccessMask: string) => {
      const PrincipalAccess = { Principal: reference(`systemusers(${ann})`), AccessMask }
      await house.call('POST', `/${action}`, { body: { Target: reference(account), PrincipalAccess } })
      const call = `RetrievePrincipalAccess(Target=@t)?@t={"@odata.id":"${account}"}`
      return (await house.call('GET', `/systemusers(${ann})/${CRM}.${call}`)).json.AccessRights
    }
    expect(await share('GrantAccess', 'ReadAccess')).toBe('ReadAccess')
    expect(await share('GrantAccess', 'WriteAccess')).toBe('ReadAccess, WriteAccess')
    expect(await share('ModifyAccess', 'ReadAccess')).toBe('ReadAccess')
  })
})

describe('users', () => {
  it('give everything they own to somebody', async () => {
    const house = new HandSeeded()
    const [ann, bob] = [house.person('ann', { role: 'Basic User' }), house.person('bob', { role: 'Basic User' })]
    const owned = { 'ownerid@odata.bind': `/systemusers(${ann})` }
    const rows = [
      `accounts(${await house.make('accounts', { name: 'A', ...owned })})`,
      `contacts(${await house.make('contacts', { lastname: 'K', ...owned })})`,
    ]
    await house.call('POST', `/systemusers(${ann})/${CRM}.ReassignObjectsSystemUser`, {
      body: { ReassignPrincipal: reference(`systemusers(${bob})`) },
    })
    const found = await Promise.all(rows.map((row) => house.call('GET', `/${row}?$select=_ownerid_value`)))
    expect(found.map(({ json }) => json._ownerid_value)).toEqual([bob, bob])
  })

  it('move into a unit, with or without what they own', async () => {
    const house = new HandSeeded()
    const unit = house.unit('Sales')
    const [ann, bob] = [house.person('ann', { role: 'Basic User' }), house.person('bob', { role: 'Basic User' })]
    const account = await house.make('accounts', { name: 'A', 'ownerid@odata.bind': `/systemusers(${ann})` })
    await house.call('POST', `/systemusers(${ann})/${CRM}.SetBusinessSystemUser`, {
      body: { BusinessUnit: reference(`businessunits(${unit})`), ReassignPrincipal: reference(`systemusers(${bob})`) },
    })
    const moved = await house.call('GET', `/systemusers(${ann})?$select=_businessunitid_value`)
    expect(moved.json._businessunitid_value).toBe(unit)
    const { json } = await house.call('GET', `/accounts(${account})?$select=_ownerid_value`)
    expect(json._ownerid_value).toBe(bob)
  })

  it('and units tell who and what is below them', async () => {
    const house = new HandSeeded()
    const sales = house.unit('Sales')
    house.unit('North', sales)
    house.unit('Marketing')
    const [ann, bob, cem] = ['ann', 'bob', 'cem'].map((name) => house.person(name, { role: 'Basic User' }))
    for (const [user, manager] of [
      [bob, ann],
      [cem, bob],
    ])
      await house.call('PATCH', `/systemusers(${user})`, {
        body: { 'parentsystemuserid@odata.bind': `/systemusers(${manager})` },
      })
    const units = `/businessunits(${sales})/${CRM}.RetrieveBusinessHierarchyBusinessUnit()?$select=name`
    expect(await names(house, units)).toEqual(['North', 'Sales'])
    const { json } = await house.call(
      'GET',
      `/systemusers(${ann})/${CRM}.RetrieveAllChildUsersSystemUser()?$select=systemuserid`,
    )
    expect(json.value.map(({ systemuserid }: { systemuserid: string }) => systemuserid).sort()).toEqual(
      [bob, cem].sort(),
    )
  })

  it('and teams tell one privilege, several or all', async () => {
    const house = new HandSeeded()
    house.role('Clerk', { prvReadAccount: 'Basic', prvWriteAccount: 'Local' })
    const ann = house.person('ann', { role: 'Clerk' })
    const asked = async (call: string) => {
      const { json } = await house.call('GET', `/systemusers(${ann})/${CRM}.${call}`)
      return json.RolePrivileges.map(({ PrivilegeName, Depth }: Record<string, string>) => `${PrivilegeName} ${Depth}`)
    }
    const { json } = await house.call('GET', "/privileges?$select=privilegeid&$filter=name eq 'prvWriteAccount'")
    const [{ privilegeid }] = json.value
    expect(await asked(`RetrieveUserPrivilegeByPrivilegeId(PrivilegeId=${privilegeid})`)).toEqual([
      'prvWriteAccount Local',
    ])
    expect(await asked("RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='prvReadAccount')")).toEqual([
      'prvReadAccount Basic',
    ])
    expect(
      await asked("RetrieveUserSetOfPrivilegesByNames(PrivilegeNames=@p)?@p=['prvReadAccount','prvReadContact']"),
    ).toEqual(['prvReadAccount Basic'])
    expect(await asked(`RetrieveUserSetOfPrivilegesByIds(PrivilegeIds=@p)?@p=['${privilegeid}']`)).toEqual([
      'prvWriteAccount Local',
    ])
    expect((await asked('RetrieveUserPrivileges()')).sort()).toEqual(['prvReadAccount Basic', 'prvWriteAccount Local'])
  })
})
