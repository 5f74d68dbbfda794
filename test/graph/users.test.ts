import { beforeEach, describe, expect, it } from 'vitest'
import { users } from '../../src/domain/directory/tables.js'
import { DOMAIN, errorOf, ORIGIN, openGraph, TENANT } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const ann = {
  accountEnabled: true,
  displayName: 'Ann Archer',
  mailNickname: 'ann',
  userPrincipalName: `ann@${DOMAIN}`,
  passwordProfile: { password: 'xWwvJ]6NMw+bWH-d', forceChangePasswordNextSignIn: false },
}

describe('POST /users', () => {
  it('answers 201 with the eleven default properties and where the directory keeps the user', async () => {
    const { status, body, headers } = await graph.post('/users', ann)
    expect(status).toBe(201)
    expect(Object.keys(body)).toEqual([
      '@odata.context',
      'businessPhones',
      'displayName',
      'givenName',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
      'id',
    ])
    expect(body['@odata.context']).toBe(`${ORIGIN}/v1.0/$metadata#users/$entity`)
    expect(headers.location).toBe(`${ORIGIN}/v2/${TENANT}/directoryObjects/${body.id}/Microsoft.DirectoryServices.User`)
    expect(graph.user(body.id).password?.forceChangePasswordNextSignIn).toBe(false)
  })

  it('takes the names of properties in any case, as CLI for Microsoft 365 writes them', async () => {
    const { mailNickname, ...rest } = ann
    const { status, body } = await graph.post('/users', { ...rest, mailNickName: mailNickname, JobTitle: 'Archer' })
    expect([status, body.jobTitle, body.JobTitle]).toEqual([201, 'Archer', undefined])
    expect(graph.user(body.id).mailNickname).toBe('ann')
  })

  const bad = "Invalid value specified for property 'mailNickname' of resource 'User'."
  it.each([
    [{ displayName: undefined }, "A value is required for property 'displayName' of resource 'User'."],
    [{ passwordProfile: undefined }, 'A password must be specified to create a new user.'],
    [{ mailNickname: 'ann, archer' }, bad],
    [{ mailNickname: 'a'.repeat(65) }, bad],
    [
      { passwordProfile: { password: 'short' } },
      'The specified password does not comply with password complexity requirements. Please provide a different password.',
    ],
    [
      { userPrincipalName: 'ann@fabrikam.com' },
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    ],
    [{ userPrincipalName: `an n@${DOMAIN}` }, 'Property userPrincipalName is invalid.'],
    [{ proxyAddresses: [] }, "Property 'proxyAddresses' is read-only and cannot be set."],
    [{ accountEnabled: 'x' }, "Cannot convert the literal 'x' to the expected type 'Edm.Boolean'."],
    [
      { nickname: 'x' },
      "The property 'nickname' does not exist on type 'microsoft.graph.user'. Make sure to only use property names that are defined by the type.",
    ],
    [{ usageLocation: 'France' }, "Invalid value specified for property 'usageLocation' of resource 'User'."],
    [
      { identities: [{ signInType: 'emailAddress', issuer: 'fabrikam.com', issuerAssignedId: 'a@b.com' }] },
      'Issuer should match tenants domainName for non federated identity.',
    ],
  ])('refuses %j', async (change, message) => {
    const reply = await graph.post('/users', { ...ann, ...change })
    expect(errorOf(reply)).toEqual({ status: 400, code: 'Request_BadRequest', message })
    expect((await graph.get('/users')).body.value).toEqual([])
  })

  it('names the property of a conflict in the details', async () => {
    await graph.post('/users', { ...ann, mail: `ann@${DOMAIN}` })
    const again = await graph.post('/users', { ...ann, userPrincipalName: `ANN@${DOMAIN}` })
    const message = 'Another object with the same value for property userPrincipalName already exists.'
    expect(errorOf(again)).toEqual({ status: 400, code: 'Request_BadRequest', message })
    expect(again.body.error.details).toEqual([{ code: 'ObjectConflict', message, target: 'userPrincipalName' }])
    const sameMail = await graph.post('/users', { ...ann, userPrincipalName: `b@${DOMAIN}`, mail: `Ann@${DOMAIN}` })
    expect(sameMail.body.error.details.map((detail: { code: string }) => detail.code)).toEqual([
      'ObjectConflict',
      'ConflictingObjects',
    ])
  })

  it('sets a manager that is bound, or creates nobody', async () => {
    const boss = graph.newUser('boss')
    const bound = { ...ann, 'manager@odata.bind': `https://graph.microsoft.com/v1.0/users/${boss.id}` }
    const { body } = await graph.post('/users', bound)
    expect((await graph.get(`/users/${body.id}/manager`)).body.id).toBe(boss.id)
    const nowhere = { ...ann, userPrincipalName: `c@${DOMAIN}`, 'manager@odata.bind': `${ORIGIN}/v1.0/users/nobody` }
    expect((await graph.post('/users', nowhere)).status).toBe(404)
  })

  it('takes a customer account with a name and identities alone in an external tenant', async () => {
    const external = openGraph({ kind: 'external' })
    const identities = [{ signInType: 'emailAddress', issuer: DOMAIN, issuerAssignedId: 'c@example.com' }]
    const customer = {
      displayName: 'A Customer',
      identities,
      passwordProfile: { password: 'Customer1' },
      passwordPolicies: 'DisablePasswordExpiration',
    }
    expect((await external.post('/users', customer)).status).toBe(201)
    expect((await graph.post('/users', customer)).status).toBe(400)
  })
})

