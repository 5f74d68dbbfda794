import { beforeEach, describe, expect, it } from 'vitest'
import { roleNamed } from '../../src/domain/directory/role-catalog.js'
import { rights } from '../../src/surfaces/graph/authorize/rights.js'
import { permissionsOfRoute } from '../../src/surfaces/graph/authorize.js'
import type { Route } from '../../src/surfaces/graph/call.js'
import { routes } from '../../src/surfaces/graph/routes.js'
import { DOMAIN, errorOf, ORIGIN, openGraph, type Reply } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const DENIED = {
  status: 403,
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
}
/** The authentication methods are a service of their own. */
const METHODS_DENIED = { status: 403, code: 'accessDenied', message: 'Request Authorization failed' }
const deniedBy = ({ path }: Route) => (/^\/(me|users\/\{id\})\/authentication\//.test(path) ? METHODS_DENIED : DENIED)
const NOBODY = '0af2b6c3-0000-4000-8000-000000000001'
const at = (path: string) => path.replaceAll(/\{\w+\}/g, NOBODY)
const addressOf = ({ path, betaOnly }: Route) => `/${betaOnly ? 'beta' : 'v1.0'}${at(path)}`

describe('tokens', () => {
  it.each([
    ['empty', '', 'Access token is empty.'],
    ['expired', 'expired', 'Lifetime validation failed, the token is expired.'],
    ['signature', 'signature', 'Access token validation failure.'],
    ['notYetValid', 'notYetValid', 'Access token has expired or is not yet valid.'],
  ] as const)('refuses one that is %s', async (_, word, message) => {
    const reply = await graph.get('/users', { token: word === '' ? '' : graph.refusedToken(word) })
    expect(errorOf(reply)).toEqual({ status: 401, code: 'InvalidAuthenticationToken', message })
    expect(reply.headers['www-authenticate']).toBe(
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
    )
  })

  it('says of a text without dots what the token library says', async () => {
    expect(errorOf(await graph.get('/users', { token: 'nodots' })).message).toBe(
      "IDX14100: JWT is not well formed, there are no dots (.).\nThe token needs to be in JWS or JWE Compact Serialization Format. (JWS): 'EncodedHeader.EndcodedPayload.EncodedSignature'. (JWE): 'EncodedProtectedHeader.EncodedEncryptedKey.EncodedInitializationVector.EncodedCiphertext.EncodedAuthenticationTag'.",
    )
    expect(errorOf(await graph.get('/users', { token: 'with.dots' })).message).toBe(
      'CompactToken parsing failed with error code: 80049217',
    )
  })

  it('refuses another audience, and an app that is gone', async () => {
    const other = graph.addToken({ kind: 'app', oid: graph.app.id, appId: graph.app.appId }, 'application')
    expect(errorOf(await graph.get('/users', { token: other }))).toEqual({
      status: 401,
      code: 'InvalidAuthenticationToken',
      message: 'Access token validation failure. Invalid audience.',
    })
    const gone = graph.addToken({ kind: 'app', oid: NOBODY, appId: NOBODY })
    expect(errorOf(await graph.get('/users', { token: gone }))).toEqual({
      status: 401,
      code: 'Authorization_IdentityNotFound',
      message: 'The identity of the calling application could not be established.',
    })
  })
})

describe('every route', () => {
  const guarded = routes.filter((route) => route.permission !== null)

  it('names a row of the permission catalog and of the rights table', () => {
    for (const route of routes) {
      expect(() => permissionsOfRoute(route)).not.toThrow()
      if (route.right !== undefined) expect(rights).toHaveProperty([route.right])
    }
    for (const right of Object.values(rights)) for (const role of right.roles) expect(roleNamed(role)).toBeDefined()
  })

  const bodyOf = ({ method }: Route) => (method === 'GET' || method === 'DELETE' ? {} : { body: {} })
  const ask = (route: Route, token: string) => graph.call(route.method, addressOf(route), { ...bodyOf(route), token })
  const someone = (...scopes: readonly string[]) => graph.userWith(graph.newUser('Someone'), ...scopes)
  const isMe = ({ path }: Route) => path.startsWith('/me')

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s refuses who has no token, one for another API, or none of the permissions',
    async (_, route) => {
      if (isOpen(route)) return expect((await ask(route, '')).status).toBe(200)
      expect(errorOf(await ask(route, ''))).toEqual(unauthorized('Access token is empty.'))
      const elsewhere = graph.addToken({ kind: 'app', oid: graph.app.id, appId: graph.app.appId }, 'application')
      expect(errorOf(await ask(route, elsewhere))).toEqual(
        unauthorized('Access token validation failure. Invalid audience.'),
      )
      if (route.permission === null) return
      if (!isMe(route)) expect(errorOf(await ask(route, graph.appWith('none')))).toEqual(deniedBy(route))
      expect(errorOf(await ask(route, someone('openid')))).toEqual(deniedBy(route))
    },
  )

  it.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s opens for each of its permissions',
    async (_, route) => {
      const permissions = permissionsOfRoute(route)
      const admin = graph.newUser('Admin')
      // Custom security attributes are not even for Global Administrators.
      for (const role of ['Global Administrator', 'Attribute Definition Administrator']) graph.giveRole(admin, role)
      const withCompanion = (permission: string) => [
        permission,
        ...(permissions?.companions[permission]?.slice(0, 1) ?? []),
      ]
      for (const permission of isMe(route) ? [] : (permissions?.application ?? [])) {
        const reply = await ask(route, graph.appWith(...withCompanion(permission)))
        expect(isRefused(reply), `app with ${permission}: ${JSON.stringify(reply.body)}`).toBe(false)
      }
      for (const permission of permissions?.delegated ?? []) {
        if (OWN_RECORD.test(permission) && route.path.startsWith('/users/{id}')) continue
        const reply = await ask(route, graph.userWith(admin, ...withCompanion(permission)))
        expect(isRefused(reply), `administrator with ${permission}: ${JSON.stringify(reply.body)}`).toBe(false)
      }
    },
  )

  it.each(
    guarded
      .filter(({ right }) => right !== undefined && rights[right]?.guest !== true)
      .map((route) => [`${route.method} ${route.path}`, route] as const),
  )('%s needs the right of the signed-in user besides', async (_, route) => {
    if (isMe(route)) return
    const guest = graph.newUser('Guest', { userType: 'Guest' })
    const everything = permissionsOfRoute(route)?.delegated.filter((permission) => !OWN_RECORD.test(permission)) ?? []
    expect(errorOf(await ask(route, graph.userWith(guest, ...everything)))).toEqual(deniedBy(route))
  })
})

