import { describe, expect, it } from 'vitest'
import { type Depth, depths } from '../../src/domain/dataverse/privilege-catalog.js'
import { linkTeamMember } from '../../src/domain/dataverse/team-members.js'
import { createTeam } from '../../src/domain/dataverse/teams.js'
import { HandSeeded, ROOT } from './hand-seeded.js'

const RIGHTS = ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign', 'Share'] as const
type Right = (typeof RIGHTS)[number]

/** Whose a row is, seen from the caller in the unit North. */
const PLACES = ['own', 'team', 'shared', 'unit', 'child', 'other'] as const
type Place = (typeof PLACES)[number]

interface Way {
  /** Whether a team holds the role, and in which unit it is. */
  readonly team?: 'North' | 'South'
  readonly isinherited: 0 | 1
  /** What is reached at each depth beyond what the depth before reaches. */
  readonly reached: Readonly<Record<Depth, readonly Place[]>>
}

/** How a caller comes by a role, and what that opens (Microsoft: Security roles and privileges, Team privilege inheritance). */
const ways: Readonly<Record<string, Way>> = {
  'a role of his own': {
    isinherited: 1,
    reached: { Basic: ['own', 'team', 'shared'], Local: ['unit'], Deep: ['child'], Global: ['other'] },
  },
  'a role of his own that is meant for teams': {
    isinherited: 0,
    reached: { Basic: ['own', 'team', 'shared'], Local: ['unit'], Deep: ['child'], Global: ['other'] },
  },
  "a team's role that members inherit": {
    team: 'North',
    isinherited: 1,
    reached: { Basic: ['own', 'team', 'shared'], Local: ['unit'], Deep: ['child'], Global: ['other'] },
  },
  "a team's role for the team alone": {
    team: 'North',
    isinherited: 0,
    reached: { Basic: ['team', 'shared'], Local: ['own', 'unit'], Deep: ['child'], Global: ['other'] },
  },
  'a role of a team of another unit that members inherit': {
    team: 'South',
    isinherited: 1,
    reached: { Basic: ['own', 'team', 'shared'], Local: ['other'], Deep: [], Global: ['unit', 'child'] },
  },
  'a role of a team of another unit for the team alone': {
    team: 'South',
    isinherited: 0,
    reached: { Basic: ['team', 'shared'], Local: ['other'], Deep: [], Global: ['own', 'unit', 'child'] },
  },
}

interface World {
  readonly house: HandSeeded
  readonly owners: Readonly<Record<Place, string>>
  readonly rows: Readonly<Record<Place, string>>
  readonly contact: string
}

/** One row in each place; the caller holds everything everywhere but the right in question, and that as the way has it. */
async function createWorld({ team: teamUnit, isinherited }: Way, right: Right, depth: Depth): Promise<World> {
  const house = new HandSeeded()
  const north = house.unit('North')
  const units = {
    North: north,
    Child: house.unit('Child', north),
    South: house.unit('South'),
    West: house.unit('West'),
  }
  house.role('Owner', { prvReadAccount: 'Basic' })
  const rest = RIGHTS.filter((each) => each !== right).map((each) => [`prv${each}Account`, 'Global'] as const)
  const contacts = ['Create', 'Read', 'Write', 'Append', 'AppendTo'].map(
    (each) => [`prv${each}Contact`, 'Global'] as const,
  )
  house.role('Rest', { ...Object.fromEntries([...rest, ...contacts]), prvReadUser: 'Global', prvReadTeam: 'Global' })
  house.role('Tested', { [`prv${right}Account`]: depth }, isinherited)
  const person = (name: string, unit: string) => `systemusers(${house.person(name, { role: 'Owner', unit })})`
  const caller = house.person('caller', { role: 'Rest', unit: north })
  const teamid = house.write((transaction) => {
    const columns = { name: 'Crew', businessunitid: units[teamUnit ?? 'North'] }
    const id = String(createTeam(transaction, house.environment, columns).teamid)
    linkTeamMember(transaction, house.environment, id, caller)
    return id
  })
  const owners = {
    own: `systemusers(${caller})`,
    team: `teams(${teamid})`,
    shared: person('westerner', units.West),
    unit: person('colleague', north),
    child: person('junior', units.Child),
    other: person('stranger', units.South),
  }
  await giveRole(house, owners.team, 'Owner', true)
  await giveRole(house, owners.own, 'Owner', true)
  const rows: Record<string, string> = {}
  for (const place of PLACES) {
    const columns = { name: place, 'ownerid@odata.bind': `/${owners[place]}` }
    rows[place] = await house.make('accounts', columns)
  }
  if (right !== 'Create') await share(house, 'admin', rows.shared ?? '', owners.own, `${right}Access`)
  if (right === 'Read') for (const owner of [owners.team, owners.own]) await giveRole(house, owner, 'Owner', false)
  await giveRole(house, teamUnit ? owners.team : owners.own, 'Tested', true)
  return { house, owners, rows: rows as World['rows'], contact: await house.make('contacts', { lastname: 'c' }) }
}