describe('GET /users/{id}', () => {
  it.each([
    ['object id', (id: string) => `/users/${id}`],
    ['object id in capitals', (id: string) => `/users/${id.toUpperCase()}`],
    ['principal name in any case', () => `/USERS/ANN@${DOMAIN}`],
    ['parentheses', (id: string) => `/users('${id}')`],
    ['parentheses around an escaped name', () => `/users('ann%40${DOMAIN}')`],
    ['alternate key', () => `/users(userPrincipalName='ann@${DOMAIN}')`],
    ['a slash at the end', (id: string) => `/users/${id}/`],
  ])('finds a user by %s', async (_, path) => {
    const { body } = await graph.post('/users', ann)
    expect((await graph.get(path(body.id))).body).toMatchObject({ id: body.id, displayName: 'Ann Archer' })
  })

  it('repeats an unknown id as it was written', async () => {
    expect(errorOf(await graph.get('/users/No.Body@contoso.com'))).toEqual({
      status: 404,
      code: 'Request_ResourceNotFound',
      message:
        "Resource 'No.Body@contoso.com' does not exist or one of its queried reference-property objects are not present.",
    })
    expect((await graph.get('/users//manager')).body.error.message).toMatch(/^Resource '' does not exist/)
  })

  it('returns what is selected and nothing else, nulls and empty lists included', async () => {
    const { body } = await graph.post('/users', ann)
    const { body: user } = await graph.get(
      `/users/${body.id}?$select=accountEnabled,usageLocation,otherMails,passwordProfile,securityIdentifier`,
    )
    expect(user).toEqual({
      '@odata.context': `${ORIGIN}/v1.0/$metadata#users(accountEnabled,usageLocation,otherMails,passwordProfile,securityIdentifier)/$entity`,
      accountEnabled: true,
      usageLocation: null,
      otherMails: [],
      passwordProfile: null,
      securityIdentifier: expect.stringMatching(/^S-1-12-1-\d+-\d+-\d+-\d+$/),
    })
  })

  it('refuses options that are for lists, and unknown names', async () => {
    const { body } = await graph.post('/users', ann)
    expect((await graph.get(`/users/${body.id}?$top=1`)).status).toBe(400)
    expect(errorOf(await graph.get(`/users/${body.id}?$select=nope`))).toEqual({
      status: 400,
      code: 'BadRequest',
      message:
        "Parsing OData Select and Expand failed: Could not find a property named 'nope' on type 'microsoft.graph.user'.",
    })
  })
})

