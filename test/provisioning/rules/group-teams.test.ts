import { expect, it } from 'vitest'
import { describeRules, type Rulebook } from '../rulebook.js'
import {
  enter,
  given,
  groupTeam,
  link,
  linked,
  make,
  makeRole,
  outcomeOf,
  refusalOf,
  unlink,
  withFixture,
} from '../rulebook-rows.js'

describeRules('group teams', (book) => {
  const post = (body: object, as?: { user: string }) => book().dataverse('p', 'POST', '/teams', body, as)

  it('TEAM-02 stands for a directory group with a membership type, and each pair has one team', async () => {
    const pair = { azureactivedirectoryobjectid: book().group('sg'), teamtype: 2 }
    for (const membershiptype of [0, 1, 2, 3])
      expect((await post({ name: `Type ${membershiptype}`, ...pair, membershiptype })).status).toBe(204)
    expect(outcomeOf(await post({ name: 'Again', ...pair, membershiptype: 1 }))).toEqual([412, '0x80040237'])
    const unknown = { name: 'Nobody', teamtype: 2, azureactivedirectoryobjectid: book().id('ann') }
    const refused = await post(unknown)
    const message =
      'The Azure AD Group was not found in your Azure Active Directory. Please validate the Group ID and try again.'
    expect(refusalOf(refused)).toEqual([400, '0x80041d68', message])
    expect(await book().rows('p', `azureactivedirectoryobjectid eq ${book().group('sg')}`, 'teams')).toHaveLength(4)
  })

  it('TEAM-02 makes the team of a pair that a key names', async () => {
    const key = `/teams(azureactivedirectoryobjectid=${book().group('mg')},membershiptype=0)`
    expect((await book().dataverse('p', 'GET', key)).status).toBe(404)
    const made = await book().dataverse('p', 'PATCH', key, { name: 'Office crew' })
    expect(made.status, made.text).toBe(204)
    const renamed = await book().dataverse('p', 'PATCH', key, { name: 'Crew' })
    expect(renamed.status, renamed.text).toBe(204)
    const teams = await book().rows('p', `azureactivedirectoryobjectid eq ${book().group('mg')}`, 'teams')
    expect(teams).toMatchObject([{ name: 'Crew', membershiptype: 0, teamtype: 3 }])
    const unknown = `/teams(azureactivedirectoryobjectid=${book().id('ann')},membershiptype=0)`
    expect(outcomeOf(await book().dataverse('p', 'PATCH', unknown, { name: 'Nobody' }))).toEqual([400, '0x80041d68'])
  })

  it('TEAM-03 takes groups with assigned members and with rules about users, not about devices', async () => {
    const dynamic = async (membershipRule: string) => {
      const { id } = await book().directory('POST', '/groups', {
        displayName: 'Ruled',
        mailEnabled: false,
        mailNickname: `ruled${membershipRule.length}`,
        securityEnabled: true,
        groupTypes: ['DynamicMembership'],
        membershipRule,
        membershipRuleProcessingState: 'On',
      })
      return post({ name: 'Ruled', teamtype: 2, azureactivedirectoryobjectid: id })
    }
    await groupTeam(book(), 'p', 'sg')
    const users = await dynamic('(user.department -eq "Sales")')
    expect(users.status, users.text).toBe(204)
    expect(outcomeOf(await dynamic('(device.deviceOSType -eq "Windows")'))).toEqual([400, '0x80041d68'])
    expect(await book().rows('p', "name eq 'Ruled'", 'teams')).toHaveLength(1)
  })

  it('TEAM-04 fixes group and membership type; name, description and administrator can change', async () => {
    const team = await groupTeam(book(), 'p', 'sg')
    const ann = await enter(book(), 'ann', 'p')
    const patch = (body: object) => book().dataverse('p', 'PATCH', `/teams(${team})`, body)
    const fixed = [{ azureactivedirectoryobjectid: book().group('mg') }, { membershiptype: 2 }]
    for (const body of fixed) expect(outcomeOf(await patch(body))).toEqual([400, '0x80048405'])
    const changed = await patch({
      name: 'Crew',
      description: 'On deck',
      'administratorid@odata.bind': `/systemusers(${ann})`,
      azureactivedirectoryobjectid: book().group('sg'),
    })
    expect(changed.status, changed.text).toBe(204)
    expect((await book().dataverse('p', 'GET', `/teams(${team})`)).body).toMatchObject({
      ...{ name: 'Crew', description: 'On deck', _administratorid_value: ann },
      ...{ azureactivedirectoryobjectid: book().group('sg'), membershiptype: 0 },
    })
  })

  it('TEAM-12 gives group teams roles for teams only, unless the strict setting bans them', async () => {
    const give = async (target: Rulebook, group: string, isinherited: number, teamtype = 2) => {
      const team = await groupTeam(target, 'p', group, undefined, { teamtype, membershiptype: isinherited })
      const role = await makeRole(target, 'p', `For ${group} ${isinherited}`, { ReadAccount: 'Basic' }, { isinherited })
      const reply = await link(target, 'p', `teams(${team})/teamroles_association`, `roles(${role})`)
      return { reply, team }
    }
    expect((await give(book(), 'sg', 0)).reply.status).toBe(204)
    await withFixture({ p: { settings: { 'teams.inheritableRolesOnly': true } } }, async (strict) => {
      for (const [group, teamtype] of [
        ['sg', 2],
        ['mg', 3],
      ] as const) {
        const { reply, team } = await give(strict, group, 0, teamtype)
        const message = `Cannot assign security role with "Team Privileges only" Inheritance to AAD Group or Office Group teams. (TeamId = ${team})`
        expect(refusalOf(reply)).toEqual([400, '0x80048350', message])
        expect((await give(strict, group, 1, teamtype)).reply.status).toBe(204)
      }
      const owner = await make(strict, 'p', 'teams', { name: 'Owners' })
      const role = await makeRole(strict, 'p', 'For owners', { ReadAccount: 'Basic' }, { isinherited: 0 })
      await linked(strict, 'p', `teams(${owner})/teamroles_association`, `roles(${role})`)
    })
  })

  it('TEAM-13 does not rename the team when the group is renamed', async () => {
    const team = await groupTeam(book(), 'p', 'sg')
    await book().jit('ann', 'p')
    await book().directory('PATCH', `/groups/${book().group('sg')}`, { displayName: 'Renamed' })
    await book().bg('p')
    await book().jit('ann', 'p')
    expect((await book().directory('GET', `/groups/${book().group('sg')}`)).displayName).toBe('Renamed')
    expect((await book().dataverse('p', 'GET', `/teams(${team})`)).body.name).toBe('sg')
  })

  it('TEAM-14 takes System Administrator, or privileges like it, to make a group team', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await given(book(), 'p', ann, await book().role('p', 'Basic User'))
    const body = { name: 'Crew', teamtype: 2, azureactivedirectoryobjectid: book().group('sg') }
    const asAnn = () => post(body, { user: 'ann' })
    expect(outcomeOf(await asAnn())).toEqual([403, '0x80040220'])
    expect((await post(body, { user: 'sa' })).status).toBe(204)
    const [team] = await book().rows('p', `azureactivedirectoryobjectid eq ${book().group('sg')}`, 'teams')
    expect((await book().dataverse('p', 'DELETE', `/teams(${team?.teamid})`)).status).toBe(204)
    await given(book(), 'p', ann, await makeRole(book(), 'p', 'Team maker', { CreateTeam: 'Global' }))
    const made = await asAnn()
    expect(made.status, made.text).toBe(204)
  })

  it('TEAM-14 takes one of the four roles of Sales that can, no other', () =>
    withFixture({ p: { dynamicsApps: ['Sales'] } }, async (sales) => {
      const ann = await enter(sales, 'ann', 'p')
      const makers = ['Sales Manager', 'Vice President of Sales', 'Vice President of Marketing', 'CEO-Business Manager']
      for (const name of ['Salesperson', ...makers]) {
        const role = await sales.role('p', name)
        await given(sales, 'p', ann, role)
        const body = { name, teamtype: 2, azureactivedirectoryobjectid: sales.group('sg') }
        const made = await sales.dataverse('p', 'POST', '/teams', body, { user: 'ann' })
        expect(outcomeOf(made), name).toEqual(name === 'Salesperson' ? [403, '0x80040220'] : [204, undefined])
        await unlink(sales, 'p', `systemusers(${ann})/systemuserroles_association(${role})`)
        for (const { teamid } of await sales.rows('p', `name eq '${name}'`, 'teams'))
          await sales.dataverse('p', 'DELETE', `/teams(${teamid})`)
      }
    }))
})
