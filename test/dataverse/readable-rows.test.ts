import { beforeAll, describe, expect, it } from 'vitest'
import type { Depth } from '../../src/domain/dataverse/privilege-catalog.js'
import { linkTeamMember } from '../../src/domain/dataverse/team-members.js'
import { createTeam } from '../../src/domain/dataverse/teams.js'
import { HandSeeded } from './hand-seeded.js'

const ROWS = 240
const DEPTHS: readonly Depth[] = ['Basic', 'Local', 'Deep', 'Global']

/** Accounts of many owners in many units, some of them shared: lists find by indexes what single reads decide by rules. */
describe('a list', () => {
  const house = new HandSeeded()
  const ids: string[] = []

  beforeAll(async () => {
    const north = house.unit('North')
    const units = [north, house.unit('Child', north), house.unit('South'), house.unit('West')]
    house.role('Owner', { prvReadAccount: 'Basic' })
    const owners = units.map((unit, at) => `systemusers(${house.person(`owner ${at}`, { role: 'Owner', unit })})`)
    for (const depth of DEPTHS) {
      house.role(depth, { prvReadAccount: depth })
      const reader = house.person(depth, { role: depth, unit: north })
      owners.push(`systemusers(${reader})`)
      house.write((transaction) => {
        const team = createTeam(transaction, house.environment, { name: depth, businessunitid: units[3] ?? '' })
        linkTeamMember(transaction, house.environment, String(team.teamid), reader)
      })
    }
    for (let at = 0; at < ROWS; at++) {
      const owner = { 'ownerid@odata.bind': `/${owners[(at * 7) % owners.length]}` }
      ids.push(await house.make('accounts', { name: `${at}`, ...owner }))
    }
    for (const at of DEPTHS.keys()) {
      const reader = owners[4 + at]?.slice('systemusers('.length, -1)
      for (const accountid of ids.filter((_, place) => place % 31 === at)) {
        const Target = { '@odata.type': 'Microsoft.Dynamics.CRM.account', accountid }
        const Principal = { '@odata.type': 'Microsoft.Dynamics.CRM.systemuser', systemuserid: reader }
        await house.call('POST', '/GrantAccess', {
          body: { Target, PrincipalAccess: { Principal, AccessMask: 'ReadAccess' } },
        })
      }
    }
  })

  it.each(DEPTHS)('at depth %s shows the rows that can be read one by one', async (depth) => {
    const readable: string[] = []
    for (const id of ids) {
      const { status } = await house.call('GET', `/accounts(${id})?$select=name`, { as: depth })
      if (status === 200) readable.push(id)
    }
    expect(readable.length).toBeGreaterThan(ROWS / 10)
    const listed: string[] = []
    const prefer = { as: depth, headers: { prefer: 'odata.maxpagesize=50' } }
    let page = await house.call('GET', '/accounts?$select=name&$count=true', prefer)
    expect(page.json['@odata.count']).toBe(readable.length)
    for (;;) {
      listed.push(...page.json.value.map(({ accountid }: { accountid: string }) => accountid))
      const next = page.json['@odata.nextLink']
      if (!next) break
      page = await house.call('GET', next, prefer)
    }
    expect(listed).toEqual([...readable].sort())
    expect((await house.call('GET', '/accounts/$count', { as: depth })).text).toBe(`\uFEFF${readable.length}`)
    const filter = "endswith(name,'3')"
    const filtered = await house.call('GET', `/accounts?$select=name&$filter=${filter}&$orderby=name desc`, prefer)
    const wanted = readable.map((id) => String(ids.indexOf(id))).filter((name) => name.endsWith('3'))
    const names = filtered.json.value.map(({ name }: { name: string }) => name)
    expect(names).toEqual(wanted.sort().reverse())
  })
})