describe('PATCH /users/{id}', () => {
  it('changes what is mentioned, clears with null, and answers 204 without a body', async () => {
    const user = graph.newUser('Bo', { jobTitle: 'Clerk', city: 'Oslo' })
    const reply = await graph.patch(`/users/${user.id}`, { jobTitle: null, department: 'Sales' })
    expect(reply).toMatchObject({ status: 204, body: null })
    expect(reply.headers['content-type']).toBeUndefined()
    expect(graph.user(user.id)).toMatchObject({ jobTitle: null, department: 'Sales', city: 'Oslo' })
  })

  it.each([
    [{ displayName: null }, "Invalid value specified for property 'displayName' of resource 'User'."],
    [{ displayName: '' }, "Invalid value specified for property 'displayName' of resource 'User'."],
    [{ businessPhones: ['1', '2'] }, "Invalid value specified for property 'businessPhones' of resource 'User'."],
    [{ id: '1' }, "Property 'id' is read-only and cannot be set."],
  ])('refuses %j', async (change, message) => {
    const user = graph.newUser('Bo')
    const reply = await graph.patch(`/users/${user.id}`, change)
    expect(errorOf(reply)).toEqual({ status: 400, code: 'Request_BadRequest', message })
  })

  it('never creates', async () => {
    expect((await graph.patch('/users/0af2b6c3-0000-4000-8000-000000000001', { city: 'Oslo' })).status).toBe(404)
  })

  it('refuses to touch what synchronization owns', async () => {
    const user = graph.newUser('Sync')
    graph.write((t) => t.replace(users, { ...user, onPremisesSyncEnabled: true }))
    expect(errorOf(await graph.patch(`/users/${user.id}`, { city: 'Oslo' })).message).toBe(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    )
  })
})

describe('deleting and restoring', () => {
  it('frees the name, mangles the deleted one, and brings memberships back', async () => {
    const user = graph.newUser('Cy')
    const group = await graph.post('/groups', {
      displayName: 'G',
      mailEnabled: false,
      securityEnabled: true,
      mailNickname: 'g',
    })
    await graph.post(`/groups/${group.body.id}/members/$ref`, { '@odata.id': `${ORIGIN}/v1.0/users/${user.id}` })
    expect((await graph.remove(`/users/Cy@${DOMAIN}`)).status).toBe(204)
    expect((await graph.remove(`/users/${user.id}`)).status).toBe(404)
    expect((await graph.get(`/groups/${group.body.id}/members`)).body.value).toEqual([])
    const deleted = await graph.get(`/directory/deletedItems/${user.id}?$select=userPrincipalName,deletedDateTime`)
    expect(deleted.body).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      userPrincipalName: `${user.id.replaceAll('-', '')}Cy@${DOMAIN}`,
      deletedDateTime: '2026-01-02T03:04:05Z',
    })
    const restored = await graph.call('POST', `/directory/deletedItems/${user.id}/restore`)
    expect(restored).toMatchObject({ status: 200, body: { '@odata.type': '#microsoft.graph.user', id: user.id } })
    expect((await graph.get(`/groups/${group.body.id}/members`)).body.value).toHaveLength(1)
  })

  it('refuses to restore over a taken name unless a new one is given', async () => {
    const user = graph.newUser('Di')
    await graph.remove(`/users/${user.id}`)
    graph.newUser('Di')
    const path = `/directory/deletedItems/${user.id}/restore`
    expect(errorOf(await graph.call('POST', path)).message).toBe(
      'Another object with the same value for property userPrincipalName already exists.',
    )
    expect((await graph.post(path, { newUserPrincipalName: `di2@${DOMAIN}` })).status).toBe(200)
  })

  it('drops clashing addresses when asked to', async () => {
    const user = graph.newUser('Ed', { mail: `ed@${DOMAIN}` })
    await graph.remove(`/users/${user.id}`)
    graph.newUser('Ed2', { mail: `ed@${DOMAIN}` })
    const path = `/directory/deletedItems/${user.id}/restore`
    expect(errorOf(await graph.post(path, {})).message).toBe(
      'Another object with the same value for property proxyAddresses already exists.',
    )
    expect((await graph.post(path, { autoReconcileProxyConflict: true })).status).toBe(200)
    expect(graph.user(user.id)).toMatchObject({ mail: null, proxyAddresses: [] })
  })

  it('deletes for good, and wants a type to list deleted items', async () => {
    const user = graph.newUser('Fo')
    await graph.remove(`/users/${user.id}`)
    expect((await graph.get('/directory/deletedItems/microsoft.graph.user')).body.value).toHaveLength(1)
    expect((await graph.get('/directory/deletedItems')).status).toBe(400)
    expect((await graph.remove(`/directory/deletedItems/${user.id}`)).status).toBe(204)
    expect((await graph.get(`/directory/deletedItems/${user.id}`)).status).toBe(404)
  })
})

