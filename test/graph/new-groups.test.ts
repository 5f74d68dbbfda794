import { beforeEach, describe, expect, it } from 'vitest'
import { createGroupAsGiven } from '../../src/domain/directory/create-group.js'
import { errorOf, eventual, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const SECURITY = { displayName: 'Group', mailNickname: 'group', mailEnabled: false, securityEnabled: true }
const UNIFIED = { ...SECURITY, mailEnabled: true, groupTypes: ['Unified'] }
const create = async (body: object, token?: string) => graph.post('/groups', body, token ? { token } : {})
const refusal = (message: string) => ({ status: 400, code: 'Request_BadRequest', message })
const invalid = (property: string) => refusal(`Invalid value specified for property '${property}' of resource 'Group'.`)
const bound = (...ids: string[]) => ids.map((id) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`)

async function ownersOf(group: { body: { id: string } }): Promise<string[]> {
  const { value } = (await graph.get(`/groups/${group.body.id}/owners?$select=id`)).body
  return value.map(({ id }: { id: string }) => id)
}

describe('a new group', () => {
  it('is owned by who made it, if nobody else looks after it', async () => {
    const [ann, admin, bob] = [graph.newUser('Ann'), graph.newUser('Admin'), graph.newUser('Bob')]
    graph.giveRole(admin, 'Groups Administrator')
    const giver = graph.newUser('Giver')
    graph.giveRole(giver, 'Privileged Role Administrator')
    const asGiver = graph.userWith(giver, 'Group.ReadWrite.All', 'RoleManagement.ReadWrite.Directory')
    expect(await ownersOf(await create({ ...SECURITY, isAssignableToRole: true }, asGiver))).toEqual([])
    const [asAnn, asAdmin] = [ann, admin].map((user) => graph.userWith(user, 'Group.ReadWrite.All'))
    expect(await ownersOf(await create(SECURITY, asAnn))).toEqual([ann.id])
    expect(await ownersOf(await create({ ...SECURITY, 'owners@odata.bind': bound(bob.id) }, asAnn))).toEqual([
      ann.id,
      bob.id,
    ])
    expect(await ownersOf(await create(SECURITY, asAdmin))).toEqual([])
    expect(await ownersOf(await create({ ...UNIFIED, mailNickname: 'a' }, asAdmin))).toEqual([admin.id])
    expect(await ownersOf(await create(SECURITY))).toEqual([])
    expect(errorOf(await create({ ...SECURITY, 'owners@odata.bind': bound(ann.id) }, asAnn))).toEqual(
      refusal('Request contains a property with duplicate values.'),
    )
  })

  it('binds lists with somebody in them', async () => {
    expect(errorOf(await create({ ...SECURITY, 'members@odata.bind': [] })).message).toContain('is an empty array')
    expect(errorOf(await create({ ...SECURITY, 'members@odata.bind': 'x' }))).toEqual(invalid('members@odata.bind'))
  })

  it('of an app that may make groups and no more binds whom the app can read, and the app', async () => {
    const ann = graph.newUser('Ann')
    const other = (await graph.get("/servicePrincipals?$filter=displayName eq 'Microsoft Graph'")).body.value[0]
    const cases: readonly [string, string[], number][] = [
      [ann.id, [], 403],
      [ann.id, ['User.Read.All'], 201],
      [ann.id, ['Directory.Read.All'], 201],
      [other.id, ['User.Read.All'], 403],
      [other.id, ['Application.Read.All'], 201],
      [graph.app.id, [], 201],
    ]
    for (const [id, more, status] of cases) {
      const made = await create(
        { ...SECURITY, 'members@odata.bind': bound(id) },
        graph.appWith('Group.Create', ...more),
      )
      expect(made.status, more.join()).toBe(status)
    }
  })

  it('stays of its kind', async () => {
    const unified = (await create({ ...UNIFIED, resourceBehaviorOptions: ['WelcomeEmailDisabled'] })).body.id
    const security = (await create(SECURITY)).body.id
    const forRoles = (await create({ ...SECURITY, isAssignableToRole: true })).body.id
    const change = async (id: string, changes: object) => graph.patch(`/groups/${id}`, changes)
    expect(errorOf(await change(unified, { groupTypes: [] }))).toEqual(invalid('groupTypes'))
    expect(errorOf(await change(security, UNIFIED))).toEqual(invalid('groupTypes'))
    expect(errorOf(await change(forRoles, { visibility: 'Public' }))).toEqual(invalid('visibility'))
    expect(errorOf(await change(unified, { resourceBehaviorOptions: [] }))).toEqual(
      refusal("Property 'resourceBehaviorOptions' is read-only and cannot be set."),
    )
    const same = { resourceBehaviorOptions: ['WelcomeEmailDisabled'], visibility: 'Private' }
    expect((await change(unified, same)).status).toBe(204)
  })

  it('of Exchange is not deleted here', async () => {
    const { id } = graph.write((t) =>
      createGroupAsGiven(t, { ...SECURITY, mailNickname: 'list', mailEnabled: true, securityEnabled: false }),
    )
    expect(errorOf(await graph.remove(`/groups/${id}`))).toEqual(
      refusal('Cannot Update a mail-enabled security groups and or distribution list.'),
    )
    expect((await graph.get(`/groups/${id}`)).status).toBe(200)
  })
})

describe('what the mailbox of a group keeps', () => {
  const NAMES = 'allowExternalSenders,autoSubscribeNewMembers,hideFromAddressLists,isSubscribedByMail,unseenCount'

  it('is told of one group, and changed by itself', async () => {
    const { id } = (await create(UNIFIED)).body
    const read = async () => {
      const { '@odata.context': _, ...body } = (await graph.get(`/groups/${id}?$select=${NAMES}`)).body
      return body
    }
    const kept = { allowExternalSenders: false, autoSubscribeNewMembers: false, hideFromAddressLists: false }
    expect(await read()).toEqual({ ...kept, isSubscribedByMail: true, unseenCount: 0 })
    const mixed = await graph.patch(`/groups/${id}`, { allowExternalSenders: true, description: 'x' })
    expect(errorOf(mixed)).toEqual(
      refusal('What the mailbox of a group keeps can only be updated in a request of its own.'),
    )
    expect((await graph.get(`/groups/${id}`)).body.description).toBeNull()
    expect((await graph.patch(`/groups/${id}`, { allowExternalSenders: true })).status).toBe(200)
    expect(await read()).toMatchObject({ allowExternalSenders: true })
    expect(errorOf(await graph.get('/groups?$select=id,allowExternalSenders'))).toEqual({
      status: 501,
      code: 'NotImplemented',
      message: 'This operation target is not yet supported.',
    })
  })

  it('is nothing of a group without one', async () => {
    const { id } = (await create(SECURITY)).body
    expect((await graph.get(`/groups/${id}?$select=allowExternalSenders`)).body.allowExternalSenders).toBeNull()
    const change = { description: 'x', allowExternalSenders: true }
    expect(errorOf(await graph.patch(`/groups/${id}`, change))).toEqual(invalid('allowExternalSenders'))
  })
})

describe('relationships of a group', () => {
  it('hold none of the objects that are not kept here', async () => {
    const { id } = (await create(SECURITY)).body
    const read = async (path: string) => (await graph.get(`/groups/${id}/${path}`, eventual)).body
    for (const list of ['members', 'transitiveMembers']) {
      expect(await read(`${list}/microsoft.graph.device`)).toMatchObject({ value: [] })
      expect((await read(`${list}/microsoft.graph.orgContact`))['@odata.context']).toMatch(/#contacts$/)
      expect(await read(`${list}/microsoft.graph.device/$count`)).toBe('0')
    }
    const name = 'groupLifecyclePolicies'
    expect((await graph.get(`/groups/${id}?$select=id&$expand=${name}`)).body).toMatchObject({ id, [name]: [] })
    expect((await graph.get(`/groups/${id}?$select=id&$expand=createdOnBehalfOf`)).status).toBe(200)
  })
})

describe('/me/appRoleAssignments', () => {
  it('are those of the caller, who needs no role to read them', async () => {
    const ann = graph.newUser('Ann')
    const [resource] = (await graph.get("/servicePrincipals?$filter=displayName eq 'Dataverse'")).body.value
    const given = { principalId: ann.id, resourceId: resource.id, appRoleId: '00000000-0000-0000-0000-000000000000' }
    const { id } = (await graph.post(`/users/${ann.id}/appRoleAssignments`, given)).body
    const token = graph.userWith(ann, 'Directory.Read.All')
    expect((await graph.get('/me/appRoleAssignments', { token })).body.value).toMatchObject([{ id, ...given }])
    expect((await graph.get(`/me/appRoleAssignments/${id}`, { token })).body.id).toBe(id)
  })
})
