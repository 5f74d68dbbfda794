import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { skuByPartNumber } from '../../src/domain/directory/sku-catalog.js'
import { ORIGIN, openGraph } from './open-graph.js'

type Graph = ReturnType<typeof openGraph>

const NAMES = 6
const GROUPS = 3
const SEATS = 2
const SKU = skuByPartNumber('POWERAPPS_PER_USER')?.skuId ?? ''

/** One call of a random sequence; numbers name a user or a group by the place at which it was made. */
const anyStep = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), name: fc.nat(NAMES - 1) }),
  fc.record({ kind: fc.constant('rename' as const), user: fc.nat(9), name: fc.nat(NAMES - 1) }),
  fc.record({ kind: fc.constant('delete' as const), user: fc.nat(9) }),
  fc.record({ kind: fc.constant('restore' as const), user: fc.nat(9) }),
  fc.record({ kind: fc.constant('purge' as const), user: fc.nat(9) }),
  fc.record({ kind: fc.constant('license' as const), user: fc.nat(9), isAdded: fc.boolean() }),
  fc.record({
    kind: fc.constant('member' as const),
    user: fc.nat(9),
    group: fc.nat(GROUPS - 1),
    isAdded: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('groupLicense' as const), group: fc.nat(GROUPS - 1), isAdded: fc.boolean() }),
  fc.record({ kind: fc.constant('manager' as const), user: fc.nat(9), manager: fc.nat(9) }),
)

type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never

interface World {
  readonly graph: Graph
  readonly users: string[]
  readonly groups: readonly string[]
}

async function open(): Promise<World> {
  const graph = openGraph()
  graph.buy('POWERAPPS_PER_USER', SEATS)
  const groups: string[] = []
  for (let at = 0; at < GROUPS; at++) {
    const group = { displayName: `G${at}`, mailEnabled: false, mailNickname: `g${at}`, securityEnabled: true }
    groups.push((await graph.post('/groups', group)).body.id)
  }
  return { graph, users: [], groups }
}

const licenses = (isAdded: boolean) => ({
  addLicenses: isAdded ? [{ skuId: SKU, disabledPlans: [] }] : [],
  removeLicenses: isAdded ? [] : [SKU],
})

/** Makes a call; what is refused changes nothing, which the invariants show. Answers with its status. */
async function take({ graph, users, groups }: World, step: Step): Promise<number> {
  const user = 'user' in step ? (users[step.user] ?? 'nobody') : ''
  const group = 'group' in step ? groups[step.group] : ''
  switch (step.kind) {
    case 'create': {
      const { status, body } = await graph.post('/users', newUser(step.name))
      if (status === 201) users.push(body.id)
      return status
    }
    case 'rename':
      return (await graph.patch(`/users/${user}`, { userPrincipalName: addressOf(step.name) })).status
    case 'delete':
      return (await graph.remove(`/users/${user}`)).status
    case 'restore':
      return (await graph.post(`/directory/deletedItems/${user}/restore`, {})).status
    case 'purge':
      return (await graph.remove(`/directory/deletedItems/${user}`)).status
    case 'license':
      return (await graph.post(`/users/${user}/assignLicense`, licenses(step.isAdded))).status
    case 'groupLicense':
      return (await graph.post(`/groups/${group}/assignLicense`, licenses(step.isAdded))).status
    case 'manager':
      return (await graph.call('PUT', `/users/${user}/manager/$ref`, { body: reference(users[step.manager]) })).status
    default:
      return step.isAdded
        ? (await graph.post(`/groups/${group}/members/$ref`, reference(user))).status
        : (await graph.remove(`/groups/${group}/members/${user}/$ref`)).status
  }
}

const addressOf = (name: number) => `user${name}@contoso.onmicrosoft.com`
const reference = (id = 'nobody') => ({ '@odata.id': `${ORIGIN}/v1.0/directoryObjects/${id}` })
const newUser = (name: number) => ({
  accountEnabled: true,
  displayName: `User ${name}`,
  mailNickname: `user${name}`,
  userPrincipalName: addressOf(name),
  usageLocation: 'NO',
  passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
})

