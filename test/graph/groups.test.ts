import { beforeEach, describe, expect, it } from 'vitest'
import { createGroupAsGiven } from '../../src/domain/directory/create-group.js'
import { DOMAIN, errorOf, eventual, ORIGIN, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const security = { displayName: 'Sec', mailEnabled: false, mailNickname: 'sec', securityEnabled: true }
const unified = {
  displayName: 'Uni',
  mailEnabled: true,
  mailNickname: 'uni',
  securityEnabled: false,
  groupTypes: ['Unified'],
}
const reference = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` })
const newGroup = async (properties: object = security): Promise<string> =>
  (await graph.post('/groups', properties)).body.id

describe('POST /groups', () => {
  it('gives a Microsoft 365 group an address, and nobody but who asks for it', async () => {
    const { status, body } = await graph.post('/groups', unified)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      mail: `uni@${DOMAIN}`,
      proxyAddresses: [`SMTP:uni@${DOMAIN}`],
      visibility: 'Public',
      isAssignableToRole: null,
      groupTypes: ['Unified'],
      renewedDateTime: body.createdDateTime,
    })
    expect((await graph.get(`/groups/${body.id}/owners`)).body.value).toEqual([])
    const owner = graph.newUser('Owner')
    const own = await graph.post(
      '/groups',
      { ...unified, mailNickname: 'own' },
      { token: graph.userWith(owner, 'Group.ReadWrite.All') },
    )
    expect((await graph.get(`/groups/${own.body.id}/owners`)).body.value).toMatchObject([{ id: owner.id }])
  })

  it('binds members and owners, at most twenty', async () => {
    const [ann, bob] = [graph.newUser('Ann'), graph.newUser('Bob')]
    const id = await newGroup({
      ...security,
      'members@odata.bind': [`${ORIGIN}/v1.0/users/${ann.id}`, `users('${bob.id}')`],
      'owners@odata.bind': [`${ORIGIN}/beta/directoryObjects/${ann.id}`],
    })
    expect((await graph.get(`/groups/${id}/members`)).body.value).toHaveLength(2)
    const many = Array.from({ length: 21 }, () => `${ORIGIN}/v1.0/users/${ann.id}`)
    expect((await graph.post('/groups', { ...security, 'members@odata.bind': many })).status).toBe(400)
    const twice = [`users/${ann.id}`, `users/${ann.userPrincipalName}`]
    expect((await graph.post('/groups', { ...security, 'members@odata.bind': twice })).status).toBe(400)
  })

  it.each([
    [{ mailNickname: undefined }, "A value is required for property 'mailNickname' of resource 'Group'."],
    [
      { onBehalfOfUserId: '0af2b6c3-0000-4000-8000-000000000001' },
      "The property 'onBehalfOfUserId' does not exist on type 'microsoft.graph.group'. Make sure to only use property names that are defined by the type.",
    ],
    [
      { creationOptions: ['YammerProvisioning'] },
      "The property 'creationOptions' does not exist on type 'microsoft.graph.group'. Make sure to only use property names that are defined by the type.",
    ],
    [
      { resourceBehaviorOptions: ['Nothing'] },
      "Invalid value specified for property 'resourceBehaviorOptions' of resource 'Group'.",
    ],
    [
      { resourceProvisioningOptions: ['Nothing'] },
      "Invalid value specified for property 'resourceProvisioningOptions' of resource 'Group'.",
    ],
    [{ mailNickname: 'a b' }, "Invalid value specified for property 'mailNickname' of resource 'Group'."],
    [{ displayName: null }, "A value is required for property 'displayName' of resource 'Group'."],
    [
      { mailEnabled: true },
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
    ],
    [{ groupTypes: ['Unified'] }, "Invalid value specified for property 'mailEnabled' of resource 'Group'."],
    [{ mail: 'x@y.z' }, "Property 'mail' is read-only and cannot be set."],
  ])('refuses %j', async (change, message) => {
    const reply = await graph.post('/groups', { ...security, ...change })
    expect(errorOf(reply)).toEqual({ status: 400, code: 'Request_BadRequest', message })
  })

  it('shares nicknames among security groups, never among Microsoft 365 groups', async () => {
    expect([await newGroup(), await newGroup()]).toHaveLength(2)
    await newGroup(unified)
    const again = await graph.post('/groups', unified)
    expect(errorOf(again).message).toBe('Another object with the same value for property mailNickname already exists.')
    expect(again.body.error.details[0]).toMatchObject({ code: 'ObjectConflict', target: 'mailNickname' })
  })
})

describe('members and owners', () => {
  it('says so when somebody is there already, or is nobody', async () => {
    const [id, user] = [await newGroup(), graph.newUser('Ann')]
    for (const kind of ['members', 'owners']) {
      expect((await graph.post(`/groups/${id}/${kind}/$ref`, reference(user.id))).status).toBe(204)
      expect(errorOf(await graph.post(`/groups/${id}/${kind}/$ref`, reference(user.id)))).toEqual({
        status: 400,
        code: 'Request_BadRequest',
        message: `One or more added object references already exist for the following modified properties: '${kind}'.`,
      })
    }
    const nobody = '0af2b6c3-0000-4000-8000-000000000001'
    expect(errorOf(await graph.post(`/groups/${id}/members/$ref`, reference(nobody)))).toMatchObject({
      status: 404,
      code: 'Request_ResourceNotFound',
    })
    expect((await graph.post(`/groups/${id}/members/$ref`, {})).status).toBe(400)
    expect((await graph.remove(`/groups/${id}/members/${nobody}/$ref`)).status).toBe(404)
  })

  it.each([
    ['a service root', (id: string) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`],
    ['a national root', (id: string) => `https://graph.microsoft.us/beta/users/${id}`],
    ['a principal name', () => `${ORIGIN}/v1.0/users/Ann@${DOMAIN}`],
    ['parentheses', (id: string) => `${ORIGIN}/v1.0/users('${id}')`],
    ['a relative address', (id: string) => `/users/${id}`],
    [
      'an address of the directory',
      (id: string) => `${ORIGIN}/v2/x/directoryObjects/${id}/Microsoft.DirectoryServices.User`,
    ],
  ])('takes a reference by %s', async (_, address) => {
    const [id, user] = [await newGroup(), graph.newUser('Ann')]
    expect((await graph.post(`/groups/${id}/members/$ref`, { '@odata.id': address(user.id) })).status).toBe(204)
    expect((await graph.get(`/groups/${id}/members/$ref`)).body.value[0]['@odata.id']).toContain(user.id)
  })

  it('keeps the last user among the owners', async () => {
    const [id, ann, bob] = [await newGroup(), graph.newUser('Ann'), graph.newUser('Bob')]
    await graph.post(`/groups/${id}/owners/$ref`, reference(ann.id))
    await graph.post(`/groups/${id}/owners/$ref`, reference(graph.app.id))
    expect(errorOf(await graph.remove(`/groups/${id}/owners/${ann.id}/$ref`)).message).toBe(
      'The group must have at least one owner, hence this owner cannot be removed.',
    )
    await graph.post(`/groups/${id}/owners/$ref`, reference(bob.id))
    expect((await graph.remove(`/groups/${id}/owners/${ann.id}/$ref`)).status).toBe(204)
  })

  it('refuses groups in Microsoft 365 groups, itself, and writes to what Exchange owns', async () => {
    const [sec, uni] = [await newGroup(), await newGroup(unified)]
    expect((await graph.post(`/groups/${uni}/members/$ref`, reference(sec))).status).toBe(400)
    expect((await graph.post(`/groups/${sec}/members/$ref`, reference(sec))).status).toBe(400)
    const list = graph.write((t) => createGroupAsGiven(t, { ...security, mailEnabled: true, mailNickname: 'dl' }))
    expect(errorOf(await graph.post(`/groups/${list.id}/members/$ref`, reference(graph.newUser('A').id))).message).toBe(
      'Cannot Update a mail-enabled security groups and or distribution list.',
    )
  })

  it('lets a rule alone decide who is in a dynamic group', async () => {
    const id = await newGroup({
      ...security,
      groupTypes: ['DynamicMembership'],
      membershipRule: 'user.city -eq "Oslo"',
      membershipRuleProcessingState: 'On',
    })
    expect(errorOf(await graph.post(`/groups/${id}/members/$ref`, reference(graph.newUser('A').id)))).toEqual({
      status: 403,
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
    })
  })

  it('adds members by PATCH, all or none', async () => {
    const [id, ann, bob] = [await newGroup(), graph.newUser('Ann'), graph.newUser('Bob')]
    const members = [`${ORIGIN}/v1.0/users/${ann.id}`, `${ORIGIN}/v1.0/users/${bob.id}`]
    await graph.post(`/groups/${id}/members/$ref`, reference(bob.id))
    expect((await graph.patch(`/groups/${id}`, { 'members@odata.bind': members })).status).toBe(400)
    expect((await graph.get(`/groups/${id}/members`)).body.value).toHaveLength(1)
    expect((await graph.patch(`/groups/${id}`, { 'members@odata.bind': members.slice(0, 1) })).status).toBe(204)
  })

  it.each(['members', 'owners'])('takes no PATCH of %s/$ref', async (kind) => {
    expect(errorOf(await graph.patch(`/groups/${await newGroup()}/${kind}/$ref`, {}))).toEqual({
      status: 400,
      code: 'BadRequest',
      message: 'The request is currently not supported on the targeted entity set',
    })
  })

  it('walks nested groups, circles included, and casts', async () => {
    const [outer, inner, ann] = [await newGroup(), await newGroup(), graph.newUser('Ann')]
    await graph.post(`/groups/${outer}/members/$ref`, reference(inner))
    await graph.post(`/groups/${inner}/members/$ref`, reference(outer))
    await graph.post(`/groups/${inner}/members/$ref`, reference(ann.id))
    const { body } = await graph.get(`/groups/${outer}/transitiveMembers?$select=id`)
    expect(body.value).toEqual([
      { '@odata.type': '#microsoft.graph.group', id: inner },
      { '@odata.type': '#microsoft.graph.user', id: ann.id },
    ])
    const users = await graph.get(`/groups/${outer}/transitiveMembers/microsoft.graph.user?$select=id`)
    expect(users.body).toEqual({
      '@odata.context': `${ORIGIN}/v1.0/$metadata#users(id)`,
      value: [{ id: ann.id }],
    })
    expect((await graph.get(`/groups/${outer}/members/$count`, eventual)).body).toBe('1')
    expect((await graph.get(`/users/${ann.id}/transitiveMemberOf/graph.group?$select=id`)).body.value).toHaveLength(2)
    const asked = { groupIds: [outer, await newGroup()] }
    expect((await graph.post(`/users/${ann.id}/checkMemberGroups`, asked)).body.value).toEqual([outer])
    expect(
      (await graph.post(`/users/${ann.id}/microsoft.graph.getMemberGroups`, { securityEnabledOnly: true })).body,
    ).toMatchObject({ '@odata.context': `${ORIGIN}/v1.0/$metadata#Collection(Edm.String)` })
  })

  it.each(['members', 'owners'])(
    'deletes one of the %s itself when /$ref is forgotten, as Graph does',
    async (kind) => {
      const [id, ann] = [await newGroup(), graph.newUser('Ann')]
      await graph.post(`/groups/${id}/${kind}/$ref`, reference(ann.id))
      const token = graph.appWith('GroupMember.ReadWrite.All', 'Group.ReadWrite.All')
      expect(errorOf(await graph.remove(`/groups/${id}/${kind}/${ann.id}`, { token }))).toMatchObject({
        status: 403,
        code: 'Authorization_RequestDenied',
      })
      expect((await graph.remove(`/groups/${id}/${kind}/${ann.id}`)).status).toBe(204)
      expect((await graph.get(`/users/${ann.id}`)).status).toBe(404)
    },
  )

  it('answers a renewal, though groups do not expire', async () => {
    const [id, ann] = [await newGroup(), graph.newUser('Ann')]
    expect((await graph.call('POST', `/groups/${id}/renew`)).status).toBe(204)
    expect(errorOf(await graph.call('POST', `/groups/${ann.id}/renew`))).toEqual({
      status: 404,
      code: 'Request_ResourceNotFound',
      message: `Resource '${ann.id}' does not exist or one of its queried reference-property objects are not present.`,
    })
  })
})

