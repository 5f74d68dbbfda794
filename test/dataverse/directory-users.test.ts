import { describe, expect, it } from 'vitest'
import { linkRoleToTeam } from '../../src/domain/dataverse/role-assignments.js'
import { createTeam } from '../../src/domain/dataverse/teams.js'
import { groupLinks } from '../../src/domain/directory/tables.js'
import { guidOf } from '../../src/kernel/guid.js'
import { HandSeeded } from './hand-seeded.js'

const nameOf = ({ PrivilegeName, Depth }: { readonly PrivilegeName: string; readonly Depth: string }) =>
  `${PrivilegeName} ${Depth}`

describe('what a directory user may do', () => {
  const house = new HandSeeded()
  house.role('Reader', { prvReadAccount: 'Local', prvReadContact: 'Basic' })
  house.role('Nobody', { prvReadAccount: 'Global' })
  const role = house.role('Of the group', { prvReadActivity: 'Deep' })
  house.person('ann', { role: 'Reader' })
  house.person('stranger', { role: 'Nobody' })
  house.person('newcomer', { row: false })
  house.write((transaction) => {
    const columns = { name: 'Everybody', teamtype: 2, membershiptype: 0, azureactivedirectoryobjectid: guidOf('group') }
    const link = {
      groupId: guidOf('group'),
      principalId: guidOf('newcomer'),
      kind: 'member',
      principalType: 'user',
    } as const
    transaction.insert(groupLinks, link)
    const team = createTeam(transaction, house.environment, columns)
    linkRoleToTeam(transaction, house.environment, String(team.teamid), role)
  })
  const ask = (call: string, as = 'admin') => house.call('GET', `/${call}`, { as })

  it('is told of who has entered the environment', async () => {
    const all = await ask(`RetrieveAadUserPrivileges(DirectoryObjectId=${guidOf('ann')})`)
    expect(all.json.RolePrivileges.map(nameOf)).toEqual(
      expect.arrayContaining(['prvReadAccount Local', 'prvReadContact Basic']),
    )
    const named = `RetrieveAadUserSetOfPrivilegesByNames(DirectoryObjectId=${guidOf('ann')},PrivilegeNames=@n)?@n=`
    const some = await ask(`${named}["prvReadContact","prvWriteContact"]`)
    expect(some.json['@odata.context']).toMatch(
      /#Microsoft\.Dynamics\.CRM\.RetrieveAadUserSetOfPrivilegesByNamesResponse$/,
    )
    expect(some.json.RolePrivileges.map(nameOf)).toEqual(['prvReadContact Basic'])
    const { PrivilegeId } = some.json.RolePrivileges[0]
    const byId = `RetrieveAadUserSetOfPrivilegesByIds(DirectoryObjectId=${guidOf('ann')},PrivilegeIds=@i)?@i=["${PrivilegeId}"]`
    expect((await ask(byId)).json.RolePrivileges).toEqual(some.json.RolePrivileges)
  })

  it('is told of who has not, by the group teams that he will be in', async () => {
    const all = await ask(`RetrieveAadUserPrivileges(DirectoryObjectId=${guidOf('newcomer')})`)
    expect(all.json.RolePrivileges.map(nameOf)).toEqual(['prvReadActivity Deep'])
    const roles = await ask(`RetrieveAadUserRoles(DirectoryObjectId=${guidOf('newcomer')})`)
    expect(roles.json.value.map((each: Record<string, unknown>) => [each.name, each.t_x002e_name])).toEqual([
      ['Of the group', 'Everybody'],
    ])
  })

  it.each([
    `RetrieveAadUserRoles(DirectoryObjectId=${guidOf('ann')})`,
    `RetrieveAadUserPrivileges(DirectoryObjectId=${guidOf('ann')})`,
    `RetrieveAadUserPrivileges(DirectoryObjectId=${guidOf('newcomer')})`,
    `RetrieveAadUserSetOfPrivilegesByNames(DirectoryObjectId=${guidOf('ann')},PrivilegeNames=@n)?@n=["prvReadAccount"]`,
  ])('is not told to whoever may read no users: %s', async (call) => {
    const answer = await ask(call, 'stranger')
    expect([answer.status, answer.json.error.code]).toEqual([403, '0x80040220'])
  })
})