interface Shown {
  readonly id: string
  readonly userPrincipalName: string
  readonly assignedLicenses: readonly { readonly skuId: string }[]
}

async function holds({ graph, groups }: World): Promise<void> {
  const select = 'id,userPrincipalName,assignedLicenses'
  const users: readonly Shown[] = (await graph.get(`/users?$select=${select}`)).body.value
  const names = users.map(({ userPrincipalName }) => userPrincipalName.toLowerCase())
  expect(new Set(names).size).toBe(names.length)
  const held = users.filter(({ assignedLicenses }) => assignedLicenses.some(({ skuId }) => skuId === SKU)).length
  const [sku] = (await graph.get('/subscribedSkus')).body.value
  expect(sku.consumedUnits).toBe(held)
  expect(held).toBeLessThanOrEqual(SEATS)
  const ids = new Set(users.map(({ id }) => id))
  for (const group of groups) {
    for (const { id } of (await graph.get(`/groups/${group}/members?$select=id`)).body.value) {
      expect(ids).toContain(id)
      const { value } = (await graph.get(`/users/${id}/memberOf?$select=id`)).body
      expect(value.map((each: { id: string }) => each.id)).toContain(group)
    }
  }
  const deleted = (await graph.get('/directory/deletedItems/microsoft.graph.user?$select=id')).body.value
  for (const { id } of deleted) expect(ids).not.toContain(id)
}

type State = Map<string, Record<string, unknown>>

/** A copy of the users as a client keeps it: rounds of delta, each put on top of the one before. */
async function follow(graph: Graph, state: State, link: string): Promise<string> {
  const { body } = await graph.get(link)
  for (const { id, '@removed': removed, ...changed } of body.value) {
    if (removed) state.delete(id)
    else state.set(id, { ...state.get(id), ...changed })
  }
  const next: string | undefined = body['@odata.nextLink']
  return next === undefined
    ? body['@odata.deltaLink'].slice(ORIGIN.length)
    : follow(graph, state, next.slice(ORIGIN.length))
}

const DELTA = '/users/delta?$select=displayName,userPrincipalName'

describe('any sequence of calls', () => {
  it('leaves names unique, seats counted, memberships whole, and a copy by delta true', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 30 }), fc.nat(29), async (steps, when) => {
        const world = await open()
        const copies: { state: State; link: string }[] = []
        for (const [at, step] of steps.entries()) {
          const status = await take(world, step)
          expect(status, JSON.stringify(step)).toBeLessThan(500)
          if (at !== when % steps.length && at % 7 !== 0) continue
          await holds(world)
          const state: State = new Map()
          copies.push({ state, link: await follow(world.graph, state, DELTA) })
        }
        await holds(world)
        const fresh: State = new Map()
        await follow(world.graph, fresh, DELTA)
        for (const { state, link } of copies) {
          await follow(world.graph, state, link)
          expect(Object.fromEntries(state)).toEqual(Object.fromEntries(fresh))
        }
      }),
      { numRuns: 150, seed: 20261128 },
    )
  })

  it('really does what it tries', async () => {
    const world = await open()
    const tried: readonly Step[] = [
      { kind: 'create', name: 0 },
      { kind: 'create', name: 1 },
      { kind: 'license', user: 0, isAdded: true },
      { kind: 'member', user: 1, group: 0, isAdded: true },
      { kind: 'groupLicense', group: 0, isAdded: true },
      { kind: 'manager', user: 0, manager: 1 },
      { kind: 'rename', user: 0, name: 3 },
      { kind: 'delete', user: 0 },
      { kind: 'restore', user: 0 },
      { kind: 'delete', user: 1 },
      { kind: 'purge', user: 1 },
    ]
    const statuses: number[] = []
    for (const step of tried) statuses.push(await take(world, step))
    expect(statuses).toEqual([201, 201, 200, 204, 202, 204, 204, 204, 200, 204, 204])
  })
})
