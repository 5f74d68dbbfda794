// What the suites of XrmMockup (github.com/delegateas/XrmMockup) show of teams and of the default teams of units.
import { describe, expect, it } from 'vitest'
import { Office, rights } from './office.js'

/** Two units with two people each, who read and write what is theirs; teams of the first unit. */
async function twoUnits() {
  const office = new Office()
  const [one, two] = [office.unit('One'), office.unit('Two')]
  office.role('Own accounts', rights('Account', 'Basic', 'Read', 'Write', 'Create'))
  office.role('All accounts', rights('Account', 'Global', 'Read'))
  const people: Record<string, string> = {}
  const accounts: Record<string, string> = {}
  for (const [name, unit] of [
    ['ann', one],
    ['bob', one],
    ['cem', two],
    ['dan', two],
  ] as const) {
    people[name] = office.person(name, { role: 'Own accounts', unit })
    accounts[name] = `accounts(${await office.account(name, `systemusers(${people[name]})`)})`
  }
  const teams: Record<string, string> = {}
  for (const [name, role] of [
    ['red', 'Own accounts'],
    ['blue', 'Own accounts'],
    ['green', 'All accounts'],
  ] as const) {
    teams[name] = await office.team(name, one, role)
    accounts[name] = `accounts(${await office.account(name, `teams(${teams[name]})`)})`
  }
  const id = (name: string) => people[name] ?? teams[name] ?? ''
  const account = (name: string) => accounts[name] ?? ''
  return { office, one, two, id, account }
}

describe('a team', () => {
  it('that is made is an owner team of its unit', async () => {
    const office = new Office()
    const unit = office.unit('One')
    const { json } = await office.call('GET', `/teams(${await office.team('Crew', unit)})`)
    expect(json).toMatchObject({ teamtype: 0, _businessunitid_value: unit, isdefault: false })
  })

  it('takes members of any unit, and lets them go', async () => {
    const { office, id } = await twoUnits()
    expect((await office.join(id('red'), id('ann'), id('cem'))).status).toBe(204)
    expect(await office.members(id('red'))).toEqual([id('ann'), id('cem')].sort())
    expect((await office.leave(id('red'), id('ann'), id('cem'))).status).toBe(204)
    expect(await office.members(id('red'))).toEqual([])
  })

  it.each(['ann', 'bob', 'cem', 'dan'])('makes no difference to the own rows of %s', async (name) => {
    const { office, account } = await twoUnits()
    expect(await office.reads(name, account(name))).toBe(true)
    expect(await office.writes(name, account(name))).toBe(true)
  })

  it('shows its rows to its members, of whichever unit, and to nobody else', async () => {
    const { office, id, account } = await twoUnits()
    await office.join(id('red'), id('ann'), id('cem'))
    await office.join(id('blue'), id('bob'), id('dan'))
    const seen = async (name: string) => [
      await office.reads(name, account('red')),
      await office.reads(name, account('blue')),
    ]
    expect([await seen('ann'), await seen('cem')]).toEqual([
      [true, false],
      [true, false],
    ])
    expect([await seen('bob'), await seen('dan')]).toEqual([
      [false, true],
      [false, true],
    ])
  })

  it('with a role for own rows does not show its members the rows of each other, nor those of other units', async () => {
    const { office, id, account } = await twoUnits()
    await office.join(id('red'), id('ann'), id('cem'))
    expect(await office.reads('ann', account('cem'))).toBe(false)
    expect(await office.reads('cem', account('ann'))).toBe(false)
    expect(await office.reads('bob', account('dan'))).toBe(false)
  })

  it('with a role for all rows shows its members everything, across units', async () => {
    const { office, id, account } = await twoUnits()
    await office.join(id('green'), id('ann'), id('cem'))
    expect(await office.reads('ann', account('cem'))).toBe(true)
    expect(await office.reads('cem', account('ann'))).toBe(true)
    expect(await office.reads('dan', account('ann'))).toBe(false)
  })

  it('opens its rows at the moment of joining and closes them at that of leaving', async () => {
    const { office, id, account } = await twoUnits()
    expect(await office.reads('bob', account('red'))).toBe(false)
    await office.join(id('red'), id('bob'))
    expect(await office.reads('bob', account('red'))).toBe(true)
    await office.leave(id('red'), id('bob'))
    expect(await office.reads('bob', account('red'))).toBe(false)
  })

  it('gives its members what its role allows, on rows of another team of the unit', async () => {
    const office = new Office()
    const unit = office.unit('One')
    office.role('Accounts only', rights('Account', 'Global', 'Read'))
    office.role('Contacts of the unit', rights('Contact', 'Local', 'Read', 'Write'))
    const ann = office.person('ann', { role: 'Accounts only', unit })
    const [owner, other] = [
      await office.team('Owner', unit, 'Contacts of the unit'),
      await office.team('Other', unit, 'Contacts of the unit'),
    ]
    const contact = await office.make('contacts', { lastname: 'Lee', 'ownerid@odata.bind': `teams(${owner})` })
    expect(await office.writes('ann', `contacts(${contact})`, { jobtitle: 'CEO' })).toBe(false)
    await office.join(other, ann)
    expect(await office.writes('ann', `contacts(${contact})`, { jobtitle: 'CEO' })).toBe(true)
    expect((await office.call('GET', `/contacts(${contact})?$select=jobtitle`)).json.jobtitle).toBe('CEO')
  })
})

