import { describe, expect, it } from 'vitest'
import { linkRoleToTeam, linkRoleToUser } from '../../src/domain/dataverse/role-assignments.js'
import { linkTeamMember } from '../../src/domain/dataverse/team-members.js'
import { createTeam } from '../../src/domain/dataverse/teams.js'
import { guidOf } from '../../src/kernel/guid.js'
import { HandSeeded, ROOT } from './hand-seeded.js'

const CRM = 'Microsoft.Dynamics.CRM'

/** Ann, who has a role of her own and two through a team. */
function withTeam() {
  const house = new HandSeeded()
  const own = house.role('Reader', { prvReadUser: 'Global', prvReadAccount: 'Basic' })
  const given = house.role('Contacts', { prvReadContact: 'Global', prvReadUser: 'Local' })
  const ann = house.person('ann')
  house.write((transaction) => {
    linkRoleToUser(transaction, house.environment, ann, own)
    const teamid = String(createTeam(transaction, house.environment, { name: 'Night shift' }).teamid)
    linkTeamMember(transaction, house.environment, teamid, ann)
    for (const role of [own, given]) linkRoleToTeam(transaction, house.environment, teamid, role)
  })
  return { house, ann }
}

describe('RetrieveUsersPrivilegesThroughTeams', () => {
  const call = 'RetrieveUsersPrivilegesThroughTeams'
  const no = '(ExcludeOrgDisabledPrivileges=false,IncludeSetupUserFiltering=false)'
  const filtered = '(ExcludeOrgDisabledPrivileges=false,IncludeSetupUserFiltering=true)'

  it('tells what teams give, and nothing of direct roles', async () => {
    const { house, ann } = withTeam()
    const bob = house.person('bob', { role: 'Reader' })
    const held = async (user: string, parameters: string) => {
      const answer = await house.call('GET', `/systemusers(${user})/${CRM}.${call}${parameters}`)
      return answer.json.RolePrivileges.map((each: { PrivilegeName: string; Depth: string }) => [
        each.PrivilegeName,
        each.Depth,
      ]).sort()
    }
    expect(await held(ann, no)).toEqual([
      ['prvReadAccount', 'Basic'],
      ['prvReadContact', 'Global'],
      ['prvReadUser', 'Global'],
    ])
    expect(await held(bob, no)).toEqual([])
    expect(await held(ann, filtered)).toHaveLength(3)
    await house.call('PATCH', `/systemusers(${ann})`, { body: { accessmode: 1 } })
    expect(await held(ann, filtered)).toEqual([['prvReadUser', 'Global']])
    expect(await held(ann, no)).toHaveLength(3)
  })

  it('is refused to who may not read the user, and for who is not there', async () => {
    const { house, ann } = withTeam()
    house.role('Blind', { prvReadAccount: 'Global' })
    house.person('blind', { role: 'Blind' })
    const refused = await house.call('GET', `/systemusers(${ann})/${CRM}.${call}${no}`, { as: 'blind' })
    expect([refused.status, refused.json.error.code]).toEqual([403, '0x80040220'])
    const nobody = 'deadbeef-0000-4000-8000-000000000000'
    expect((await house.call('GET', `/systemusers(${nobody})/${CRM}.${call}${no}`)).status).toBe(404)
  })
})

describe('composable functions', () => {
  it('filter, order, count and cut what they answer', async () => {
    const house = new HandSeeded()
    const emea = house.unit('EMEA')
    for (const name of ['France', 'Spain', 'Italy']) house.unit(name, emea)
    const path = `/businessunits(${emea})/${CRM}.RetrieveBusinessHierarchyBusinessUnit()`
    const names = async (query: string) => {
      const { json } = await house.call('GET', `${path}?$select=name&${query}`)
      return [json['@odata.count'], json.value.map(({ name }: { name: string }) => name)]
    }
    expect(await names('$orderby=name desc')).toEqual([undefined, ['Spain', 'Italy', 'France', 'EMEA']])
    expect(await names("$filter=contains(name,'a')&$orderby=name&$top=2&$count=true")).toEqual([4, ['EMEA', 'France']])
    const expanded = await house.call(
      'GET',
      `${path}?$filter=name eq 'Italy'&$expand=parentbusinessunitid($select=name)`,
    )
    expect(expanded.json.value).toMatchObject([{ parentbusinessunitid: { name: 'EMEA' } }])
    const wrong = await house.call('GET', `${path}?$filter=nothing eq 1`)
    expect([wrong.status, wrong.json.error.code]).toEqual([400, '0x80060888'])
  })

  it('answer with a role once for each that gives it', async () => {
    const { house } = withTeam()
    const path = `/RetrieveAadUserRoles(DirectoryObjectId=${guidOf('ann')})`
    const all = await house.call('GET', path)
    const shown = all.json.value.map((row: Record<string, unknown>) => [row.name, row.t_x002e_name ?? null])
    expect(shown.sort()).toEqual([
      ['Contacts', 'Night shift'],
      ['Reader', null],
      ['Reader', 'Night shift'],
    ])
    const one = await house.call('GET', `${path}?$select=name&$filter=name eq 'Reader'&$top=1`)
    expect(one.json['@odata.context']).toBe(`${ROOT}/$metadata#roles`)
    expect(one.json.value.map((row: Record<string, unknown>) => row.name)).toEqual(['Reader'])
  })
})
