import { describe, expect, it } from 'vitest'
import type { Depth } from '../../src/domain/dataverse/privilege-catalog.js'
import { linkRoleToTeam, linkRoleToUser } from '../../src/domain/dataverse/role-assignments.js'
import { rowsOf } from '../../src/domain/dataverse/tables.js'
import { linkTeamMember } from '../../src/domain/dataverse/team-members.js'
import { createTeam } from '../../src/domain/dataverse/teams.js'
import { HandSeeded, ROOT, TENANT } from './hand-seeded.js'

const allRights = ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign', 'Share'] as const

function accountPrivileges(depth: Depth): Record<string, Depth> {
  return Object.fromEntries(allRights.map((right) => [`prv${right}Account`, depth]))
}

/** Units root > emea > france, apac; an account in each and one of the reader's own; who reads what at which depth. */
async function territory(depth: Depth) {
  const house = new HandSeeded()
  const emea = house.unit('EMEA')
  const france = house.unit('France', emea)
  const apac = house.unit('APAC')
  house.role('Owner', accountPrivileges('Basic'))
  house.role('Reader', { prvReadAccount: depth, prvWriteAccount: depth })
  for (const [name, unit] of [
    ['emeaColleague', emea],
    ['french', france],
    ['asian', apac],
  ] as const)
    house.person(name, { role: 'Owner', unit })
  house.person('reader', { role: 'Reader', unit: emea })
  const reader = (await house.call('GET', '/WhoAmI', { as: 'reader' })).json.UserId
  const ids: Record<string, string> = {}
  for (const name of ['emeaColleague', 'french', 'asian']) ids[name] = await house.make('accounts', { name }, name)
  ids.own = await house.make('accounts', { name: 'own', 'ownerid@odata.bind': `/systemusers(${reader})` })
  return { house, ids, emea }
}

describe('depth', () => {
  const visible: Record<Depth, string[]> = {
    Basic: ['own'],
    Local: ['emeaColleague', 'own'],
    Deep: ['emeaColleague', 'french', 'own'],
    Global: ['asian', 'emeaColleague', 'french', 'own'],
  }
  it.each(Object.entries(visible))('%s reaches its rows and no more, in every way of asking', async (depth, names) => {
    const { house, ids } = await territory(depth as Depth)
    const list = await house.call('GET', '/accounts?$select=name&$orderby=name&$count=true', { as: 'reader' })
    expect(list.json.value.map((row: { name: string }) => row.name)).toEqual(names)
    expect(list.json['@odata.count']).toBe(names.length)
    expect((await house.call('GET', '/accounts/$count', { as: 'reader' })).text).toBe(`\uFEFF${names.length}`)
    const sum = await house.call('GET', '/accounts?$apply=aggregate($count as n)', { as: 'reader' })
    expect(sum.json.value).toEqual([{ n: names.length }])
    for (const [name, id] of Object.entries(ids)) {
      const read = await house.call('GET', `/accounts(${id})`, { as: 'reader' })
      const written = await house.call('PATCH', `/accounts(${id})`, { as: 'reader', body: { fax: '1' } })
      expect([name, read.status, written.status]).toEqual(names.includes(name) ? [name, 200, 204] : [name, 403, 403])
      if (!names.includes(name)) {
        expect(read.json.error.code).toBe('0x80048306')
        expect(read.json.error.message).toContain(`does not have ReadAccess right(s) for record with id ${id}`)
      }
    }
  })
})