const OWN_RECORD = /^User(AuthMethod-\w+|AuthenticationMethod)?\.Read(Write)?$/

function isRefused({ status }: Reply): boolean {
  return status === 401 || status === 403
}

/** The service document and the metadata are for everybody. */
function isOpen({ path }: Route): boolean {
  return path === '/' || path === '/$metadata'
}

function unauthorized(message: string) {
  return { status: 401, code: 'InvalidAuthenticationToken', message }
}

describe('signed-in users', () => {
  const create = (name: string) => ({
    accountEnabled: true,
    displayName: name,
    mailNickname: name,
    userPrincipalName: `${name}@${DOMAIN}`,
    passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
  })

  it('reach with User.Read their own record alone', async () => {
    const [me, other] = [graph.newUser('Me'), graph.newUser('Other')]
    const token = graph.userWith(me, 'User.Read')
    expect((await graph.get(`/users/${me.id}`, { token })).status).toBe(200)
    expect((await graph.get(`/users/Me@${DOMAIN}`, { token })).status).toBe(200)
    expect(errorOf(await graph.get(`/users/${other.id}`, { token }))).toEqual(DENIED)
    expect(errorOf(await graph.get('/users', { token }))).toEqual(DENIED)
  })

  it('do as members and guests what the directory lets them', async () => {
    const [member, guest] = [graph.newUser('Member'), graph.newUser('Guest', { userType: 'Guest' })]
    const scopes = ['User.ReadWrite.All', 'Group.ReadWrite.All']
    const asMember = { token: graph.userWith(member, ...scopes) }
    const asGuest = { token: graph.userWith(guest, ...scopes) }
    expect((await graph.get('/users', asMember)).status).toBe(200)
    expect(errorOf(await graph.get('/users', asGuest))).toEqual(DENIED)
    expect((await graph.get(`/users/${member.id}`, asGuest)).status).toBe(200)
    expect(errorOf(await graph.post('/users', create('new'), asMember))).toEqual(DENIED)
    expect(errorOf(await graph.patch(`/users/${guest.id}`, { city: 'Oslo' }, asMember))).toEqual(DENIED)
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const owned = await graph.post('/groups', group, asMember)
    expect(owned.status).toBe(201)
    expect((await graph.patch(`/groups/${owned.body.id}`, { description: 'x' }, asMember)).status).toBe(204)
    const foreign = await graph.post('/groups', group)
    expect(errorOf(await graph.patch(`/groups/${foreign.body.id}`, { description: 'x' }, asMember))).toEqual(DENIED)
    expect(errorOf(await graph.post('/groups', group, asGuest))).toEqual(DENIED)
  })

  it('change of themselves only what is theirs to change', async () => {
    const me = graph.newUser('Me')
    const token = graph.userWith(me, 'User.ReadWrite')
    expect((await graph.patch('/me', { mobilePhone: '+1 555' }, { token })).status).toBe(204)
    expect((await graph.patch('/me', { aboutMe: 'x' }, { token })).status).toBe(204)
    expect(errorOf(await graph.patch('/me', { jobTitle: 'Boss' }, { token }))).toEqual(DENIED)
  })

  it.each([
    ['User Administrator', 'Directory Readers', true],
    ['User Administrator', 'Helpdesk Administrator', true],
    ['User Administrator', 'Authentication Administrator', false],
    ['User Administrator', 'Global Administrator', false],
    ['Authentication Administrator', 'Authentication Administrator', true],
    ['Authentication Administrator', 'User Administrator', false],
    ['Privileged Authentication Administrator', 'Global Administrator', true],
    ['Global Administrator', 'Exchange Administrator', true],
    ['User Administrator', 'Exchange Administrator', false],
  ])('as %s may block a %s: %s', async (role, targetRole, allowed) => {
    const [admin, target] = [graph.newUser('Admin'), graph.newUser('Target')]
    graph.giveRole(admin, role)
    graph.giveRole(target, targetRole)
    const token = graph.userWith(admin, 'User.ReadWrite.All')
    const reply = await graph.patch(`/users/${target.id}`, { accountEnabled: false }, { token })
    expect(reply.status).toBe(allowed ? 204 : 403)
    expect((await graph.remove(`/users/${target.id}`, { token })).status).toBe(allowed ? 204 : 403)
  })

  it('protects who is in a role-assignable group', async () => {
    const [admin, target] = [graph.newUser('Admin'), graph.newUser('Target')]
    graph.giveRole(admin, 'User Administrator')
    const group = {
      displayName: 'Roles',
      mailEnabled: false,
      securityEnabled: true,
      mailNickname: 'roles',
      isAssignableToRole: true,
      'members@odata.bind': [`${ORIGIN}/v1.0/users/${target.id}`],
    }
    const made = await graph.post('/groups', group)
    expect(made.body).toMatchObject({ isAssignableToRole: true, visibility: 'Private' })
    const token = graph.userWith(admin, 'User.ReadWrite.All', 'Group.ReadWrite.All')
    expect((await graph.patch(`/users/${target.id}`, { accountEnabled: false }, { token })).status).toBe(403)
    expect((await graph.patch(`/groups/${made.body.id}`, { description: 'x' }, { token })).status).toBe(403)
    const plain = graph.appWith('Group.ReadWrite.All')
    expect((await graph.post('/groups', { ...group, mailNickname: 'r2' }, { token: plain })).status).toBe(403)
  })
})