describe('the life of a group', () => {
  it('keeps a deleted Microsoft 365 group for restore, and a security group not', async () => {
    const [sec, uni] = [await newGroup(), await newGroup(unified)]
    await graph.remove(`/groups/${sec}`)
    await graph.remove(`/groups/${uni}`)
    expect((await graph.get(`/directory/deletedItems/${sec}`)).status).toBe(404)
    expect((await graph.call('POST', `/directory/deletedItems/${uni}/restore`)).body.displayName).toBe('Uni')
  })

  it('makes or updates by unique name', async () => {
    const path = "/groups(uniqueName='team-1')"
    expect((await graph.patch(path, security)).status).toBe(404)
    const prefer = { headers: { prefer: 'create-if-missing' } }
    expect((await graph.patch(path, security, prefer)).status).toBe(201)
    expect((await graph.patch(path, { description: 'x' }, prefer)).status).toBe(204)
    expect((await graph.get(path)).body).toMatchObject({ uniqueName: 'team-1', description: 'x' })
    expect(errorOf(await graph.patch(path, { uniqueName: 'other' })).message).toBe(
      "Property 'uniqueName' is read-only and cannot be set.",
    )
  })

  it('wants an id that is one', async () => {
    expect(errorOf(await graph.get('/groups/abc'))).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: "Invalid object identifier 'abc'.",
    })
  })

  it('answers 200 to the properties of a mailbox, 204 to others', async () => {
    const id = await newGroup(unified)
    expect((await graph.patch(`/groups/${id}`, { hideFromOutlookClients: true })).status).toBe(200)
    expect((await graph.patch(`/groups/${id}`, { description: 'x' })).status).toBe(204)
  })
})