describe('/me and managers', () => {
  it('is the signed-in user, and nobody for an app', async () => {
    const user = graph.newUser('Me')
    const token = graph.userWith(user, 'User.Read')
    expect((await graph.get('/me', { token })).body.id).toBe(user.id)
    expect(errorOf(await graph.get('/me'))).toEqual({
      status: 400,
      code: 'BadRequest',
      message: '/me request is only valid with delegated authentication flow.',
    })
  })

  it('sets, shows and removes a manager', async () => {
    const [user, boss] = [graph.newUser('Gi'), graph.newUser('Boss')]
    const path = `/users/${user.id}/manager`
    expect(errorOf(await graph.get(path)).message).toBe(
      "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
    )
    expect((await graph.call('PUT', `${path}/$ref`, { body: { '@odata.id': `users/${boss.id}` } })).status).toBe(204)
    expect((await graph.get(path)).body).toMatchObject({ '@odata.type': '#microsoft.graph.user', id: boss.id })
    expect((await graph.get(`/users/${boss.id}/directReports`)).body.value).toMatchObject([{ id: user.id }])
    expect((await graph.get(`/users/${user.id}?$select=id&$expand=manager($select=id)`)).body.manager.id).toBe(boss.id)
    expect((await graph.remove(`${path}/%24ref`)).status).toBe(204)
    expect((await graph.remove(`${path}/$ref`)).status).toBe(404)
  })

  it('changes the own password and revokes sessions', async () => {
    const user = graph.newUser('Pw')
    const token = graph.userWith(user, 'User-PasswordProfile.ReadWrite.All', 'User.RevokeSessions.All')
    const wrong = { currentPassword: 'wrong', newPassword: 'Another1secret' }
    expect(errorOf(await graph.post('/me/changePassword', wrong, { token })).message).toBe(
      'The specified password is invalid.',
    )
    const rules = { templateId: '5cf42378-d67d-4f36-ba46-e8b86229381d' }
    const values = [
      { name: 'EnableBannedPasswordCheck', value: 'True' },
      { name: 'BannedPasswordList', value: 'Widget\tLondon' },
    ]
    expect((await graph.post('/groupSettings', { ...rules, values })).status).toBe(201)
    for (const newPassword of ['Password1!', 'L0nd0nWidget1', 'C0ntoso-xwv-83']) {
      const guessed = { currentPassword: 'xWwvJ]6NMw+bWH-d', newPassword }
      const reply = await graph.post('/me/changePassword', guessed, { token })
      expect(errorOf(reply).message, newPassword).toContain('password complexity requirements')
    }
    const right = { currentPassword: 'xWwvJ]6NMw+bWH-d', newPassword: 'Another1secret' }
    expect((await graph.post('/me/changePassword', right, { token })).status).toBe(204)
    graph.clock.set(Date.UTC(2026, 1, 1))
    const revoked = await graph.call('POST', '/me/revokeSignInSessions', { token })
    expect(revoked).toMatchObject({ status: 200, body: { value: true } })
    expect(graph.user(user.id).signInSessionsValidFromDateTime).toBe('2026-02-01T00:00:00Z')
  })

  it('resets a password for somebody who may, and tells a generated one once', async () => {
    const [admin, user] = [graph.newUser('Admin'), graph.newUser('Pw')]
    graph.giveRole(admin, 'Authentication Administrator')
    const token = graph.userWith(admin, 'UserAuthenticationMethod.ReadWrite.All')
    const path = `/users/${user.id}/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword`
    const { status, body, headers } = await graph.call('POST', path, { token })
    expect(status).toBe(202)
    expect(body.newPassword).toMatch(/^[A-Z][a-z]{3}\d{4}$/)
    expect(headers.location).toContain(`/users/${user.id}/authentication/operations/`)
  })
})

describe('refreshTokensValidFromDateTime', () => {
  it('is told under /beta alone', async () => {
    const { id } = graph.newUser('Ann')
    const path = `/users/${id}?$select=refreshTokensValidFromDateTime`
    expect((await graph.get(`/beta${path}`)).body.refreshTokensValidFromDateTime).toBe('2026-01-02T03:04:05Z')
    expect((await graph.get(`/beta/users/${id}`)).body).toHaveProperty('refreshTokensValidFromDateTime')
    expect((await graph.get(`/beta/users`)).body.value[0]).toHaveProperty('refreshTokensValidFromDateTime')
    expect((await graph.get(path)).status).toBe(400)
    expect((await graph.get(`/users/${id}`)).body).not.toHaveProperty('refreshTokensValidFromDateTime')
  })
})