describe('privileges', () => {
  it('a missing one is named with table and user', async () => {
    const house = new HandSeeded()
    house.role('Nothing much', { prvReadUser: 'Global' })
    const id = house.person('poor', { role: 'Nothing much' })
    const answer = await house.call('GET', '/accounts', { as: 'poor' })
    expect(answer.status).toBe(403)
    expect(answer.json.error.code).toBe('0x80040220')
    expect(answer.json.error.message).toContain(`Principal user (Id=${id}, type=8, roleCount=1`)
    expect(answer.json.error.message).toContain('is missing prvReadAccount privilege')
    expect(answer.json.error.message).toContain("on OTC=1 for entity 'account'")
  })

  it('somebody without any role gets nowhere', async () => {
    const house = new HandSeeded()
    house.person('nobody')
    const answer = await house.call('GET', '/WhoAmI', { as: 'nobody' })
    expect([answer.status, answer.json.error.code]).toEqual([403, '0x80042f09'])
  })

  it('a change of a role takes effect at once', async () => {
    const house = new HandSeeded()
    const role = house.role('Growing', { prvReadUser: 'Global' })
    house.person('ann', { role: 'Growing' })
    expect((await house.call('GET', '/accounts', { as: 'ann' })).status).toBe(403)
    const privilege = await house.call('GET', "/privileges?$filter=name eq 'prvReadAccount'")
    const PrivilegeId = privilege.json.value[0].privilegeid
    const added = await house.call('POST', `/roles(${role})/Microsoft.Dynamics.CRM.AddPrivilegesRole`, {
      body: { Privileges: [{ PrivilegeId, Depth: '3' }] },
    })
    expect(added.status).toBe(204)
    expect((await house.call('GET', '/accounts', { as: 'ann' })).status).toBe(200)
    const shown = await house.call('GET', `/RetrieveRolePrivilegesRole(RoleId=${role})`)
    expect(shown.json.RolePrivileges.map((each: { Depth: string }) => each.Depth)).toEqual(['Global', 'Global'])
  })

  it('a team role for the team only does not make its member an owner', async () => {
    const house = new HandSeeded()
    house.role('Reader', { prvReadUser: 'Global' })
    const teamOnly = house.role('Team only', accountPrivileges('Basic'), 0)
    const ann = house.person('ann', { role: 'Reader' })
    const teamid = house.write((transaction) => {
      const team = createTeam(transaction, house.environment, { name: 'Team' })
      linkTeamMember(transaction, house.environment, String(team.teamid), ann)
      linkRoleToTeam(transaction, house.environment, String(team.teamid), teamOnly)
      return String(team.teamid)
    })
    const own = await house.call('POST', '/accounts', { as: 'ann', body: { name: 'own' } })
    expect([own.status, own.json.error.code]).toEqual([403, '0x80040220'])
    const owned = await house.call('POST', '/accounts', {
      as: 'ann',
      body: { name: "the team's", 'ownerid@odata.bind': `/teams(${teamid})` },
    })
    expect(owned.status).toBe(204)
  })

  it('sharing opens one row to one person, for what was shared', async () => {
    const house = new HandSeeded()
    house.role('Own rows', accountPrivileges('Basic'))
    const ann = house.person('ann', { role: 'Own rows' })
    const id = await house.make('accounts', { name: 'Shared' })
    const target = { accountid: id, '@odata.type': 'Microsoft.Dynamics.CRM.account' }
    const grant = await house.call('POST', '/GrantAccess', {
      body: {
        Target: target,
        PrincipalAccess: {
          Principal: { systemuserid: ann, '@odata.type': 'Microsoft.Dynamics.CRM.systemuser' },
          AccessMask: 'ReadAccess,AppendAccess',
        },
      },
    })
    expect(grant.status).toBe(204)
    expect((await house.call('GET', `/accounts(${id})`, { as: 'ann' })).status).toBe(200)
    expect((await house.call('PATCH', `/accounts(${id})`, { as: 'ann', body: { fax: '1' } })).status).toBe(403)
    const access = await house.call(
      'GET',
      `/systemusers(${ann})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t={'@odata.id':'accounts(${id})'}`,
    )
    expect(access.json.AccessRights).toBe('ReadAccess, AppendAccess')
    await house.call('POST', '/RevokeAccess', {
      body: { Target: target, Revokee: { ownerid: ann, '@odata.type': 'Microsoft.Dynamics.CRM.systemuser' } },
    })
    expect((await house.call('GET', `/accounts(${id})`, { as: 'ann' })).status).toBe(403)
  })

  it('what is hidden does not show through navigation and filters', async () => {
    const house = new HandSeeded()
    house.role('Contacts only', { prvReadContact: 'Global', prvReadAccount: 'Basic' })
    house.person('ann', { role: 'Contacts only' })
    const account = await house.make('accounts', { name: 'Secret' })
    await house.make('contacts', { lastname: 'Lee', 'parentcustomerid_account@odata.bind': `/accounts(${account})` })
    const shown = await house.call('GET', '/contacts?$select=lastname&$expand=parentcustomerid_account($select=name)', {
      as: 'ann',
    })
    expect(shown.json.value).toMatchObject([{ lastname: 'Lee', parentcustomerid_account: null }])
    const probed = await house.call('GET', "/contacts?$filter=parentcustomerid_account/name eq 'Secret'", { as: 'ann' })
    expect(probed.json.value).toEqual([])
  })
})

