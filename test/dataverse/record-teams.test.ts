import { describe, expect, it } from 'vitest'
import { HandSeeded } from './hand-seeded.js'

const CRM = 'Microsoft.Dynamics.CRM'
const READ_WRITE = 3
const READ_WRITE_SHARE = 262_147

/** Somebody who shares accounts, somebody who reads and writes own ones, and a template of reading and writing. */
async function office(mask = READ_WRITE) {
  const house = new HandSeeded()
  const all = { prvReadAccount: 'Global', prvWriteAccount: 'Global', prvShareAccount: 'Global' } as const
  const people = { prvReadUser: 'Global', prvReadCustomization: 'Global' } as const
  house.role('Clerk', { prvReadAccount: 'Basic', prvWriteAccount: 'Basic', ...people })
  house.role('Lead', { ...all, ...people })
  const ann = house.person('ann', { role: 'Clerk' })
  const bob = house.person('bob', { role: 'Clerk' })
  house.person('lead', { role: 'Lead' })
  const template = await house.make('teamtemplates', {
    teamtemplatename: 'Sales',
    objecttypecode: 1,
    defaultaccessrightsmask: mask,
  })
  const account = await house.make('accounts', { name: 'Fabrikam' })
  const change = (name: string, user: string, options: { as?: string; body?: object } = {}) =>
    house.call('POST', `/systemusers(${user})/${CRM}.${name}RecordTeam`, {
      as: options.as ?? 'lead',
      body: {
        Record: { accountid: account, '@odata.type': `${CRM}.account` },
        TeamTemplate: { teamtemplateid: template },
        ...options.body,
      },
    })
  const add = (user: string, options?: Parameters<typeof change>[2]) => change('AddUserTo', user, options)
  const remove = (user: string, options?: Parameters<typeof change>[2]) => change('RemoveUserFrom', user, options)
  const reads = async (as: string) => (await house.call('GET', `/accounts(${account})`, { as })).status
  return { house, ann, bob, template, account, add, remove, reads }
}

