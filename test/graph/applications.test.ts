import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf, ORIGIN, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const GRAPH = '00000003-0000-0000-c000-000000000000'
const USER_READ_ALL = 'df021288-bdef-4463-88db-98f22de89214'
const NOBODY = '0af2b6c3-0000-4000-8000-000000000001'

async function newApp(more: object = {}) {
  const application = (await graph.post('/applications', { displayName: 'App', ...more })).body
  const principal = (await graph.post('/servicePrincipals', { appId: application.appId })).body
  return { application, principal }
}
const graphPrincipal = async () => (await graph.get(`/servicePrincipals(appId='${GRAPH}')`)).body

describe('applications', () => {
  it('are made with everything in place, and no service principal', async () => {
    const { status, body } = await graph.post('/applications', {
      displayName: 'App',
      web: { redirectUris: ['http://localhost'] },
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      signInAudience: 'AzureADMyOrg',
      isFallbackPublicClient: null,
      web: { redirectUris: ['http://localhost'], homePageUrl: null },
      api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [] },
      passwordCredentials: [],
    })
    expect((await graph.get(`/servicePrincipals(appId='${body.appId}')`)).status).toBe(404)
    expect((await graph.get(`/applications(appId='${body.appId}')?$select=id`)).body.id).toBe(body.id)
    expect((await graph.get(`/applications/${body.appId}`)).status).toBe(404)
    expect(errorOf(await graph.post('/applications', {})).message).toBe(
      "A value is required for property 'displayName' of resource 'Application'.",
    )
  })

  it('show a client secret once', async () => {
    const { application } = await newApp()
    const made = await graph.post(`/applications/${application.id}/addPassword`, {
      passwordCredential: { displayName: 'x' },
    })
    expect(made).toMatchObject({
      status: 200,
      body: {
        '@odata.context': `${ORIGIN}/v1.0/$metadata#microsoft.graph.passwordCredential`,
        displayName: 'x',
        endDateTime: '2028-01-02T03:04:05Z',
        secretText: expect.stringMatching(/^\S{40}$/),
      },
    })
    expect(made.body.hint).toBe(made.body.secretText.slice(0, 3))
    const { body } = await graph.get(`/applications/${application.id}?$select=passwordCredentials`)
    expect(body.passwordCredentials).toMatchObject([{ keyId: made.body.keyId, secretText: null }])
    const path = `/applications/${application.id}/removePassword`
    expect((await graph.post(path, { keyId: made.body.keyId })).status).toBe(204)
    expect(errorOf(await graph.post(path, { keyId: made.body.keyId })).message).toBe(
      'No credentials found to be removed.',
    )
    expect((await graph.call('POST', `/applications/${application.id}/addPassword`)).status).toBe(200)
  })

  it('keep an enabled role as it is until it is disabled', async () => {
    const role = {
      id: NOBODY,
      value: 'Task.Read',
      displayName: 'Read',
      description: 'Read',
      allowedMemberTypes: ['User'],
      isEnabled: true,
    }
    const { application, principal } = await newApp({ appRoles: [role] })
    expect((await graph.get(`/servicePrincipals/${principal.id}?$select=appRoles`)).body.appRoles).toMatchObject([
      { value: 'Task.Read' },
    ])
    expect(errorOf(await graph.patch(`/applications/${application.id}`, { appRoles: [] }))).toEqual({
      status: 400,
      code: 'CannotDeleteOrUpdateEnabledEntitlement',
      message: 'Permission (scope or role) cannot be deleted or updated unless disabled first.',
    })
    expect(
      (await graph.patch(`/applications/${application.id}`, { appRoles: [{ ...role, isEnabled: false }] })).status,
    ).toBe(204)
    expect((await graph.patch(`/applications/${application.id}`, { appRoles: [] })).status).toBe(204)
  })

  it('take their service principal with them, and bring back what they held', async () => {
    const { application, principal } = await newApp()
    await graph.remove(`/applications/${application.id}`)
    expect((await graph.get(`/servicePrincipals/${principal.id}`)).status).toBe(404)
    expect((await graph.get('/directory/deletedItems/microsoft.graph.application')).body.value).toMatchObject([
      { id: application.id },
    ])
    expect((await graph.call('POST', `/directory/deletedItems/${application.id}/restore`)).status).toBe(200)
  })

  it('may be written by those who own them where the app may write nothing else', async () => {
    const { application } = await newApp()
    const token = graph.appWith('Application.ReadWrite.OwnedBy')
    expect((await graph.patch(`/applications/${application.id}`, { notes: 'x' }, { token })).status).toBe(403)
    const own = await graph.post('/applications', { displayName: 'Own' }, { token })
    expect((await graph.patch(`/applications/${own.body.id}`, { notes: 'x' }, { token })).status).toBe(204)
  })
})

describe('service principals', () => {
  it('want an application that is there, once', async () => {
    const { application } = await newApp()
    expect(errorOf(await graph.post('/servicePrincipals', { appId: NOBODY }))).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: `The appId '${NOBODY}' of the service principal does not reference a valid application object.`,
    })
    expect(errorOf(await graph.post('/servicePrincipals', { appId: application.appId }))).toEqual({
      status: 409,
      code: 'Request_MultipleObjectsWithSameKeyValue',
      message: `The service principal cannot be created, updated, or restored because the service principal name ${application.appId} is already in use.`,
    })
  })

  it('of Microsoft are there from the start, with their real permission ids', async () => {
    const { appRoles, oauth2PermissionScopes } = await graphPrincipal()
    expect(appRoles).toContainEqual(expect.objectContaining({ id: USER_READ_ALL, value: 'User.Read.All' }))
    expect(oauth2PermissionScopes).toContainEqual(
      expect.objectContaining({ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', value: 'User.Read', type: 'User' }),
    )
  })
})