describe('the default team of a business unit', () => {
  const DESCRIPTION =
    'Default team for the parent business unit. The name and membership for default team are inherited from their parent business unit.'

  async function withUnit(name = 'Sales') {
    const office = new Office()
    const parent = { 'parentbusinessunitid@odata.bind': `/businessunits(${await office.root()})` }
    return { office, unit: await office.make('businessunits', { name, ...parent }) }
  }

  it('comes with the unit, by its name, and owns', async () => {
    const { office, unit } = await withUnit()
    expect(await office.defaultTeam(unit)).toMatchObject({
      name: 'Sales',
      description: DESCRIPTION,
      teamtype: 0,
      isdefault: true,
      _businessunitid_value: unit,
      _administratorid_value: (await office.call('GET', '/WhoAmI')).json.UserId,
    })
  })

  it('has the name of the unit when that changes', async () => {
    const { office, unit } = await withUnit()
    const before = await office.defaultTeam(unit)
    await office.call('PATCH', `/businessunits(${unit})`, { body: { name: 'Marketing' } })
    expect(await office.defaultTeam(unit)).toMatchObject({ teamid: before.teamid, name: 'Marketing' })
  })

  it('goes with the unit', async () => {
    const { office, unit } = await withUnit()
    const { teamid } = await office.defaultTeam(unit)
    await office.call('PATCH', `/businessunits(${unit})`, { body: { isdisabled: true } })
    expect((await office.call('DELETE', `/businessunits(${unit})`)).status).toBe(204)
    const gone = await office.call('GET', `/teams(${teamid})`)
    expect([gone.status, gone.json.error.message]).toEqual([404, `team With Id = ${teamid} Does Not Exist`])
  })

  it('holds whoever comes into the unit, and moves with whoever changes it', async () => {
    const { office, unit } = await withUnit()
    const ann = office.person('ann', { role: 'Basic User', unit })
    const sales = await office.defaultTeam(unit)
    expect(await office.members(sales.teamid)).toEqual([ann])
    const other = office.unit('Marketing')
    await office.call('PATCH', `/systemusers(${ann})`, {
      body: { 'businessunitid@odata.bind': `/businessunits(${other})` },
    })
    expect(await office.members(sales.teamid)).toEqual([])
    expect(await office.members((await office.defaultTeam(other)).teamid)).toEqual([ann])
  })

  it('lets nobody in or out otherwise', async () => {
    const { office, unit } = await withUnit()
    const ann = office.person('ann', { role: 'Basic User', unit })
    const { teamid } = await office.defaultTeam(unit)
    const stranger = office.person('bob', { role: 'Basic User' })
    expect((await office.join(teamid, stranger)).status).toBe(400)
    expect((await office.leave(teamid, ann)).status).toBe(400)
    expect(await office.members(teamid)).toEqual([ann])
  })
})
