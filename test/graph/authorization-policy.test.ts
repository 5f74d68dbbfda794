import { beforeEach, describe, expect, it } from 'vitest'
import { DOMAIN, errorOf, ORIGIN, openGraph, type Reply } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const POLICY = '/policies/authorizationPolicy'
const DENIED = {
  status: 403,
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
}
const MEMBER = 'a0b1b346-4d3e-4e8b-98f8-753987be4970'
const RESTRICTED = '2af84b1e-32c8-42b7-82bc-daa82404023b'

const switchOff = (name: string) => graph.patch(POLICY, { defaultUserRolePermissions: { [name]: false } })
const guestsAre = (guestUserRoleId: string) => graph.patch(POLICY, { guestUserRoleId })

function person(name: string, userType: 'Member' | 'Guest', role?: string) {
  const user = graph.newUser(name, { userType })
  if (role) graph.giveRole(user, role)
  const scopes = ['User.Read.All', 'Group.ReadWrite.All', 'Application.ReadWrite.All', 'Directory.Read.All']
  return { user, token: graph.userWith(user, ...scopes) }
}

const securityGroup = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
const unifiedGroup = { ...securityGroup, mailEnabled: true, groupTypes: ['Unified'], mailNickname: 'u' }

describe('the authorization policy', () => {
  it('is there from the start, as the page shows it', async () => {
    const expected = {
      '@odata.context': `${ORIGIN}/v1.0/$metadata#policies/authorizationPolicy/$entity`,
      id: 'authorizationPolicy',
      allowInvitesFrom: 'everyone',
      allowedToSignUpEmailBasedSubscriptions: true,
      allowedToUseSSPR: true,
      allowEmailVerifiedUsersToJoinOrganization: false,
      allowUserConsentForRiskyApps: null,
      blockMsolPowerShell: false,
      displayName: 'Authorization Policy',
      description: 'Used to manage authorization related settings across the company.',
      guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
      defaultUserRolePermissions: {
        allowedToCreateApps: true,
        allowedToCreateSecurityGroups: true,
        allowedToCreateTenants: true,
        allowedToReadBitlockerKeysForOwnedDevice: true,
        allowedToReadOtherUsers: true,
        permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'],
      },
    }
    expect((await graph.get(POLICY)).body).toEqual(expected)
    const { allowInvitesFrom } = (await graph.get(`/beta${POLICY}/authorizationPolicy`)).body
    expect(allowInvitesFrom).toBe('everyone')
    expect((await graph.get(`${POLICY}/authorizationPolicy`)).status).toBe(400)
  })

  it('changes what is mentioned, switch by switch', async () => {
    expect((await switchOff('allowedToCreateApps')).status).toBe(204)
    expect((await graph.patch(POLICY, { allowInvitesFrom: 'none', blockMsolPowerShell: null })).status).toBe(204)
    expect((await graph.patch(POLICY, { guestUserRoleId: RESTRICTED.toUpperCase() })).status).toBe(204)
    expect((await graph.get(POLICY)).body).toMatchObject({
      allowInvitesFrom: 'none',
      blockMsolPowerShell: null,
      guestUserRoleId: RESTRICTED,
      allowedToUseSSPR: true,
      defaultUserRolePermissions: { allowedToCreateApps: false, allowedToReadOtherUsers: true },
    })
  })

  it.each([
    [
      { allowInvitesFrom: 'somebody' },
      "Invalid value specified for property 'allowInvitesFrom' of resource 'AuthorizationPolicy'.",
    ],
    [{ guestUserRoleId: DOMAIN }, `Cannot convert the literal '${DOMAIN}' to the expected type 'Edm.Guid'.`],
    [
      { guestUserRoleId: '62e90394-69f5-4237-9190-012177145e10' },
      "Invalid value specified for property 'guestUserRoleId' of resource 'AuthorizationPolicy'.",
    ],
    [{ id: 'other' }, "Property 'id' is read-only and cannot be set."],
    [{ allowedToUseSSPR: 'yes' }, "Cannot convert the literal 'yes' to the expected type 'Edm.Boolean'."],
  ])('refuses %j and stays as it was', async (body, message) => {
    const before = (await graph.get(POLICY)).body
    expect(errorOf(await graph.patch(POLICY, body))).toEqual({ status: 400, code: 'Request_BadRequest', message })
    expect((await graph.get(POLICY)).body).toEqual(before)
  })

  it('is changed by Privileged Role Administrators, and read by members', async () => {
    const permissions = ['Policy.Read.All', 'Policy.ReadWrite.Authorization']
    const [admin, member] = [graph.newUser('Admin'), graph.newUser('Member')]
    graph.giveRole(admin, 'Privileged Role Administrator')
    const change = { allowInvitesFrom: 'none' }
    const asMember = { token: graph.userWith(member, ...permissions) }
    expect((await graph.get(POLICY, asMember)).status).toBe(200)
    expect(errorOf(await graph.patch(POLICY, change, asMember))).toEqual(DENIED)
    expect((await graph.patch(POLICY, change, { token: graph.userWith(admin, ...permissions) })).status).toBe(204)
  })
})