/** Links the copy of a role in the unit of a user or team, or takes it away. */
async function giveRole(house: HandSeeded, owner: string, name: string, isGiven: boolean): Promise<void> {
  const { _businessunitid_value: unit } = (await house.call('GET', `/${owner}?$select=_businessunitid_value`)).json
  const filter = `name eq '${name}' and _businessunitid_value eq ${unit}`
  const { value } = (await house.call('GET', `/roles?$select=roleid&$filter=${filter}`)).json
  const { roleid } = value[0]
  const roles = `/${owner}/${owner.startsWith('teams') ? 'teamroles_association' : 'systemuserroles_association'}`
  const answer = isGiven
    ? await house.call('POST', `${roles}/$ref`, { body: { '@odata.id': `${ROOT}/roles(${roleid})` } })
    : await house.call('DELETE', `${roles}(${roleid})/$ref`)
  expect([name, owner, answer.status]).toEqual([name, owner, 204])
}

const share = (house: HandSeeded, as: string, accountid: string, principal: string, AccessMask: string) => {
  const [, kind = '', id = ''] = /^(.*)s\((.*)\)$/.exec(principal) ?? []
  const Principal = { '@odata.type': `Microsoft.Dynamics.CRM.${kind}`, [`${kind}id`]: id }
  const Target = { '@odata.type': 'Microsoft.Dynamics.CRM.account', accountid }
  return house.call('POST', '/GrantAccess', { as, body: { Target, PrincipalAccess: { Principal, AccessMask } } })
}

/** Does what takes a right on an account, as the caller. */
const attempts: Readonly<Record<Right, (world: World, place: Place) => ReturnType<HandSeeded['call']>>> = {
  Create: ({ house, owners }, place) =>
    house.call('POST', '/accounts', { as: 'caller', body: { name: 'new', 'ownerid@odata.bind': `/${owners[place]}` } }),
  Read: ({ house, rows }, place) => house.call('GET', `/accounts(${rows[place]})?$select=name`, { as: 'caller' }),
  Write: ({ house, rows }, place) =>
    house.call('PATCH', `/accounts(${rows[place]})`, { as: 'caller', body: { name: 'changed' } }),
  Delete: ({ house, rows }, place) => house.call('DELETE', `/accounts(${rows[place]})`, { as: 'caller' }),
  Append: ({ house, rows, contact }, place) => {
    const body = { 'primarycontactid@odata.bind': `/contacts(${contact})` }
    return house.call('PATCH', `/accounts(${rows[place]})`, { as: 'caller', body })
  },
  AppendTo: ({ house, rows }, place) => {
    const body = { lastname: 'x', 'parentcustomerid_account@odata.bind': `/accounts(${rows[place]})` }
    return house.call('POST', '/contacts', { as: 'caller', body })
  },
  Assign: ({ house, rows, owners }, place) => {
    const owner = place === 'unit' ? owners.child : owners.unit
    return house.call('PATCH', `/accounts(${rows[place]})`, {
      as: 'caller',
      body: { 'ownerid@odata.bind': `/${owner}` },
    })
  },
  Share: ({ house, rows, owners }, place) => share(house, 'caller', rows[place], owners.child, 'ReadAccess'),
}

/** The privilege is held, but does not reach so far; who can make rows for a team alone has none to make others. */
function refusalOf({ team, isinherited }: Way, right: Right, depth: Depth): string {
  const isForTeam = team !== undefined && isinherited === 0
  return right === 'Create' && depth === 'Basic' && isForTeam ? '403 0x80040220' : '403 0x80048306'
}

describe.each(Object.entries(ways))('through %s', (_, way) => {
  describe.each(depths.map((depth) => [depth] as const))('at depth %s', (depth) => {
    const within = depths.slice(0, depths.indexOf(depth) + 1).flatMap((each) => way.reached[each])

    it.each(RIGHTS)('%s reaches these rows and no others', async (right) => {
      const world = await createWorld(way, right, depth)
      const outcome: Record<string, string> = {}
      for (const place of PLACES) {
        if (right === 'Create' && place === 'shared') continue
        const { status, json } = await attempts[right](world, place)
        outcome[place] = status < 300 ? 'allowed' : `${status} ${json.error.code}`
      }
      const places = PLACES.filter((place) => right !== 'Create' || place !== 'shared')
      const expected = places.map((place) => [place, within.includes(place) ? 'allowed' : refusalOf(way, right, depth)])
      expect(outcome).toEqual(Object.fromEntries(expected))
    })
  })
})