describe('AddUserToRecordTeam', () => {
  it('makes the team with the first one, and shares the row as the template says', async () => {
    const { house, ann, bob, template, account, add, reads } = await office()
    expect(await reads('ann')).toBe(403)
    const first = await add(ann)
    expect(first.status).toBe(200)
    expect(first.json['@odata.context']).toContain('#Microsoft.Dynamics.CRM.AddUserToRecordTeamResponse')
    const team = first.json.AccessTeamId
    expect((await add(bob)).json.AccessTeamId).toBe(team)
    expect([await reads('ann'), await reads('bob')]).toEqual([200, 200])
    expect((await house.call('PATCH', `/accounts(${account})`, { as: 'ann', body: { fax: '1' } })).status).toBe(204)
    const row = await house.call('GET', `/teams(${team})?$expand=regardingobjectid_account($select=name)`, {
      headers: { prefer: 'odata.include-annotations="*"' },
    })
    expect(row.json).toMatchObject({
      name: `${account}+${template}`,
      teamtype: 1,
      systemmanaged: true,
      _teamtemplateid_value: template,
      _regardingobjectid_value: account,
      '_regardingobjectid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
      regardingobjectid_account: { name: 'Fabrikam' },
    })
    const shares = await house.call(
      'GET',
      `/RetrieveSharedPrincipalsAndAccess(Target=@t)?@t={'@odata.id':'accounts(${account})'}`,
    )
    expect(shares.json.PrincipalAccesses).toEqual([
      {
        AccessMask: 'ReadAccess, WriteAccess',
        Principal: { '@odata.type': '#Microsoft.Dynamics.CRM.team', ownerid: team },
      },
    ])
  })

  it('leaves teams as they were made when the template changes', async () => {
    const { house, ann, bob, template, account, add } = await office()
    await add(ann)
    await house.call('PATCH', `/teamtemplates(${template})`, { body: { defaultaccessrightsmask: 1 } })
    await add(bob)
    expect((await house.call('PATCH', `/accounts(${account})`, { as: 'bob', body: { fax: '1' } })).status).toBe(204)
  })

  it('serves rows of custom tables', async () => {
    const { house, ann } = await office()
    house.role('Projects', { prvReadnew_project: 'Basic' })
    const definition = await house.call('GET', "/EntityDefinitions(LogicalName='new_project')?$select=ObjectTypeCode")
    const template = await house.make('teamtemplates', {
      teamtemplatename: 'Project',
      objecttypecode: definition.json.ObjectTypeCode,
      defaultaccessrightsmask: 1,
    })
    const project = await house.make('new_projects', { new_name: 'Apollo' })
    const body = {
      Record: { '@odata.id': `new_projects(${project})` },
      TeamTemplate: { '@odata.id': `teamtemplates(${template})` },
    }
    const path = `/systemusers(${ann})/${CRM}.AddUserToRecordTeam`
    const lacking = await house.call('POST', path, { body })
    expect(lacking.json.error.message).toContain('prvReadnew_project')
    const eve = house.person('eve', { role: 'Projects' })
    const added = await house.call('POST', `/systemusers(${eve})/${CRM}.AddUserToRecordTeam`, { body })
    expect(added.status).toBe(200)
    expect((await house.call('DELETE', `/new_projects(${project})`)).status).toBe(204)
    expect((await house.call('GET', `/teams(${added.json.AccessTeamId})`)).status).toBe(404)
  })

  it('asks the caller for the right to share, and for every right that the template gives', async () => {
    const { house, ann, add, reads } = await office()
    const unshared = await add(ann, { as: 'bob' })
    expect([unshared.status, unshared.json.error.code]).toEqual([403, '0x80040220'])
    expect(unshared.json.error.message).toContain('prvShareAccount')
    house.role('Reader', {
      prvReadAccount: 'Global',
      prvShareAccount: 'Global',
      prvReadUser: 'Global',
      prvReadCustomization: 'Global',
    })
    house.person('reader', { role: 'Reader' })
    const unwritten = await add(ann, { as: 'reader' })
    expect(unwritten.json.error.message).toContain('prvWriteAccount')
    house.role('Blind', {
      prvReadAccount: 'Global',
      prvWriteAccount: 'Global',
      prvShareAccount: 'Global',
      prvReadUser: 'Global',
    })
    house.person('blind', { role: 'Blind' })
    expect((await add(ann, { as: 'blind' })).json.error.message).toContain('prvReadCustomization')
    expect(await reads('ann')).toBe(403)
  })

  it('asks of who joins the privileges that the team gives', async () => {
    const { ann, add, house } = await office(READ_WRITE_SHARE)
    const refused = await add(ann)
    expect([refused.status, refused.json]).toEqual([
      400,
      {
        error: {
          code: '0x80048342',
          message:
            'The user can\'t be added to the team because the user doesn\'t have the "prvShareAccount" privilege.',
        },
      },
    ])
    expect((await house.call('GET', '/teams?$filter=systemmanaged eq true')).json.value).toEqual([])
  })

  it('asks of who joins to read, whatever the template gives', async () => {
    const { house, add } = await office(2)
    house.role('Writer', { prvWriteAccount: 'Basic', prvReadUser: 'Global' })
    const writer = house.person('writer', { role: 'Writer' })
    expect((await add(writer)).json.error.message).toContain('prvReadAccount')
  })

  it('refuses who is in the team, rows of other tables, and what is not there', async () => {
    const { house, ann, add } = await office()
    await add(ann)
    const again = await add(ann)
    expect([again.status, again.json.error.code]).toEqual([400, '0x80048341'])
    const contact = await house.make('contacts', { lastname: 'Lee' })
    const other = await add(ann, {
      as: 'admin',
      body: { Record: { contactid: contact, '@odata.type': `${CRM}.contact` } },
    })
    expect([other.status, other.json.error.code]).toEqual([400, '0x8004021f'])
    const nobody = 'deadbeef-0000-4000-8000-000000000000'
    expect((await add(nobody)).status).toBe(404)
    expect((await add(ann, { body: { TeamTemplate: { teamtemplateid: nobody } } })).status).toBe(404)
    const keyless = await add(ann, { body: { TeamTemplate: {} } })
    expect(keyless.json.error.message).toBe('EdmEntityObject passed should have the key property value set.')
    const missing = await house.call('POST', `/systemusers(${ann})/${CRM}.AddUserToRecordTeam`, { body: {} })
    expect([missing.status, missing.json.error.code]).toEqual([400, '0x80048d19'])
  })
})

