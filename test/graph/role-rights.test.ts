import { beforeEach, describe, expect, it } from 'vitest'
import type { User } from '../../src/domain/directory/user-rows.js'
import { openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
let names = 0
beforeEach(() => {
  graph = openGraph()
})

const PERMISSIONS = [
  'User.ReadWrite.All',
  'Group.ReadWrite.All',
  'User.RevokeSessions.All',
  'RoleManagement.ReadWrite.Directory',
  'DelegatedPermissionGrant.ReadWrite.All',
]

const somebody = () => graph.newUser(`Somebody ${++names}`)
const tokenOf = (user: User) => graph.userWith(user, ...PERMISSIONS)

async function newGroup(more: object = {}): Promise<string> {
  const kind = { mailEnabled: false, securityEnabled: true }
  const nickname = `group${++names}`
  return (await graph.post('/groups', { displayName: nickname, mailNickname: nickname, ...kind, ...more })).body.id
}

const newUnified = (more: object = {}) => newGroup({ groupTypes: ['Unified'], mailEnabled: true, ...more })

async function deletedGroup(more: object = {}): Promise<string> {
  const id = await newUnified(more)
  await graph.remove(`/groups/${id}`)
  return id
}

async function deletedUser(): Promise<string> {
  const { id } = somebody()
  await graph.remove(`/users/${id}`)
  return id
}

async function newGrant(): Promise<string> {
  const { appId } = (await graph.post('/applications', { displayName: 'Client' })).body
  const client = (await graph.post('/servicePrincipals', { appId })).body.id
  const [resource] = (await graph.get("/servicePrincipals?$filter=displayName eq 'Microsoft Graph'")).body.value
  const given = { clientId: client, consentType: 'AllPrincipals', resourceId: resource.id, scope: 'User.Read' }
  return (await graph.post('/oauth2PermissionGrants', given)).body.id
}

type Attempt = (token: string) => Promise<{ readonly status: number }>
const attempts: Readonly<Record<string, Attempt>> = {
  block: async (token) => graph.patch(`/users/${somebody().id}`, { accountEnabled: false }, { token }),
  rename: async (token) =>
    graph.patch(`/users/${somebody().id}`, { userPrincipalName: `n${++names}@contoso.onmicrosoft.com` }, { token }),
  'end sessions of': async (token) => graph.call('POST', `/users/${somebody().id}/revokeSignInSessions`, { token }),
  'give a password to': async (token) =>
    graph.patch(`/users/${somebody().id}`, { passwordProfile: { password: 'xWwvJ]6NMw+bWH-e' } }, { token }),
  'purge a user': async (token) => graph.remove(`/directory/deletedItems/${await deletedUser()}`, { token }),
  'purge a group': async (token) => graph.remove(`/directory/deletedItems/${await deletedGroup()}`, { token }),
  'restore a group': async (token) =>
    graph.call('POST', `/directory/deletedItems/${await deletedGroup()}/restore`, { token }),
  'restore a role-assignable group': async (token) =>
    graph.call('POST', `/directory/deletedItems/${await deletedGroup({ isAssignableToRole: true })}/restore`, {
      token,
    }),
  'update a group': async (token) => graph.patch(`/groups/${await newGroup()}`, { description: 'x' }, { token }),
  'update a role-assignable group': async (token) =>
    graph.patch(`/groups/${await newGroup({ isAssignableToRole: true })}`, { description: 'x' }, { token }),
  'delete a role-assignable group': async (token) =>
    graph.remove(`/groups/${await newGroup({ isAssignableToRole: true })}`, { token }),
  'take back a grant': async (token) => graph.remove(`/oauth2PermissionGrants/${await newGrant()}`, { token }),
}

/** Who may do it, of the roles below (Microsoft Entra built-in roles). */
const may: Readonly<Record<string, string>> = {
  block: 'Directory Writers, User Administrator, Authentication Administrator',
  rename: 'Directory Writers, User Administrator, Authentication Administrator',
  'end sessions of': 'Directory Writers, User Administrator, Authentication Administrator',
  'give a password to': '',
  'purge a user': 'User Administrator, Privileged Authentication Administrator',
  'purge a group': 'Groups Administrator',
  'restore a group': 'User Administrator, Groups Administrator',
  'restore a role-assignable group': 'Privileged Role Administrator',
  'update a group': 'Directory Writers, User Administrator, Groups Administrator',
  'update a role-assignable group': 'Privileged Role Administrator',
  'delete a role-assignable group': 'Privileged Role Administrator',
  'take back a grant': 'User Administrator, Privileged Role Administrator',
}

const ROLES = [
  'Directory Writers',
  'User Administrator',
  'Groups Administrator',
  'Authentication Administrator',
  'Privileged Authentication Administrator',
  'Privileged Role Administrator',
]
const ALWAYS: Readonly<Record<string, string>> = {
  block: 'Privileged Authentication Administrator',
  rename: 'Privileged Authentication Administrator',
  'end sessions of': 'Privileged Authentication Administrator',
}

describe('directory roles', () => {
  it.each(Object.entries(attempts))('say who may %s', async (name, attempt) => {
    const able: string[] = []
    for (const role of ROLES) {
      const holder = somebody()
      graph.giveRole(holder, role)
      if ((await attempt(tokenOf(holder))).status < 300) able.push(role)
    }
    const expected = `${may[name]}, ${ALWAYS[name] ?? ''}`.split(', ')
    expect(able).toEqual(ROLES.filter((role) => expected.includes(role)))
  })

  it('do not let Directory Writers block who holds a role', async () => {
    const [writer, reader] = [somebody(), somebody()]
    graph.giveRole(writer, 'Directory Writers')
    graph.giveRole(reader, 'Directory Readers')
    const blocked = await graph.patch(`/users/${reader.id}`, { accountEnabled: false }, { token: tokenOf(writer) })
    expect(blocked.status).toBe(403)
  })

  it('are not needed to restore a group that one owned', async () => {
    const [owner, other] = [somebody(), somebody()]
    const id = await deletedGroup({ 'owners@odata.bind': [`directoryObjects/${owner.id}`] })
    const restore = (user: User) =>
      graph.call('POST', `/directory/deletedItems/${id}/restore`, { token: tokenOf(user) })
    expect((await restore(other)).status).toBe(403)
    expect((await restore(owner)).status).toBe(200)
  })
})

describe('a role that is limited', () => {
  const limited = (holder: User, role: string, directoryScopeId: string) =>
    graph.post('/roleManagement/directory/roleAssignments', {
      principalId: holder.id,
      roleDefinitionId: role,
      directoryScopeId,
    })
  const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1'
  const APPLICATION_ADMINISTRATOR = '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3'

  it('to a unit reaches its members, by id and by name, and nobody else', async () => {
    const [holder, inside, outside] = [somebody(), somebody(), somebody()]
    const { id } = (await graph.post('/directory/administrativeUnits', { displayName: 'Unit' })).body
    const group = await newGroup()
    for (const member of [inside.id, group])
      await graph.post(`/directory/administrativeUnits/${id}/members/$ref`, {
        '@odata.id': `directoryObjects/${member}`,
      })
    await limited(holder, USER_ADMINISTRATOR, `/administrativeUnits/${id}`)
    const token = tokenOf(holder)
    const status = async (path: string, change: object) => (await graph.patch(path, change, { token })).status
    expect(await status(`/users/${inside.id}`, { jobTitle: 'x' })).toBe(204)
    expect(await status(`/users/${inside.userPrincipalName}`, { jobTitle: 'y' })).toBe(204)
    expect(await status(`/users/${inside.id}`, { accountEnabled: false })).toBe(204)
    expect(await status(`/groups/${group}`, { description: 'x' })).toBe(204)
    expect(await status(`/users/${outside.id}`, { jobTitle: 'x' })).toBe(403)
    expect(await status(`/users/${outside.id}`, { accountEnabled: false })).toBe(403)
    expect(await status(`/groups/${await newGroup()}`, { description: 'x' })).toBe(403)
    expect((await graph.remove(`/users/${inside.id}`, { token })).status).toBe(204)
  })

  it('to one application reaches that alone', async () => {
    const holder = somebody()
    const [mine, other] = [
      (await graph.post('/applications', { displayName: 'Mine' })).body.id,
      (await graph.post('/applications', { displayName: 'Other' })).body.id,
    ]
    await limited(holder, APPLICATION_ADMINISTRATOR, `/${mine}`)
    const token = graph.userWith(holder, 'Application.ReadWrite.All')
    const rename = async (id: string) => (await graph.patch(`/applications/${id}`, { notes: 'x' }, { token })).status
    expect([await rename(mine), await rename(other)]).toEqual([204, 403])
  })
})