const refusedOr = (status: number, reply: Reply) =>
  status === 403 ? expect(errorOf(reply)).toEqual(DENIED) : expect(reply.status).toBe(status)

describe('what its switches decide', () => {
  it.each([
    ['Member', undefined, 201, 403],
    ['Member', 'Application Developer', 201, 201],
    ['Guest', undefined, 201, 403],
  ] as const)('whether a %s with role %s registers apps', async (userType, role, on, off) => {
    const { token } = person('Somebody', userType, role)
    refusedOr(on, await graph.post('/applications', { displayName: 'App' }, { token }))
    await switchOff('allowedToCreateApps')
    refusedOr(off, await graph.post('/applications', { displayName: 'App' }, { token }))
  })

  it.each([
    [undefined, 403],
    ['Groups Administrator', 201],
  ] as const)('whether a member with role %s makes security groups, Microsoft 365 groups apart', async (role, off) => {
    const { token } = person('Somebody', 'Member', role)
    refusedOr(201, await graph.post('/groups', securityGroup, { token }))
    await switchOff('allowedToCreateSecurityGroups')
    refusedOr(off, await graph.post('/groups', { ...securityGroup, mailNickname: 'h' }, { token }))
    refusedOr(201, await graph.post('/groups', unifiedGroup, { token }))
  })

  it('whether members see others, themselves apart', async () => {
    const [member, reader, other] = [
      person('Member', 'Member'),
      person('Reader', 'Member', 'Directory Readers'),
      person('Other', 'Member'),
    ]
    await switchOff('allowedToReadOtherUsers')
    for (const path of ['/users', `/users/${other.user.id}`, `/users/${other.user.id}/memberOf`, '/users/$count']) {
      const asked = { headers: { consistencylevel: 'eventual' } }
      refusedOr(403, await graph.get(path, { ...asked, token: member.token }))
      refusedOr(200, await graph.get(path, { ...asked, token: reader.token }))
      refusedOr(200, await graph.get(path, asked))
    }
    refusedOr(200, await graph.get(`/users/${member.user.id}`, { token: member.token }))
    refusedOr(200, await graph.get('/me/memberOf', { token: member.token }))
    refusedOr(403, await graph.get(`/directoryObjects/${other.user.id}`, { token: member.token }))
    await graph.call('PUT', `/users/${member.user.id}/manager/$ref`, {
      body: { '@odata.id': `users/${other.user.id}` },
    })
    const manager = { id: other.user.id, displayName: null }
    expect((await graph.get('/me/manager', { token: member.token })).body).toMatchObject(manager)
    const ids = [member.user.id, other.user.id]
    const found = await graph.post('/directoryObjects/getByIds', { ids }, { token: member.token })
    expect(found.body.value.map(({ id }: { id: string }) => id)).toEqual([member.user.id])
  })

  it('how much guests count', async () => {
    const [guest, other] = [person('Guest', 'Guest'), person('Other', 'Member')]
    const { id: groupId } = (await graph.post('/groups', securityGroup)).body
    const statuses = async () => {
      const paths = ['/me', `/users/${other.user.id}`, `/groups/${groupId}`, '/users', '/groups', '/organization']
      const replies = await Promise.all(paths.map((path) => graph.get(path, { token: guest.token })))
      return replies.map(({ status }) => status)
    }
    expect(await statuses()).toEqual([200, 200, 200, 403, 403, 200])
    await guestsAre(MEMBER)
    expect(await statuses()).toEqual([200, 200, 200, 200, 200, 200])
    await guestsAre(RESTRICTED)
    expect(await statuses()).toEqual([200, 403, 403, 403, 403, 200])
    refusedOr(403, await graph.post('/applications', { displayName: 'App' }, { token: guest.token }))
  })
})

