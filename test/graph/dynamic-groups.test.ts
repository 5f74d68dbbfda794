import { beforeEach, describe, expect, it } from 'vitest'
import { skuByPartNumber } from '../../src/domain/directory/sku-catalog.js'
import { createEmulator } from '../../src/index.js'
import { errorOf, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const sales = 'user.department -eq "Sales"'
const dynamic = (membershipRule: string, more: object = {}) => ({
  displayName: 'Ruled',
  mailEnabled: false,
  mailNickname: 'ruled',
  securityEnabled: true,
  groupTypes: ['DynamicMembership'],
  membershipRule,
  membershipRuleProcessingState: 'On',
  ...more,
})
const newGroup = async (rule: string, more: object = {}): Promise<string> => {
  const made = await graph.post('/groups', dynamic(rule, more))
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body.id
}
const members = async (id: string): Promise<readonly string[]> =>
  (await graph.get(`/groups/${id}/members`)).body.value.map((member: { displayName: string }) => member.displayName)

describe('a dynamic group', () => {
  it('has those who fit its rule, whoever comes, changes, goes and comes back', async () => {
    const ann = graph.newUser('Ann', { department: 'Sales' })
    const bob = graph.newUser('Bob', { department: 'Ops' })
    const id = await newGroup(sales)
    expect(await members(id)).toEqual(['Ann'])
    await graph.patch(`/users/${bob.id}`, { department: 'sales' })
    await graph.patch(`/users/${ann.id}`, { department: null })
    expect(await members(id)).toEqual(['Bob'])
    graph.newUser('Cid', { department: 'Sales' })
    expect(await members(id)).toEqual(['Bob', 'Cid'])
    await graph.remove(`/users/${bob.id}`)
    expect(await members(id)).toEqual(['Cid'])
    await graph.post(`/directory/deletedItems/${bob.id}/restore`, {})
    expect((await members(id)).toSorted()).toEqual(['Bob', 'Cid'])
  })

  it('follows a new rule, stands still while it is paused, and catches up', async () => {
    const ann = graph.newUser('Ann', { department: 'Sales' })
    graph.newUser('Bob', { department: 'Ops' })
    const id = await newGroup(sales)
    await graph.patch(`/groups/${id}`, { membershipRule: 'user.department -eq "Ops"' })
    expect(await members(id)).toEqual(['Bob'])
    await graph.patch(`/groups/${id}`, { membershipRuleProcessingState: 'Paused' })
    await graph.patch(`/users/${ann.id}`, { department: 'Ops' })
    expect(await members(id)).toEqual(['Bob'])
    await graph.patch(`/groups/${id}`, { membershipRuleProcessingState: 'On' })
    expect((await members(id)).toSorted()).toEqual(['Ann', 'Bob'])
  })

  it('loses who was put there by hand once a rule decides, and keeps its members when the rule is gone', async () => {
    const [ann, bob] = [graph.newUser('Ann', { department: 'Sales' }), graph.newUser('Bob')]
    const inner = (await graph.post('/groups', { ...dynamic(''), groupTypes: [], membershipRule: null })).body.id
    const assigned = { groupTypes: [], membershipRule: null, membershipRuleProcessingState: null }
    const id = (await graph.post('/groups', { ...dynamic(''), ...assigned })).body.id
    for (const each of [bob.id, inner]) {
      const added = await graph.post(`/groups/${id}/members/$ref`, { '@odata.id': `directoryObjects/${each}` })
      expect(added.status).toBe(204)
    }
    const ruled = { groupTypes: ['DynamicMembership'], membershipRule: sales, membershipRuleProcessingState: 'On' }
    expect((await graph.patch(`/groups/${id}`, ruled)).status).toBe(204)
    expect(await members(id)).toEqual(['Ann'])
    expect((await graph.patch(`/groups/${id}`, assigned)).status).toBe(204)
    await graph.patch(`/users/${ann.id}`, { department: 'Ops' })
    expect(await members(id)).toEqual(['Ann'])
  })

  it('looks at reports, memberships and plans, also of what another rule brings', async () => {
    graph.buy('POWERAPPS_PER_USER', 5)
    const sku = skuByPartNumber('POWERAPPS_PER_USER')
    const [ann, boss] = [graph.newUser('Ann', { usageLocation: 'NO' }), graph.newUser('Boss')]
    const team = await newGroup(`Direct Reports for "${boss.id}"`)
    const nested = await newGroup(`user.memberOf -any (group.objectId -in ['${team}'])`)
    const plan = sku?.servicePlans[0]?.servicePlanId
    const licensed = await newGroup(
      `user.assignedPlans -any (assignedPlan.servicePlanId -eq "${plan}" -and assignedPlan.capabilityStatus -eq "Enabled")`,
    )
    const license = { addLicenses: [{ skuId: sku?.skuId, disabledPlans: [] }], removeLicenses: [] }
    expect((await graph.post(`/groups/${nested}/assignLicense`, license)).status).toBe(202)
    for (const id of [team, nested, licensed]) expect(await members(id)).toEqual([])
    await graph.call('PUT', `/users/${ann.id}/manager/$ref`, { body: { '@odata.id': `users/${boss.id}` } })
    for (const id of [team, nested, licensed]) expect(await members(id)).toEqual(['Ann'])
    await graph.remove(`/users/${ann.id}/manager/$ref`)
    for (const id of [team, nested, licensed]) expect(await members(id)).toEqual([])
  })

  it.each([
    ['user.shoeSize -eq "1"', "Wrong property applied. Property 'shoesize' cannot be applied to object 'User'"],
    ['department -eq "Sales"', 'Invalid object type.'],
    ['user.department -ge "a"', 'Invalid operands found for operator -ge'],
    ['user.department -like "a"', 'Invalid operator found: like'],
    ['user.department -eq "a" )', "Rule syntax is not valid near ')'."],
  ])('is not made with the rule %s', async (rule, said) => {
    const refused = await graph.post('/groups', dynamic(rule))
    const message = `Dynamic membership rule validation error: ${said}`
    expect(errorOf(refused)).toEqual({ status: 400, code: 'Request_BadRequest', message })
    expect((await graph.get('/groups')).body.value).toEqual([])
    const id = await newGroup(sales)
    expect(errorOf(await graph.patch(`/groups/${id}`, { membershipRule: rule })).message).toBe(message)
    expect((await graph.get(`/groups/${id}`)).body.membershipRule).toBe(sales)
  })
})

describe('rules that ask for the present', () => {
  it('are looked at as the days go by', async () => {
    const emulator = await createEmulator({
      clock: '2026-03-01T00:00:00Z',
      fixture: {
        tenants: [
          {
            key: 'c',
            users: [{ key: 'ann', displayName: 'Ann', employeeHireDate: '2026-03-10T00:00:00Z' }],
            groups: [{ key: 'started', membershipRule: 'user.employeeHireDate -le system.now' }],
            apps: [{ key: 'app', clientSecret: 'secret-secret-secret', applicationPermissions: 'all' }],
          },
        ],
      },
    })
    const { control } = emulator
    const [tenant] = control.info().tenants
    const scope = 'https://graph.microsoft.com/.default'
    const ids = async () => {
      const { access_token } = await control.tokens({ app: tenant?.apps[0]?.clientId ?? '', scope })
      const { body } = await emulator.handle({
        method: 'GET',
        url: `http://localhost:4400/v1.0/groups/${tenant?.groups[0]?.id}/members`,
        headers: { authorization: `Bearer ${access_token}` },
        body: new Uint8Array(),
      })
      return JSON.parse(String(body)).value.length
    }
    expect(await ids()).toBe(0)
    await control.clock({ advance: 'P8D' })
    expect(await ids()).toBe(0)
    await control.clock({ advance: 'P2D' })
    expect(await ids()).toBe(1)
    await emulator.close()
  })
})
