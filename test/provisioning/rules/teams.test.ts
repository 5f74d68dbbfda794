import { expect, it } from 'vitest'
import { describeRules } from '../rulebook.js'
import {
  copyIn,
  enter,
  given,
  link,
  linked,
  make,
  makeRole,
  makeUnit,
  membersOf,
  outcomeOf,
  refusalOf,
  rootUnit,
  setOrganization,
  unlink,
} from '../rulebook-rows.js'

describeRules('teams', (book) => {
  const defaultTeam = async (unit: string) => {
    const teams = await book().rows('p', `_businessunitid_value eq ${unit} and isdefault eq true`, 'teams')
    expect(teams).toHaveLength(1)
    return String(teams[0]?.teamid)
  }

  it('TEAM-01 keeps one default team in each unit, which all users of the unit are in', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const root = await rootUnit(book(), 'p')
    const ann = await enter(book(), 'ann', 'p')
    const [ofRoot, ofNorth] = [await defaultTeam(root), await defaultTeam(north)]
    expect(await membersOf(book(), 'p', ofRoot)).toContain('ann')
    expect(await membersOf(book(), 'p', ofNorth)).toEqual([])
    await book().dataverse('p', 'PATCH', `/systemusers(${ann})`, {
      'businessunitid@odata.bind': `/businessunits(${north})`,
    })
    expect(await membersOf(book(), 'p', ofRoot)).not.toContain('ann')
    expect(await membersOf(book(), 'p', ofNorth)).toEqual(['ann'])
    await book().dataverse('p', 'PATCH', `/businessunits(${north})`, { name: 'Far North' })
    expect((await book().dataverse('p', 'GET', `/teams(${ofNorth})`)).body.name).toBe('Far North')
  })

  it('TEAM-01 lets nobody add, remove, rename, delete or move what the system keeps', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const ann = await enter(book(), 'ann', 'p')
    const [ofRoot, ofNorth] = [await defaultTeam(await rootUnit(book(), 'p')), await defaultTeam(north)]
    const members = `teammembership_association`
    const added = await link(book(), 'p', `teams(${ofNorth})/${members}`, `systemusers(${ann})`)
    const cannot = (code: string, what: string, team?: string) => [
      400,
      code,
      `${what}${team ? ` (TeamId = ${team}).` : '.'}`,
    ]
    expect(refusalOf(added)).toEqual(
      cannot('0x8004830b', "Can't add members to the default business unit team", ofNorth),
    )
    const removed = await unlink(book(), 'p', `teams(${ofRoot})/${members}(${ann})`)
    expect(refusalOf(removed)).toEqual(
      cannot('0x8004830c', "Can't remove members from the default business unit team", ofRoot),
    )
    const patch = (body: object) => book().dataverse('p', 'PATCH', `/teams(${ofNorth})`, body)
    expect(refusalOf(await patch({ name: 'Mine' }))).toEqual(
      cannot('0x8004830a', "The default business unit team name can't be updated"),
    )
    const moved = await patch({ 'businessunitid@odata.bind': `/businessunits(${await rootUnit(book(), 'p')})` })
    expect(refusalOf(moved)).toEqual(
      cannot('0x80048308', "The default business unit team parent can't be set", ofNorth),
    )
    expect(refusalOf(await book().dataverse('p', 'DELETE', `/teams(${ofNorth})`))).toEqual(
      cannot('0x80048307', "The default business unit team can't be deleted", ofNorth),
    )
    expect(await membersOf(book(), 'p', ofRoot)).toContain('ann')
    expect(await defaultTeam(north)).toBe(ofNorth)
  })

  it('TEAM-11 lets owner teams own records and hold roles, and access teams neither', async () => {
    const owner = await make(book(), 'p', 'teams', { name: 'Owners' })
    const access = await make(book(), 'p', 'teams', { name: 'Readers', teamtype: 1 })
    const role = await book().role('p', 'Basic User')
    const giveTo = (team: string) => link(book(), 'p', `teams(${team})/teamroles_association`, `roles(${role})`)
    const noRoles = `Cannot assign roles or profiles to an access team (TeamId = ${access}).`
    expect(refusalOf(await giveTo(access))).toEqual([400, '0x80048331', noRoles])
    expect((await giveTo(owner)).status).toBe(204)
    const account = await make(book(), 'p', 'accounts', { name: 'Fjord' })
    const assign = (team: string) =>
      book().dataverse('p', 'PATCH', `/accounts(${account})`, { 'ownerid@odata.bind': `/teams(${team})` })
    const noRecords = 'You cannot assign a record to the access team. You can assign a record to the owner team.'
    expect(refusalOf(await assign(access))).toEqual([400, '0x80048340', noRecords])
    expect((await assign(owner)).status).toBe(204)
    expect((await book().dataverse('p', 'GET', `/accounts(${account})`)).body._ownerid_value).toBe(owner)
  })

  it('TEAM-11 changes the type of a team, or deletes it, only when it holds nothing', async () => {
    const team = await make(book(), 'p', 'teams', { name: 'Owners' })
    const role = await book().role('p', 'Basic User')
    const toAccess = () => book().dataverse('p', 'PATCH', `/teams(${team})`, { teamtype: 1 })
    const remove = () => book().dataverse('p', 'DELETE', `/teams(${team})`)
    await linked(book(), 'p', `teams(${team})/teamroles_association`, `roles(${role})`)
    const account = await make(book(), 'p', 'accounts', { name: 'Fjord', 'ownerid@odata.bind': `/teams(${team})` })
    const type = 'You cannot modify the type of the team because there are'
    expect(refusalOf(await toAccess())).toEqual([
      400,
      '0x80048336',
      `${type} security roles or field security profiles assigned to the team.`,
    ])
    await unlink(book(), 'p', `teams(${team})/teamroles_association(${role})`)
    expect(refusalOf(await toAccess())).toEqual([400, '0x80048337', `${type} records owned by the team.`])
    const owns = `Can't delete a team which owns records. Reassign or delete the records and try again (TeamId = ${team}).`
    expect(refusalOf(await remove())).toEqual([400, '0x8004830e', owns])
    expect((await book().dataverse('p', 'DELETE', `/accounts(${account})`)).status).toBe(204)
    expect((await toAccess()).status).toBe(204)
    expect((await book().dataverse('p', 'GET', `/teams(${team})`)).body.teamtype).toBe(1)
    expect((await remove()).status).toBe(204)
  })

  it('TEAM-11 takes the roles from a team that moves to another unit', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const team = await make(book(), 'p', 'teams', { name: 'Crew' })
    const role = await book().role('p', 'Basic User')
    const roles = `teams(${team})/teamroles_association`
    await linked(book(), 'p', roles, `roles(${role})`)
    const ann = await enter(book(), 'ann', 'p')
    await given(
      book(),
      'p',
      ann,
      await makeRole(book(), 'p', 'Team writer', { ReadTeam: 'Global', WriteTeam: 'Global' }),
    )
    const body = { 'businessunitid@odata.bind': `/businessunits(${north})` }
    const denied = await book().dataverse('p', 'PATCH', `/teams(${team})`, body, { user: 'ann' })
    expect(outcomeOf(denied)).toEqual([403, '0x80040220'])
    expect((await book().dataverse('p', 'PATCH', `/teams(${team})`, body)).status).toBe(204)
    expect((await book().dataverse('p', 'GET', `/${roles}`)).body.value).toEqual([])
    const copy = await copyIn(book(), 'p', role, north)
    await linked(book(), 'p', roles, `roles(${copy})`)
    await setOrganization(book(), 'p', { DoNotRemoveRolesOnChangeBusinessUnit: true })
    const back = { 'businessunitid@odata.bind': `/businessunits(${await rootUnit(book(), 'p')})` }
    expect((await book().dataverse('p', 'PATCH', `/teams(${team})`, back)).status).toBe(204)
    expect((await book().dataverse('p', 'GET', `/${roles}`)).body.value).toMatchObject([{ roleid: copy }])
  })
})