describe('RemoveUserFromRecordTeam', () => {
  it('ends the access of one, and keeps the team for the next', async () => {
    const { ann, bob, add, remove, reads } = await office()
    const { AccessTeamId } = (await add(ann)).json
    await add(bob)
    expect((await remove(ann)).json.AccessTeamId).toBe(AccessTeamId)
    expect([await reads('ann'), await reads('bob')]).toEqual([403, 200])
    await remove(bob)
    expect((await add(ann)).json.AccessTeamId).toBe(AccessTeamId)
  })

  it('refuses who is not in it, and who may not share', async () => {
    const { ann, bob, add, remove, reads } = await office()
    const early = await remove(ann)
    expect([early.status, early.json.error.code]).toEqual([404, '0x80040217'])
    await add(ann)
    expect((await remove(bob)).status).toBe(404)
    expect((await remove(ann, { as: 'bob' })).status).toBe(403)
    expect(await reads('ann')).toBe(200)
  })
})

describe('a team of a row', () => {
  it('goes with the row, and with the template', async () => {
    const { house, ann, template, account, add, reads } = await office()
    const first = (await add(ann)).json.AccessTeamId
    await house.call('DELETE', `/accounts(${account})`)
    expect((await house.call('GET', `/teams(${first})`)).status).toBe(404)
    const next = await office()
    await next.add(next.ann)
    await next.house.call('DELETE', `/teamtemplates(${next.template})`)
    expect(await next.reads('ann')).toBe(403)
    const shares = await next.house.call(
      'GET',
      `/RetrieveSharedPrincipalsAndAccess(Target=@t)?@t={'@odata.id':'accounts(${next.account})'}`,
    )
    expect(shares.json.PrincipalAccesses).toEqual([])
    expect([template, await reads('ann')]).toEqual([template, 404])
  })

  it('can be shared nothing else, and owns nothing', async () => {
    const { house, ann, account, add } = await office()
    const teamid = (await add(ann)).json.AccessTeamId
    const Target = { accountid: account, '@odata.type': `${CRM}.account` }
    const Principal = { teamid, '@odata.type': `${CRM}.team` }
    const granted = await house.call('POST', '/GrantAccess', {
      body: { Target, PrincipalAccess: { Principal, AccessMask: 'ReadAccess' } },
    })
    const revoked = await house.call('POST', '/RevokeAccess', { body: { Target, Revokee: Principal } })
    expect([granted.json.error.code, revoked.json.error.code]).toEqual(['0x80048339', '0x80048339'])
    const owned = await house.call('PATCH', `/accounts(${account})`, {
      body: { 'ownerid@odata.bind': `/teams(${teamid})` },
    })
    expect(owned.json.error.code).toBe('0x80048340')
  })
})

describe('a team template', () => {
  it('is about a table of business data, and gives rights that can be shared', async () => {
    const { house, template } = await office()
    const made = (objecttypecode: number, defaultaccessrightsmask: number) =>
      house.call('POST', '/teamtemplates', {
        body: { teamtemplatename: 'x', objecttypecode, defaultaccessrightsmask },
      })
    expect((await made(8, 1)).json.error.code).toBe('0x80048334')
    expect((await made(77_777, 1)).json.error.code).toBe('0x80048334')
    expect((await made(1, 0)).json.error.code).toBe('0x80048335')
    expect((await made(1, 33)).json.error.code).toBe('0x80048335')
    const changed = await house.call('PATCH', `/teamtemplates(${template})`, { body: { defaultaccessrightsmask: 8 } })
    expect([changed.status, changed.json.error.code]).toEqual([400, '0x80048335'])
  })
})
