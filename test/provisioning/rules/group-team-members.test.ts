import { expect, it } from 'vitest'
import { describeRules, type Rulebook } from '../rulebook.js'
import {
  enter,
  groupTeam,
  linked,
  makeUnit,
  membersOf,
  outcomeOf,
  rootUnit,
  unlink,
  withFixture,
} from '../rulebook-rows.js'

/** A sign-in whose tokens are refreshed: every call goes with a fresh access token of the same session. */
async function openSession(book: Rulebook, user: string) {
  const { password, userPrincipalName: username } = book.tenant.users.find(({ key }) => key === user) ?? {}
  const client_id = book.tenant.apps.find(({ key }) => key === 'client')?.clientId ?? ''
  const scope = 'http://localhost:4400/.default offline_access'
  const signIn = { grant_type: 'password', username: username ?? '', password: password ?? '', scope }
  let { body } = await book.token({ ...signIn, client_id })
  return async (environment: string) => {
    const refresh_token = String(body.refresh_token)
    body = (await book.token({ grant_type: 'refresh_token', client_id, refresh_token })).body
    return book.dataverse(environment, 'GET', '/WhoAmI', undefined, { token: String(body.access_token) })
  }
}

describeRules('members of group teams', (book) => {
  it('TEAM-05 lists members once they come or are impersonated, not before', async () => {
    for (const user of ['tim', 'fay']) await book().join('sg', user)
    const team = await groupTeam(book(), 'p', 'sg')
    await book().bg('p')
    await book().api('tim', 'p')
    expect(await book().row('ann', 'p')).toBeDefined()
    expect(await membersOf(book(), 'p', team)).toEqual([])
    await book().jit('ann', 'p')
    expect(await membersOf(book(), 'p', team)).toEqual(['ann'])
    await book().imp('tim', 'p')
    expect(await membersOf(book(), 'p', team)).toEqual(['ann', 'tim'])
  })

  it('TEAM-05 takes members by the membership type of the team', async () => {
    await withFixture(
      {},
      async (target) => {
        const teams: string[] = []
        for (const membershiptype of [0, 1, 2, 3])
          teams.push(await groupTeam(target, 'p', 'crew', undefined, { name: `${membershiptype}`, membershiptype }))
        for (const user of ['ann', 'gus', 'own', 'lux']) await target.jit(user, 'p')
        const members: unknown[] = []
        for (const team of teams) members.push(await membersOf(target, 'p', team))
        expect(members).toEqual([['ann', 'gus'], ['ann'], ['own'], ['gus']])
      },
      {
        users: [
          { key: 'ppa', directoryRoles: ['Power Platform Administrator'] },
          ...['sa', 'ann', 'own', 'nia', 'tim', 'olga'].map((key) => licensed(key, 'Member')),
          licensed('gus', 'Guest'),
          licensed('lux', 'Guest'),
        ],
        groups: [
          { key: 'crew', members: ['ann', 'gus'], owners: ['own', 'lux'] },
          { key: 'sg', members: ['ann'] },
          { key: 'mg', kind: 'microsoft365', members: ['tim'] },
        ],
      },
    )
  })

  it('TEAM-07 lets a licensed member in at once, below the root unit, with the role of the team', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    await book().join('sg', 'tim')
    const team = await groupTeam(book(), 'p', 'sg', undefined, {
      'businessunitid@odata.bind': `/businessunits(${north})`,
    })
    const [role] = await book().rows('p', `_businessunitid_value eq ${north} and name eq 'Basic User'`, 'roles')
    await linked(book(), 'p', `teams(${team})/teamroles_association`, `roles(${role?.roleid})`)
    expect(await book().row('tim', 'p')).toBeUndefined()
    expect((await book().jit('tim', 'p')).status).toBe(200)
    expect(await book().row('tim', 'p')).toMatchObject({ _businessunitid_value: await rootUnit(book(), 'p') })
    expect((await book().dataverse('p', 'GET', '/accounts', undefined, { user: 'tim' })).status).toBe(200)
    await book().join('sg', 'bob')
    expect((await book().jit('bob', 'p')).status).toBe(403)
    expect(await book().row('bob', 'p')).toBeUndefined()
  })

  it('TEAM-08 opens an environment with a security group only where the team’s group is nested in it', async () => {
    await groupTeam(book(), 'pg', 'mg', 'Basic User', { teamtype: 3 })
    expect(outcomeOf(await book().jit('tim', 'pg'))).toEqual([403, '0x80072560'])
    expect(outcomeOf(await book().jit('nia', 'pg'))).toEqual([403, '0x80072560'])
    const inner = await groupTeam(book(), 'pg', 'inner', 'Basic User')
    expect((await book().jit('nia', 'pg')).status).toBe(200)
    expect(await membersOf(book(), 'pg', inner)).toEqual(['nia'])
    expect(await book().row('tim', 'pg')).toBeUndefined()
  })

  it('TEAM-09 takes a member who was removed by hand back at the next access', async () => {
    const team = await groupTeam(book(), 'p', 'sg', 'Basic User')
    const ann = await enter(book(), 'ann', 'p')
    const removed = await unlink(book(), 'p', `teams(${team})/teammembership_association(${ann})`)
    expect(removed.status, removed.text).toBe(204)
    expect(await membersOf(book(), 'p', team)).toEqual([])
    expect((await book().jit('ann', 'p')).status).toBe(200)
    expect(await membersOf(book(), 'p', team)).toEqual(['ann'])
    await unlink(book(), 'p', `teams(${team})/teammembership_association(${ann})`)
    await book().leave('sg', 'ann')
    expect(outcomeOf(await book().jit('ann', 'p'))).toEqual([403, '0x80042f09'])
    expect(await membersOf(book(), 'p', team)).toEqual([])
  })

  it('TEAM-10 keeps a blocked or deleted user listed but out, until the user comes again or is removed', async () => {
    const team = await groupTeam(book(), 'p', 'sg', 'Basic User')
    const ann = await enter(book(), 'ann', 'p')
    const whoAmI = () => book().dataverse('p', 'GET', '/WhoAmI', undefined, { user: 'ann' })
    expect((await whoAmI()).status).toBe(200)
    await book().directory('PATCH', `/users/${book().id('ann')}`, { accountEnabled: false })
    expect(outcomeOf(await whoAmI())).toEqual([403, '0x80040225'])
    await book().bg('p')
    expect(await membersOf(book(), 'p', team)).toEqual(['ann'])
    await book().directory('PATCH', `/users/${book().id('ann')}`, { accountEnabled: true })
    await book().leave('sg', 'ann')
    await book().bg('p')
    expect(await membersOf(book(), 'p', team)).toEqual(['ann'])
    await book().jit('ann', 'p')
    expect(await membersOf(book(), 'p', team)).toEqual([])
    await book().join('sg', 'ann')
    await book().jit('ann', 'p')
    await book().directory('DELETE', `/users/${book().id('ann')}`)
    expect(outcomeOf(await whoAmI())).toEqual([403, '0x80040225'])
    await book().bg('p')
    expect(await membersOf(book(), 'p', team)).toEqual(['ann'])
    await unlink(book(), 'p', `teams(${team})/teammembership_association(${ann})`)
    expect(await membersOf(book(), 'p', team)).toEqual([])
  })

  it('TEAM-06 looks at memberships again after eight hours of continuous use', async () => {
    const team = await groupTeam(book(), 'p', 'sg', 'Basic User')
    const whoAmI = await openSession(book(), 'ann')
    expect((await whoAmI('p')).status).toBe(200)
    await book().leave('sg', 'ann')
    await book().bg('p')
    expect((await whoAmI('p')).status).toBe(200)
    await book().clock('PT7H59M')
    expect((await whoAmI('p')).status).toBe(200)
    expect(await membersOf(book(), 'p', team)).toEqual(['ann'])
    await book().clock('PT1M')
    expect(outcomeOf(await whoAmI('p'))).toEqual([403, '0x80042f09'])
    expect(await membersOf(book(), 'p', team)).toEqual([])
    await book().join('sg', 'ann')
    await book().clock('PT4H')
    expect((await whoAmI('p')).status).toBe(403)
    await book().clock('PT4H')
    expect((await whoAmI('p')).status).toBe(200)
  })

  it('TEAM-06 looks at memberships again at each sign-in', async () => {
    const team = await groupTeam(book(), 'p', 'sg', 'Basic User')
    const morning = await openSession(book(), 'ann')
    expect((await morning('p')).status).toBe(200)
    await book().leave('sg', 'ann')
    expect((await morning('p')).status).toBe(200)
    const later = await openSession(book(), 'ann')
    expect(outcomeOf(await later('p'))).toEqual([403, '0x80042f09'])
    expect((await morning('p')).status).toBe(403)
    await book().join('sg', 'ann')
    expect((await later('p')).status).toBe(403)
    expect((await (await openSession(book(), 'ann'))('p')).status).toBe(200)
    expect(await membersOf(book(), 'p', team)).toEqual(['ann'])
  })
})

function licensed(key: string, userType: 'Member' | 'Guest') {
  return { key, userType, usageLocation: 'US', licenses: ['POWERAPPS_PER_USER'] }
}