describe('validateProperties', () => {
  const taken = {
    code: 'Request_UnprocessableEntity',
    message: 'The values provided contain one or more validation errors.',
    details: [
      {
        code: 'PropertyConflict',
        message: 'Another object with the same value for property mailNickname already exists.',
        target: 'mailNickname',
      },
    ],
  }

  it('tells whether names are free, for a new group and for one that has them', async () => {
    const id = await newGroup(unified)
    const ask = (names: object) => graph.post('/directoryObjects/validateProperties', { entityType: 'Group', ...names })
    expect((await ask({ displayName: 'Uni', mailNickname: 'other' })).status).toBe(204)
    const refused = await ask({ mailNickname: 'UNI' })
    expect(refused.status).toBe(422)
    expect(refused.body.error).toMatchObject(taken)
    expect((await graph.post(`/groups/${id}/validateProperties`, { mailNickname: 'uni' })).status).toBe(204)
    const another = await newGroup({ ...unified, mailNickname: 'two' })
    expect((await graph.post(`/groups/${another}/validateProperties`, { mailNickname: 'uni' })).status).toBe(422)
  })

  it.each([
    [{}, "A value is required for property 'displayName' of resource 'Group'."],
    [
      { displayName: 'x', onBehalfOfUserId: '0af2b6c3-0000-4000-8000-000000000001' },
      "Resource '0af2b6c3-0000-4000-8000-000000000001' does not exist or one of its queried reference-property objects are not present.",
    ],
    [{ mailNickname: 'a b' }, "Invalid value specified for property 'mailNickname' of resource 'Group'."],
    [
      { entityType: 'User', displayName: 'x' },
      "Invalid value specified for property 'entityType' of resource 'DirectoryObject'.",
    ],
  ])('refuses %o', async (names, message) => {
    const answer = await graph.post('/directoryObjects/validateProperties', { entityType: 'Group', ...names })
    const isMissing = message.startsWith('Resource')
    const refusal = isMissing
      ? { status: 404, code: 'Request_ResourceNotFound' }
      : { status: 400, code: 'Request_BadRequest' }
    expect(errorOf(answer)).toEqual({ ...refusal, message })
  })
})

it.each(['settings', 'groupLifecyclePolicies'])('has no %s', async (name) => {
  const id = await newGroup()
  const { status, body } = await graph.get(`/groups/${id}/${name}`)
  expect([status, body.value]).toEqual([200, []])
  expect((await graph.get(`/groups/${graph.app.id}/${name}`)).status).toBe(404)
})
