import { beforeEach, describe, expect, it } from 'vitest'
import { makeCertificate, signJwt } from '../login/sign-jwt.js'
import { errorOf, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const NOBODY = '0af2b6c3-0000-4000-8000-000000000001'
const DEFAULT_ROLE = '00000000-0000-0000-0000-000000000000'
const MISSING = { status: 404, code: 'Request_ResourceNotFound' }
const DENIED = { status: 403, code: 'Authorization_RequestDenied' }
const OWNED = 'Application.ReadWrite.OwnedBy'

async function newApp(more: object = {}) {
  const application = (await graph.post('/applications', { displayName: 'App', ...more })).body
  const principal = (await graph.post('/servicePrincipals', { appId: application.appId })).body
  return { application, principal }
}

describe('a service principal', () => {
  it('is changed by id and by app id, and keeps what is not mentioned', async () => {
    const { principal } = await newApp()
    const path = `/servicePrincipals/${principal.id}`
    expect((await graph.patch(path, { notes: 'Ask Ann', appRoleAssignmentRequired: true })).status).toBe(204)
    const byAppId = `/servicePrincipals(appId='${principal.appId}')`
    expect((await graph.patch(byAppId, { accountEnabled: false, tags: ['HideApp'] })).status).toBe(204)
    expect((await graph.get(path)).body).toMatchObject({
      displayName: 'App',
      notes: 'Ask Ann',
      appRoleAssignmentRequired: true,
      accountEnabled: false,
      tags: ['HideApp'],
    })
  })

  it.each([
    ['a flag that is none', { accountEnabled: 'yes' }],
    ['an unknown property', { colour: 'red' }],
    ['an id', { id: NOBODY }],
    ['secrets', { passwordCredentials: [{ displayName: 'x' }] }],
    ['a certificate that is none', { keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', key: 'AAAA' }] }],
  ])('refuses %s, and changes nothing', async (_, bad) => {
    const { principal } = await newApp()
    const path = `/servicePrincipals/${principal.id}`
    expect((await graph.patch(path, { notes: 'lost', ...bad })).status).toBe(400)
    expect((await graph.get(path)).body).toEqual(
      expect.objectContaining({ notes: null, passwordCredentials: [], keyCredentials: [] }),
    )
  })

  it('goes to the deleted items, from where it comes back', async () => {
    const { application, principal } = await newApp()
    const path = `/servicePrincipals/${principal.id}`
    expect((await graph.remove(path)).status).toBe(204)
    expect(errorOf(await graph.remove(path))).toMatchObject(MISSING)
    expect(errorOf(await graph.patch(path, { notes: 'x' }))).toMatchObject(MISSING)
    expect((await graph.get(`/applications/${application.id}`)).status).toBe(200)
    expect((await graph.get('/directory/deletedItems/microsoft.graph.servicePrincipal')).body.value).toMatchObject([
      { id: principal.id },
    ])
    expect((await graph.call('POST', `/directory/deletedItems/${principal.id}/restore`)).status).toBe(200)
    expect((await graph.remove(`/servicePrincipals(appId='${principal.appId}')`)).status).toBe(204)
    expect(errorOf(await graph.remove(`/servicePrincipals(appId='${principal.appId}')`))).toMatchObject(MISSING)
  })

  it('gets a secret of its own, which shows once', async () => {
    const { application, principal } = await newApp()
    const path = `/servicePrincipals/${principal.id}`
    const passwordCredential = { displayName: 'CI', endDateTime: '2027-01-01T00:00:00Z' }
    const { status, body } = await graph.post(`${path}/addPassword`, { passwordCredential })
    expect([status, body.displayName, body.endDateTime]).toEqual([200, 'CI', '2027-01-01T00:00:00Z'])
    expect(body.secretText).toMatch(/^\S{40}$/)
    expect((await graph.get(path)).body.passwordCredentials).toMatchObject([{ keyId: body.keyId, secretText: null }])
    expect((await graph.get(`/applications/${application.id}`)).body.passwordCredentials).toEqual([])
    const removing = (keyId: unknown) => graph.post(`${path}/removePassword`, { keyId })
    expect(errorOf(await removing(NOBODY)).message).toBe('No credentials found to be removed.')
    expect((await removing('x')).status).toBe(400)
    expect((await graph.post(`${path}/removePassword`, {})).status).toBe(400)
    expect((await removing(body.keyId)).status).toBe(204)
    expect((await graph.get(path)).body.passwordCredentials).toEqual([])
    expect((await graph.post(`${path}/addPassword`, { passwordCredential: { endDateTime: 'soon' } })).status).toBe(400)
    expect(errorOf(await graph.call('POST', `/servicePrincipals/${NOBODY}/addPassword`))).toMatchObject(MISSING)
  })
})

describe.each(['application', 'servicePrincipal'] as const)('the owners of %s', (kind) => {
  const pathOf = async () => {
    const made = await newApp()
    return kind === 'application' ? `/applications/${made.application.id}` : `/servicePrincipals/${made.principal.id}`
  }

  it('are taken away by reference, once', async () => {
    const [path, ann] = [await pathOf(), graph.newUser('Ann')]
    const body = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${ann.id}` }
    expect((await graph.post(`${path}/owners/$ref`, body)).status).toBe(204)
    expect((await graph.remove(`${path}/owners/${ann.id}/$ref`)).status).toBe(204)
    expect((await graph.get(`${path}/owners`)).body.value).not.toContainEqual(expect.objectContaining({ id: ann.id }))
    expect(errorOf(await graph.remove(`${path}/owners/${ann.id}/$ref`))).toMatchObject(MISSING)
  })

  it('are no business of an app that may write only what it owns, and does not own this', async () => {
    const [path, ann] = [await pathOf(), graph.newUser('Ann')]
    await graph.post(`${path}/owners/$ref`, { '@odata.id': `users/${ann.id}` })
    const token = graph.appWith(OWNED)
    expect(errorOf(await graph.remove(`${path}/owners/${ann.id}/$ref`, { token }))).toMatchObject(DENIED)
    expect((await graph.get(`${path}/owners`)).body.value).toContainEqual(expect.objectContaining({ id: ann.id }))
  })
})

describe('app role assignments', () => {
  const newGroup = async (...members: readonly string[]) => {
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const bound = members.length > 0 ? { 'members@odata.bind': members.map((id) => `users/${id}`) } : {}
    return (await graph.post('/groups', { ...group, ...bound })).body.id
  }
  const assign = async (holder: string, principalId: string) => {
    const { principal } = await newApp()
    const body = { principalId, resourceId: principal.id, appRoleId: DEFAULT_ROLE }
    return (await graph.post(`${holder}/appRoleAssignments`, body)).body.id
  }

  it.each(['users', 'groups', 'servicePrincipals'])('of %s are taken back, once', async (set) => {
    const holders = {
      users: async () => graph.newUser('Ann').id,
      groups: () => newGroup(),
      servicePrincipals: async () => (await newApp()).principal.id,
    }
    const id = await holders[set as keyof typeof holders]()
    const path = `/${set}/${id}`
    const assignment = await assign(path, id)
    expect((await graph.get(`${path}/appRoleAssignments/${assignment}`)).body.id).toBe(assignment)
    expect((await graph.remove(`${path}/appRoleAssignments/${assignment}`)).status).toBe(204)
    expect((await graph.get(`${path}/appRoleAssignments`)).body.value).toEqual([])
    expect(errorOf(await graph.remove(`${path}/appRoleAssignments/${assignment}`))).toMatchObject(MISSING)
    expect(errorOf(await graph.remove(`/${set}/${NOBODY}/appRoleAssignments/${assignment}`))).toMatchObject(MISSING)
  })

  it('of a group stay when they are taken from one of its members, and those of others from the wrong end', async () => {
    const ann = graph.newUser('Ann')
    const group = await newGroup(ann.id)
    const assignment = await assign(`/groups/${group}`, group)
    expect((await graph.get(`/users/${ann.id}/appRoleAssignments`)).body.value).toHaveLength(1)
    expect(errorOf(await graph.remove(`/users/${ann.id}/appRoleAssignments/${assignment}`))).toMatchObject(MISSING)
    const { principal } = await newApp()
    const elsewhere = `/servicePrincipals/${principal.id}/appRoleAssignedTo/${assignment}`
    expect(errorOf(await graph.remove(elsewhere))).toMatchObject(MISSING)
    expect((await graph.get(`/groups/${group}/appRoleAssignments`)).body.value).toHaveLength(1)
  })
})

describe('delegated grants', () => {
  it('that are not there are neither read, changed nor taken back', async () => {
    const path = '/oauth2PermissionGrants/none'
    for (const method of ['GET', 'DELETE']) expect(errorOf(await graph.call(method, path))).toMatchObject(MISSING)
    expect(errorOf(await graph.patch(path, { scope: 'User.Read' }))).toMatchObject(MISSING)
    const { principal } = await newApp()
    const grant = { clientId: principal.id, consentType: 'AllPrincipals', resourceId: NOBODY, scope: 'User.Read' }
    expect(errorOf(await graph.post('/oauth2PermissionGrants', grant))).toMatchObject(MISSING)
    for (const bad of [{ consentType: 'Everybody' }, { clientId: 'x' }, { scope: undefined }]) {
      expect((await graph.post('/oauth2PermissionGrants', { ...grant, ...bad })).status, JSON.stringify(bad)).toBe(400)
    }
  })
})

describe('an app without permissions', () => {
  it('reads itself, and nothing else', async () => {
    const { application, principal } = await newApp()
    const token = graph.addToken({ kind: 'app', oid: principal.id, appId: application.appId })
    for (const path of [`/applications/${application.id}`, `/servicePrincipals(appId='${application.appId}')`]) {
      expect((await graph.get(path, { token })).status).toBe(200)
    }
    const other = await newApp()
    for (const path of [`/applications/${other.application.id}`, '/applications', `/servicePrincipals/${NOBODY}`]) {
      expect(errorOf(await graph.get(path, { token }))).toMatchObject(DENIED)
    }
    expect((await graph.patch(`/applications/${application.id}`, { notes: 'x' }, { token })).status).toBe(403)
  })

  it('rolls its own keys, as the description of both operations says', async () => {
    const [old, fresh] = [makeCertificate(), makeCertificate()]
    const keyOf = ({ text }: typeof old) => ({ type: 'AsymmetricX509Cert', usage: 'Verify', key: text })
    const { application, principal } = await newApp()
    const token = graph.addToken({ kind: 'app', oid: principal.id, appId: application.appId })
    for (const path of [`/applications/${application.id}`, `/servicePrincipals/${principal.id}`]) {
      await graph.patch(path, { keyCredentials: [keyOf(old)] })
      const nbf = graph.clock.now() / 1000
      const claims = { aud: '00000002-0000-0000-c000-000000000000', iss: path.split('/')[2], nbf, exp: nbf + 600 }
      const proof = signJwt({ alg: 'RS256', typ: 'JWT' }, claims, old.privateKey)
      const added = await graph.post(`${path}/addKey`, { keyCredential: keyOf(fresh), proof }, { token })
      expect(added.status).toBe(200)
      const removing = { keyId: added.body.keyId, proof }
      expect((await graph.post(`${path}/removeKey`, removing, { token })).status).toBe(204)
    }
  })
})