describe('what guests see of others', () => {
  const reference = (id: string) => ({ '@odata.id': `directoryObjects/${id}` })
  const PUBLIC = { displayName: 'Other', mail: `other@${DOMAIN}`, userPrincipalName: `Other@${DOMAIN}` }
  const OWN = { jobTitle: 'Baker', businessPhones: ['+47 1'] }
  const NOTHING = { displayName: null, mail: null, userPrincipalName: null, jobTitle: null, businessPhones: [] }

  /** A guest in a group with somebody who has more to show than guests see, and who is the guest's manager. */
  async function company(role?: string) {
    const guest = person('Guest', 'Guest', role)
    const other = graph.newUser('Other', { mail: PUBLIC.mail, ...OWN })
    const { id: group } = (await graph.post('/groups', securityGroup)).body
    for (const { id } of [guest.user, other]) await graph.post(`/groups/${group}/members/$ref`, reference(id))
    await graph.call('PUT', `/users/${guest.user.id}/manager/$ref`, { body: reference(other.id) })
    await graph.post(`/users/${other.id}/extensions`, { extensionName: 'com.x', secret: 1 })
    const get = (path: string) => graph.get(path, { token: guest.token })
    return { guest, other, group, get }
  }

  /** All the ways by which a guest reads another user. */
  const ways = ({ other, group }: Awaited<ReturnType<typeof company>>) =>
    [
      [`/users/${other.id}`, (body: Reply['body']) => body],
      [`/users/${PUBLIC.userPrincipalName}?$select=id,displayName,mail,userPrincipalName,jobTitle,businessPhones`],
      [`/directoryObjects/${other.id}?$select=displayName,mail,userPrincipalName,jobTitle,businessPhones`],
      ['/me/manager'],
      ['/me?$expand=manager', (body: Reply['body']) => body.manager],
      [`/groups/${group}/members`, (body: Reply['body']) => body.value[1]],
      [`/groups/${group}/members/${other.id}`],
      [`/groups/${group}/members/microsoft.graph.user`, (body: Reply['body']) => body.value[1]],
      [`/groups/${group}?$expand=members`, (body: Reply['body']) => body.members[1]],
    ] as const

  it('are names, addresses and the type, wherever another user is shown', async () => {
    const given = await company()
    for (const [path, part = (body: Reply['body']) => body] of ways(given)) {
      const { status, body } = await given.get(path)
      expect([path, status]).toEqual([path, 200])
      expect(part(body), path).toMatchObject({ ...PUBLIC, jobTitle: null, businessPhones: [] })
    }
    const { value } = (
      await graph.post('/directoryObjects/getByIds', { ids: [given.other.id] }, { token: given.guest.token })
    ).body
    expect(value).toMatchObject([{ ...PUBLIC, jobTitle: null }])
    const select = '?$select=userType,accountEnabled,department,proxyAddresses'
    expect((await given.get(`/users/${given.other.id}${select}`)).body).toMatchObject({
      ...{ userType: 'Member', accountEnabled: null, department: null, proxyAddresses: [] },
    })
    expect((await given.get(`/users/${given.other.id}?$expand=Extensions`)).body.extensions).toEqual([])
    for (const more of ['extensions', 'extensions/com.x', 'licenseDetails']) {
      refusedOr(403, await given.get(`/users/${given.other.id}/${more}`))
    }
    refusedOr(200, await given.get('/me/licenseDetails'))
    refusedOr(200, await given.get(`/users/${given.guest.user.id}/extensions`))
  })

  it.each(['members', 'members/microsoft.graph.user', 'transitiveMembers'])(
    'cannot be found out by a filter of %s',
    async (members) => {
      const { guest, group, other } = await company()
      const found = async (filter: string, token?: string) => {
        const path = `/groups/${group}/${members}?$count=true&$filter=${filter}`
        const asked = { headers: { consistencylevel: 'eventual' }, ...(token && { token }) }
        const { value } = (await graph.get(path, asked)).body
        return value.map(({ id }: { id: string }) => id)
      }
      expect(await found("jobTitle eq 'Baker'")).toEqual([other.id])
      expect(await found("jobTitle eq 'Baker'", guest.token)).toEqual([])
      expect(await found("displayName eq 'Other'", guest.token)).toEqual([other.id])
    },
  )

  it.each([
    ['with the rights of members', async () => void (await guestsAre(MEMBER)), undefined],
    ['with a role that looks after people', async () => {}, 'User Administrator'],
  ])('are everything for those %s', async (_, prepare, role) => {
    const given = await company(role)
    await prepare()
    for (const [path, part = (body: Reply['body']) => body] of ways(given)) {
      expect(part((await given.get(path)).body), path).toMatchObject({ ...PUBLIC, ...OWN })
    }
    expect((await given.get(`/users/${given.other.id}?$expand=extensions`)).body.extensions).toHaveLength(1)
    refusedOr(200, await given.get(`/users/${given.other.id}/extensions/com.x`))
  })

  it('are nothing for those who are restricted, who see no more of their groups than ids', async () => {
    const { get, guest, other, group } = await company()
    await guestsAre(RESTRICTED)
    for (const path of [`/users/${other.id}`, `/groups/${group}`, `/groups/${group}/members`]) {
      refusedOr(403, await get(path))
    }
    expect((await get('/me/manager')).body).toMatchObject({ id: other.id, ...NOTHING })
    expect((await get('/me?$expand=manager')).body).toMatchObject({ displayName: 'Guest', manager: NOTHING })
    expect((await get('/me/memberOf')).body.value).toMatchObject([{ id: group, displayName: null }])
    expect((await get(`/users/${guest.user.id}`)).body).toMatchObject({ displayName: 'Guest' })
  })
})
