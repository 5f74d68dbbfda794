import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf, eventual, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const register = async (more: object = {}) => graph.post('/applications', { displayName: 'App', ...more })
const VERSION = {
  status: 400,
  code: 'InvalidAccessTokenVersion',
  message: 'Property api.requestedAccessTokenVersion is invalid.',
}

describe('a new application', () => {
  it('tells through which app it was made, and so does its service principal', async () => {
    const { appId } = graph.app
    const made = (await register()).body
    expect(made.createdByAppId).toBe(appId)
    const principal = (await graph.post('/servicePrincipals', { appId: made.appId })).body
    expect(principal).toMatchObject({ createdByAppId: appId, createdDateTime: '2026-01-02T03:04:05Z' })
  })

  it('for personal accounts takes tokens of version 2', async () => {
    const personal = { signInAudience: 'AzureADandPersonalMicrosoftAccount' }
    const version = (number: number | null) => ({ api: { requestedAccessTokenVersion: number } })
    expect((await register(personal)).body.api.requestedAccessTokenVersion).toBe(2)
    expect(errorOf(await register({ ...personal, ...version(1) }))).toEqual(VERSION)
    expect(errorOf(await register(version(3)))).toEqual(VERSION)
    const { id, api } = (await register()).body
    expect(api.requestedAccessTokenVersion).toBeNull()
    expect(errorOf(await graph.patch(`/applications/${id}`, personal))).toEqual(VERSION)
    expect((await graph.patch(`/applications/${id}`, { ...personal, ...version(2) })).status).toBe(204)
  })

  it('has each role and scope once', async () => {
    const id = 'aaaaaaaa-0000-4000-8000-000000000001'
    const role = { id, displayName: 'R', description: 'R', isEnabled: true, allowedMemberTypes: ['User'] }
    const twice = [
      { ...role, value: 'a' },
      { ...role, value: 'b' },
    ]
    expect(errorOf(await register({ appRoles: twice }))).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: 'Request contains a property with duplicate values.',
    })
  })

  it('has no secret that ends before it begins', async () => {
    const { id } = (await register()).body
    const ends = { startDateTime: '2026-02-01T00:00:00Z', endDateTime: '2026-01-01T00:00:00Z' }
    const { status, code } = errorOf(await graph.post(`/applications/${id}/addPassword`, { passwordCredential: ends }))
    expect([status, code]).toEqual([400, 'KeyCredentialsInvalidEndDate'])
    expect((await graph.get(`/applications/${id}`)).body.passwordCredentials).toEqual([])
  })

  it('loses the owner himself, not the ownership, without /$ref', async () => {
    const [ann, bob] = [graph.newUser('Ann'), graph.newUser('Bob')]
    const { id } = (await register()).body
    await graph.post(`/applications/${id}/owners/$ref`, { '@odata.id': `users/${ann.id}` })
    const token = graph.appWith('Application.ReadWrite.All', 'Directory.Read.All')
    expect((await graph.remove(`/applications/${id}/owners/${ann.id}`, { token })).status).toBe(403)
    expect((await graph.remove(`/applications/${id}/owners/${bob.id}`)).status).toBe(404)
    expect((await graph.remove(`/applications/${id}/owners/${ann.id}`)).status).toBe(204)
    expect((await graph.get(`/users/${ann.id}`)).status).toBe(404)
  })
})

describe('the permissions of Microsoft Graph', () => {
  it('have their own ids', async () => {
    const [resource] = (await graph.get("/servicePrincipals?$filter=displayName eq 'Microsoft Graph'")).body.value
    const [application, delegated] = [resource.appRoles, resource.oauth2PermissionScopes].map(
      (list: { id: string; value: string }[]) =>
        list.find(({ value }) => value === 'DelegatedPermissionGrant.Read.All'),
    )
    expect(application?.id).toBe('81b4724a-58aa-41c1-8a55-84ef97466587')
    expect(delegated?.id).toBe('a197cdc4-a8e8-4d49-9d35-4ca7c83887b4')
  })
})

describe('what was granted', () => {
  it('is counted at every end', async () => {
    const ann = graph.newUser('Ann')
    const [resource] = (await graph.get("/servicePrincipals?$filter=displayName eq 'Dataverse'")).body.value
    const given = { resourceId: resource.id, appRoleId: '00000000-0000-0000-0000-000000000000' }
    await graph.post(`/users/${ann.id}/appRoleAssignments`, { ...given, principalId: ann.id })
    const grant = { clientId: graph.app.id, consentType: 'AllPrincipals', resourceId: resource.id, scope: 'x' }
    await graph.post('/oauth2PermissionGrants', grant)
    const count = async (path: string, token?: string) =>
      (await graph.get(`${path}/$count`, { ...eventual, ...(token ? { token } : {}) })).body
    expect(await count(`/users/${ann.id}/appRoleAssignments`)).toBe('1')
    expect(await count(`/servicePrincipals/${resource.id}/appRoleAssignedTo`)).toBe('1')
    expect(await count(`/servicePrincipals/${resource.id}/appRoleAssignments`)).toBe('0')
    expect(await count('/me/appRoleAssignments', graph.userWith(ann, 'Directory.Read.All'))).toBe('1')
    expect(await count('/oauth2PermissionGrants')).toBe('1')
    expect((await graph.get('/oauth2PermissionGrants/$count')).status).toBe(400)
  })
})