describe('apps', () => {
  it('touch ordinary users freely, administrators only by a role of their own', async () => {
    const [user, admin] = [graph.newUser('User'), graph.newUser('Admin')]
    graph.giveRole(admin, 'User Administrator')
    const token = graph.appWith('User.ReadWrite.All')
    expect((await graph.patch(`/users/${user.id}`, { accountEnabled: false }, { token })).status).toBe(204)
    expect((await graph.patch(`/users/${admin.id}`, { jobTitle: 'x' }, { token })).status).toBe(204)
    expect(errorOf(await graph.patch(`/users/${admin.id}`, { accountEnabled: false }, { token }))).toEqual(DENIED)
    expect(errorOf(await graph.remove(`/users/${admin.id}`, { token }))).toEqual(DENIED)
  })

  it.each([
    { accountEnabled: false },
    { businessPhones: ['1'] },
    { mobilePhone: '1' },
    { otherMails: ['a@fabrikam.example'] },
  ])(
    'with Directory.ReadWrite.All change %j of ordinary users alone, unless they hold a role that may',
    async (change) => {
      const [user, admin] = [graph.newUser('User'), graph.newUser('Admin')]
      graph.giveRole(admin, 'User Administrator')
      const token = graph.appWith('Directory.ReadWrite.All')
      expect((await graph.patch(`/users/${user.id}`, change, { token })).status).toBe(204)
      expect(errorOf(await graph.patch(`/users/${admin.id}`, change, { token }))).toEqual(DENIED)
      const role = roleNamed('Privileged Authentication Administrator')?.templateId
      const assigned = { principalId: graph.app.id, roleDefinitionId: role, directoryScopeId: '/' }
      expect((await graph.post('/roleManagement/directory/roleAssignments', assigned)).status).toBe(201)
      expect((await graph.patch(`/users/${admin.id}`, change, { token })).status).toBe(204)
    },
  )

  it('need a permission of its own to set a password', async () => {
    const user = graph.newUser('User')
    const profile = { passwordProfile: { password: 'Another1secret' } }
    const all = graph.appWith('User.ReadWrite.All')
    expect(errorOf(await graph.patch(`/users/${user.id}`, profile, { token: all }))).toEqual(DENIED)
    const both = graph.appWith('User.ReadWrite.All', 'User-PasswordProfile.ReadWrite.All')
    expect((await graph.patch(`/users/${user.id}`, profile, { token: both })).status).toBe(204)
  })

  it('reach with a narrow permission only what it names', async () => {
    const user = graph.newUser('User')
    const token = graph.appWith('User-Phone.ReadWrite.All')
    expect((await graph.patch(`/users/${user.id}`, { mobilePhone: '1' }, { token })).status).toBe(204)
    expect((await graph.patch(`/users/${user.id}`, { city: 'Oslo' }, { token })).status).toBe(403)
  })

  it('need both permissions where the catalog asks for a companion', async () => {
    const path = `/servicePrincipals/${graph.app.id}/appRoleAssignments`
    const body = {
      principalId: graph.app.id,
      resourceId: graph.app.id,
      appRoleId: '00000000-0000-0000-0000-000000000000',
    }
    expect((await graph.post(path, body, { token: graph.appWith('AppRoleAssignment.ReadWrite.All') })).status).toBe(403)
    const token = graph.appWith('AppRoleAssignment.ReadWrite.All', 'Application.Read.All')
    expect((await graph.post(path, body, { token })).status).toBe(201)
  })
})