describe('impersonation', () => {
  it('needs the privilege, acts as the other and remembers who called', async () => {
    const house = new HandSeeded()
    house.role('Own rows', accountPrivileges('Basic'))
    const ann = house.person('ann', { role: 'Own rows' })
    house.person('bob', { role: 'Own rows' })
    const denied = await house.call('GET', '/WhoAmI', { as: 'bob', headers: { mscrmcallerid: ann } })
    expect([denied.status, denied.json.error.code]).toEqual([403, '0x8004a110'])
    const created = await house.call('POST', '/accounts', {
      headers: { mscrmcallerid: ann, prefer: 'return=representation' },
      body: { name: 'For Ann' },
    })
    const admin = (await house.call('GET', '/WhoAmI')).json.UserId
    expect(created.json).toMatchObject({
      _createdby_value: ann,
      _ownerid_value: ann,
      _createdonbehalfby_value: admin,
    })
    const narrowed = await house.call('GET', '/contacts', { headers: { mscrmcallerid: ann } })
    expect(narrowed.status).toBe(403)
  })
})

describe('roles', () => {
  it('are refused where the service refuses', async () => {
    const house = new HandSeeded()
    const unit = house.unit('EMEA')
    const role = house.role('Clerk', accountPrivileges('Basic'))
    const ann = house.person('ann', { role: 'Clerk' })
    const link = (user: string, id: string) =>
      house.call('POST', `/systemusers(${user})/systemuserroles_association/$ref`, {
        body: { '@odata.id': `${ROOT}/roles(${id})` },
      })
    expect((await link(ann, role)).json.error.code).toBe('0x80040237')
    const copy = [...rowsOf(house.store.read(TENANT), house.environment, 'role').rows()].find(
      (each) => each.businessunitid === unit && each.name === 'Clerk',
    )
    expect((await link(ann, String(copy?.roleid))).json.error.code).toBe('0x80041409')
    const admin = (await house.call('GET', '/WhoAmI')).json.UserId
    const held = await house.call('GET', `/systemusers(${admin})/systemuserroles_association?$select=name`)
    const systemAdministrator = held.json.value[0]
    expect(systemAdministrator.name).toBe('System Administrator')
    const removed = await house.call(
      'DELETE',
      `/systemusers(${admin})/systemuserroles_association(${systemAdministrator.roleid})/$ref`,
    )
    expect([removed.status, removed.json.error.code]).toEqual([400, '0x80041d30'])
    const deleted = await house.call('DELETE', `/roles(${systemAdministrator.roleid})`)
    expect(deleted.json.error.code).toBe('0x80041d2e')
    const edited = await house.call('PATCH', `/roles(${copy?.roleid})`, { body: { name: 'Other' } })
    expect(edited.json.error.code).toBe('0x80044152')
  })

  it('only go out from hands that hold what they grant', async () => {
    const house = new HandSeeded()
    house.role('Manager', {
      prvReadUser: 'Global',
      prvAppendUser: 'Global',
      prvReadRole: 'Global',
      prvAssignRole: 'Global',
      prvAppendToRole: 'Global',
      prvReadAccount: 'Local',
    })
    const small = house.role('Small', { prvReadAccount: 'Local' })
    const big = house.role('Big', { prvReadAccount: 'Global' })
    house.person('manager', { role: 'Manager' })
    const ann = house.person('ann')
    const give = (id: string) =>
      house.call('POST', `/systemusers(${ann})/systemuserroles_association/$ref`, {
        as: 'manager',
        body: { '@odata.id': `roles(${id})` },
      })
    expect((await give(big)).json.error.code).toBe('0x80040220')
    expect((await give(small)).status).toBe(204)
  })

  it('are lost with a change of business unit', async () => {
    const house = new HandSeeded()
    const unit = house.unit('EMEA')
    const ann = house.person('ann', { role: 'Basic User' })
    const moved = await house.call('PATCH', `/systemusers(${ann})`, {
      body: { 'businessunitid@odata.bind': `/businessunits(${unit})` },
    })
    expect(moved.status).toBe(204)
    const roles = await house.call('GET', `/systemusers(${ann})/systemuserroles_association/$count`)
    expect(roles.text).toBe('\uFEFF0')
    const teams = await house.call('GET', `/systemusers(${ann})/teammembership_association?$select=name`)
    expect(teams.json.value.map((team: { name: string }) => team.name)).toEqual(['EMEA'])
  })
})