describe('app role assignments', () => {
  it('are made, listed from both ends and taken back', async () => {
    const [{ principal }, resource] = [await newApp(), await graphPrincipal()]
    const body = { principalId: principal.id, resourceId: resource.id, appRoleId: USER_READ_ALL }
    const made = await graph.post(`/servicePrincipals/${resource.id}/appRoleAssignedTo`, body)
    expect(made).toMatchObject({
      status: 201,
      body: { principalType: 'ServicePrincipal', resourceDisplayName: 'Microsoft Graph', deletedDateTime: null },
    })
    expect(made.body.id).toMatch(/^[\w-]{43}$/)
    const filter = `$filter=resourceId eq ${resource.id}`
    const listed = await graph.get(`/servicePrincipals/${principal.id}/appRoleAssignments?${filter}`)
    expect(listed.body.value).toMatchObject([{ id: made.body.id }])
    expect(errorOf(await graph.post(`/servicePrincipals/${principal.id}/appRoleAssignments`, body)).message).toBe(
      'Permission being assigned already exists on the object',
    )
    expect((await graph.remove(`/servicePrincipals/${resource.id}/appRoleAssignedTo/${made.body.id}`)).status).toBe(204)
    expect((await graph.get(`/servicePrincipals/${principal.id}/appRoleAssignments`)).body.value).toEqual([])
  })

  it.each([
    ['a role that is none', { appRoleId: NOBODY }, 'Permission being assigned was not found on application'],
    ['a principal that is not in the path', { principalId: NOBODY }, 'Not a valid reference update.'],
    [
      'a delegated id where an app role is meant',
      { appRoleId: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d' },
      'Permission being assigned was not found on application',
    ],
  ])('refuse %s', async (_, change, message) => {
    const [{ principal }, resource] = [await newApp(), await graphPrincipal()]
    const body = { principalId: principal.id, resourceId: resource.id, appRoleId: USER_READ_ALL, ...change }
    const reply = await graph.post(`/servicePrincipals/${principal.id}/appRoleAssignments`, body)
    expect(errorOf(reply)).toEqual({ status: 400, code: 'Request_BadRequest', message })
  })

  it('of Microsoft Graph need a privileged role administrator', async () => {
    const [{ principal }, resource, admin] = [await newApp(), await graphPrincipal(), graph.newUser('Admin')]
    graph.giveRole(admin, 'Application Administrator')
    const token = graph.userWith(admin, 'AppRoleAssignment.ReadWrite.All', 'Application.Read.All')
    const body = { principalId: principal.id, resourceId: resource.id, appRoleId: USER_READ_ALL }
    const path = `/servicePrincipals/${principal.id}/appRoleAssignments`
    expect((await graph.post(path, body, { token })).status).toBe(403)
    graph.giveRole(admin, 'Privileged Role Administrator')
    expect((await graph.post(path, body, { token })).status).toBe(201)
  })

  it('of a group show on its direct members', async () => {
    const [{ principal }, ann] = [await newApp(), graph.newUser('Ann')]
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const { id } = (await graph.post('/groups', { ...group, 'members@odata.bind': [`users/${ann.id}`] })).body
    const body = { principalId: id, resourceId: principal.id, appRoleId: '00000000-0000-0000-0000-000000000000' }
    expect((await graph.post(`/groups/${id}/appRoleAssignments`, body)).status).toBe(201)
    expect((await graph.get(`/users/${ann.id}/appRoleAssignments`)).body.value).toMatchObject([
      { principalType: 'Group' },
    ])
  })
})

describe('delegated grants', () => {
  it('go by an id that packs client and resource, once for each principal', async () => {
    const [{ principal }, resource, ann] = [await newApp(), await graphPrincipal(), graph.newUser('Ann')]
    const body = { clientId: principal.id, consentType: 'AllPrincipals', resourceId: resource.id, scope: 'User.Read' }
    const made = await graph.post('/oauth2PermissionGrants', body)
    expect(made).toMatchObject({ status: 201, body: { ...body, principalId: null } })
    expect(errorOf(await graph.post('/oauth2PermissionGrants', body))).toEqual({
      status: 409,
      code: 'Request_MultipleObjectsWithSameKeyValue',
      message: 'Permission entry already exists.',
    })
    const forAnn = { ...body, consentType: 'Principal', principalId: ann.id }
    expect((await graph.post('/oauth2PermissionGrants', forAnn)).status).toBe(201)
    expect((await graph.post('/oauth2PermissionGrants', { ...body, consentType: 'Principal' })).status).toBe(400)
    const path = `/oauth2PermissionGrants/${made.body.id}`
    expect((await graph.patch(path, { scope: 'User.Read Group.Read.All' })).status).toBe(204)
    expect((await graph.get(path)).body.scope).toBe('User.Read Group.Read.All')
    expect((await graph.get(`/users/${ann.id}/oauth2PermissionGrants`)).body.value).toHaveLength(1)
    expect((await graph.get(`/oauth2PermissionGrants?$filter=clientId eq '${principal.id}'`)).body.value).toHaveLength(
      2,
    )
    expect((await graph.remove(path)).status).toBe(204)
    expect((await graph.get(path)).status).toBe(404)
  })
})
