import { expect, it } from 'vitest'
import { describeRules } from '../rulebook.js'
import {
  copyIn,
  type Depth,
  enter,
  given,
  linked,
  make,
  makeRole,
  makeUnit,
  outcomeOf,
  rootUnit,
} from '../rulebook-rows.js'

const RIGHTS = ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign', 'Share'] as const

/** Every privilege on accounts at a depth. */
function accounts(depth: Depth): Record<string, Depth> {
  return Object.fromEntries(RIGHTS.map((right) => [`${right}Account`, depth]))
}

describeRules('effective privileges', (book) => {
  const ann = { user: 'ann' }
  const unitOf = (unit: string) => ({ 'businessunitid@odata.bind': `/businessunits(${unit})` })
  const ownedBy = (team: string) => ({ 'ownerid@odata.bind': `/teams(${team})` })

  /** A team of a unit with a role of its own, and ann in it. */
  async function joinTeam(unit: string, privileges: Record<string, Depth>, isinherited: number): Promise<string> {
    const role = await makeRole(book(), 'p', `Team role ${unit}`, privileges, { isinherited })
    const team = await make(book(), 'p', 'teams', { name: 'Crew', ...unitOf(unit) })
    await linked(book(), 'p', `teams(${team})/teamroles_association`, `roles(${await copyIn(book(), 'p', role, unit)})`)
    const member = await enter(book(), 'ann', 'p')
    await linked(book(), 'p', `teams(${team})/teammembership_association`, `systemusers(${member})`)
    return team
  }

  async function namesReadBy(user: string): Promise<unknown[]> {
    const { body, text, status } = await book().dataverse('p', 'GET', '/accounts?$orderby=name', undefined, { user })
    expect(status, text).toBe(200)
    return (body.value as { name: string }[]).map(({ name }) => name)
  }

  it('ROLE-06 adds up what all roles grant, and the deepest depth wins', async () => {
    const row = await enter(book(), 'ann', 'p')
    const stranger = await make(book(), 'p', 'accounts', { name: 'Stranger' })
    await given(book(), 'p', row, await makeRole(book(), 'p', 'Own', { ReadAccount: 'Basic' }))
    expect(outcomeOf(await book().dataverse('p', 'GET', `/accounts(${stranger})`, undefined, ann))).toEqual([
      403,
      '0x80048306',
    ])
    await given(book(), 'p', row, await makeRole(book(), 'p', 'All', { ReadAccount: 'Global' }))
    expect(await namesReadBy('ann')).toEqual(['Stranger'])
    const contacts = () => book().dataverse('p', 'GET', '/contacts', undefined, ann)
    expect((await contacts()).status).toBe(403)
    await joinTeam(await rootUnit(book(), 'p'), { ReadContact: 'Local' }, 1)
    expect((await contacts()).status).toBe(200)
    expect(await namesReadBy('ann')).toEqual(['Stranger'])
  })

  it('ROLE-07 measures depth from the unit of the user for direct roles, of the team for its roles', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const team = await joinTeam(north, { ReadAccount: 'Local' }, 1)
    await make(book(), 'p', 'accounts', { name: 'In the north', ...ownedBy(team) })
    await make(book(), 'p', 'accounts', { name: 'In the root' })
    expect(await namesReadBy('ann')).toEqual(['In the north'])
    const local = await makeRole(book(), 'p', 'Local reader', { ReadAccount: 'Local' })
    await given(book(), 'p', String((await book().row('ann', 'p'))?.systemuserid), local)
    expect(await namesReadBy('ann')).toEqual(['In the north', 'In the root'])
  })

  it('ROLE-08 keeps Basic privileges of a role for teams only to what belongs to the team', async () => {
    const team = await joinTeam(await rootUnit(book(), 'p'), accounts('Basic'), 0)
    const own = await book().dataverse('p', 'POST', '/accounts', { name: 'Own' }, ann)
    expect(outcomeOf(own)).toEqual([403, '0x80040220'])
    const teams = await make(book(), 'p', 'accounts', { name: 'The team’s', ...ownedBy(team) }, ann)
    const anns = await make(book(), 'p', 'accounts', { name: 'Foreign' })
    expect(await namesReadBy('ann')).toEqual(['The team’s'])
    const renamed = await book().dataverse('p', 'PATCH', `/accounts(${teams})`, { fax: '1' }, ann)
    expect(renamed.status, renamed.text).toBe(204)
    const read = () => book().dataverse('p', 'GET', `/accounts(${anns})`, undefined, ann)
    expect(outcomeOf(await read())).toEqual([403, '0x80048306'])
    const shared = await book().dataverse('p', 'POST', '/GrantAccess', {
      Target: { '@odata.type': 'Microsoft.Dynamics.CRM.account', accountid: anns },
      PrincipalAccess: {
        Principal: { '@odata.type': 'Microsoft.Dynamics.CRM.team', teamid: team },
        AccessMask: 'ReadAccess',
      },
    })
    expect(shared.status, shared.text).toBe(204)
    expect((await read()).status).toBe(200)
  })

  it('ROLE-09 makes Basic privileges of an inheritable team role the own of every member', async () => {
    await joinTeam(await rootUnit(book(), 'p'), accounts('Basic'), 1)
    const account = await make(book(), 'p', 'accounts', { name: 'Own' }, ann)
    expect(await namesReadBy('ann')).toEqual(['Own'])
    const { body } = await book().dataverse('p', 'GET', `/accounts(${account})`)
    expect(body._ownerid_value).toBe((await book().row('ann', 'p'))?.systemuserid)
  })

  it('ROLE-10 lets a directly assigned role act for the user whatever isinherited says', async () => {
    const row = await enter(book(), 'ann', 'p')
    await given(book(), 'p', row, await makeRole(book(), 'p', 'For teams', accounts('Basic'), { isinherited: 0 }))
    await make(book(), 'p', 'accounts', { name: 'Own' }, ann)
    expect(await namesReadBy('ann')).toEqual(['Own'])
  })

  it('ROLE-11 gives disabled users no access, be it by their own role or by a team', async () => {
    await joinTeam(await rootUnit(book(), 'p'), accounts('Global'), 1)
    const row = await enter(book(), 'ann', 'p')
    expect((await book().dataverse('p', 'GET', '/accounts', undefined, ann)).status).toBe(200)
    await given(book(), 'p', row, await book().role('p', 'Basic User'))
    await book().directory('PATCH', `/users/${book().id('ann')}`, { accountEnabled: false })
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: true })
    const refused = await book().dataverse('p', 'GET', '/accounts', undefined, ann)
    expect(outcomeOf(refused)).toEqual([403, '0x80040225'])
    expect(outcomeOf(await book().imp('ann', 'p'))).toEqual([403, '0x80040225'])
  })

  it('ROLE-12 names the privilege that is missing, or the row that a privilege does not reach', async () => {
    const row = await enter(book(), 'ann', 'p')
    await given(book(), 'p', row, await makeRole(book(), 'p', 'Reader of users', { ReadUser: 'Global' }))
    const missing = await book().dataverse('p', 'GET', '/accounts', undefined, ann)
    expect(outcomeOf(missing)).toEqual([403, '0x80040220'])
    const { message } = missing.body.error as { message: string }
    expect(message).toMatch(
      new RegExp(`^Principal user \\(Id=${row}, type=8, roleCount=1, privilegeCount=1, accessMode='0 Read-Write'`),
    )
    expect(message).toMatch(/is missing prvReadAccount privilege \(Id=[0-9a-f-]{36}\) on OTC=1 for entity 'account'/)
    await given(book(), 'p', row, await makeRole(book(), 'p', 'Own', { ReadAccount: 'Basic' }))
    const account = await make(book(), 'p', 'accounts', { name: 'Foreign' })
    const beyond = await book().dataverse('p', 'GET', `/accounts(${account})`, undefined, ann)
    expect(outcomeOf(beyond)).toEqual([403, '0x80048306'])
    expect(beyond.text).toContain(
      `Principal user with id ${row} does not have ReadAccess right(s) for record with id ${account} of entity account`,
    )
  })
})