describe('users', () => {
  it('are guarded', async () => {
    const house = new HandSeeded()
    const ann = house.person('ann', { role: 'Basic User' })
    const admin = (await house.call('GET', '/WhoAmI')).json.UserId
    const all = await house.call('GET', '/systemusers?$select=fullname')
    const system = all.json.value.find((user: { fullname: string }) => user.fullname === 'SYSTEM').systemuserid
    const cases: [string, object, string][] = [
      [ann, { islicensed: true }, '0x80041d4c'],
      [ann, { azureactivedirectoryobjectid: ann }, '0x80041d4f'],
      [ann, { accessmode: 3 }, '0x80041d41'],
      [ann, { fullname: 'x' }, '0x80041a02'],
      [system, { firstname: 'x' }, '0x80041d33'],
      [admin, { isdisabled: true }, '0x80041d2f'],
    ]
    for (const [id, body, code] of cases) {
      const answer = await house.call('PATCH', `/systemusers(${id})`, { body })
      expect([body, answer.json?.error.code]).toEqual([body, code])
    }
    expect((await house.call('DELETE', `/systemusers(${ann})`)).json.error.code).toBe('0x80048356')
  })

  it('who are disabled are refused, and their roles stay', async () => {
    const house = new HandSeeded()
    const ann = house.person('ann', { role: 'Basic User' })
    expect((await house.call('PATCH', `/systemusers(${ann})`, { body: { isdisabled: true } })).status).toBe(204)
    const refused = await house.call('GET', '/WhoAmI', { as: 'ann' })
    expect([refused.status, refused.json.error.code]).toEqual([403, '0x80040225'])
    const again = await house.call('PATCH', `/systemusers(${ann})`, { body: { isdisabled: false } })
    expect(again.status).toBe(204)
    expect((await house.call('GET', '/WhoAmI', { as: 'ann' })).status).toBe(200)
  })

  it('knock once and are asked for by provisioning', async () => {
    const house = new HandSeeded()
    house.person('new', { row: false })
    const refused = await house.call('GET', '/WhoAmI', { as: 'new' })
    expect(refused.json.error.code).toBe('0x80042f09')
    const stranger = await house.call('GET', '/WhoAmI', { as: 'stranger' })
    expect(stranger.status).toBe(403)
  })

  it('have the same id as principals', async () => {
    const house = new HandSeeded()
    const ann = house.person('ann', { role: 'Basic User' })
    const read = await house.call('GET', `/systemusers(${ann})?$select=fullname`)
    expect(read.json.ownerid).toBe(ann)
    const byId = await house.call('GET', `/systemusers(systemuserid=${ann})`)
    expect(byId.status).toBe(400)
    expect(byId.json.error.message).toContain('The key in the request URI is not valid')
  })
})

describe('teams', () => {
  it('that units keep for themselves cannot be touched', async () => {
    const house = new HandSeeded()
    const ann = house.person('ann', { role: 'Basic User' })
    const teams = await house.call('GET', '/teams?$filter=isdefault eq true&$select=name')
    const id = teams.json.value[0].teamid
    const add = await house.call('POST', `/teams(${id})/teammembership_association/$ref`, {
      body: { '@odata.id': `systemusers(${ann})` },
    })
    expect(add.json.error.code).toBe('0x8004830b')
    expect((await house.call('DELETE', `/teams(${id})`)).json.error.code).toBe('0x80048307')
    expect((await house.call('PATCH', `/teams(${id})`, { body: { name: 'x' } })).json.error.code).toBe('0x8004830a')
  })

  it('take members by action and give them their roles', async () => {
    const house = new HandSeeded()
    const role = house.role('Reader', { prvReadAccount: 'Global', prvReadUser: 'Global' })
    const ann = house.person('ann')
    const team = await house.make('teams', { name: 'Night shift' })
    const linked = await house.call('POST', `/teams(${team})/teamroles_association/$ref`, {
      body: { '@odata.id': `roles(${role})` },
    })
    expect(linked.status).toBe(204)
    const added = await house.call('POST', `/teams(${team})/Microsoft.Dynamics.CRM.AddMembersTeam`, {
      body: { Members: [{ '@odata.type': 'Microsoft.Dynamics.CRM.systemuser', ownerid: ann }] },
    })
    expect(added.status).toBe(204)
    expect((await house.call('GET', '/accounts', { as: 'ann' })).status).toBe(200)
    house.write((transaction) => linkRoleToUser(transaction, house.environment, ann, role))
    const held = await house.call('GET', `/systemusers(${ann})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges`)
    expect(held.json.RolePrivileges).toHaveLength(2)
  })
})
