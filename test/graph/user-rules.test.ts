import { beforeEach, describe, expect, it } from 'vitest'
import { users } from '../../src/domain/directory/tables.js'
import { logSignIn } from '../../src/domain/tokens/sign-in-log.js'
import type { SignIn } from '../../src/domain/tokens/sign-in-rows.js'
import { DOMAIN, errorOf, eventual, openGraph, TENANT } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const NOBODY = '0af2b6c3-0000-4000-8000-000000000001'
const ann = (change: object = {}) => ({
  accountEnabled: true,
  displayName: 'Ann',
  mailNickname: 'ann',
  userPrincipalName: `ann@${DOMAIN}`,
  passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
  ...change,
})
const invalid = (property: string) => ({
  status: 400,
  code: 'Request_BadRequest',
  message: `Invalid value specified for property '${property}' of resource 'User'.`,
})
const unsupported = (property: string) => ({
  status: 400,
  code: 'Request_UnsupportedQuery',
  message: `Unsupported or invalid query filter clause specified for property '${property}' of resource 'User'.`,
})

describe('an object sent back as it came', () => {
  it('may carry its own id, and no other', async () => {
    const { id, userPrincipalName } = graph.newUser('Ann')
    const { body } = await graph.get(`/users/${id}`)
    const sent = { ...body, jobTitle: 'Clerk' }
    expect((await graph.patch(`/users/${id.toUpperCase()}`, sent)).status).toBe(204)
    expect((await graph.patch(`/users/${userPrincipalName}`, sent)).status).toBe(204)
    expect(graph.user(id).jobTitle).toBe('Clerk')
    const message = "Property 'id' is read-only and cannot be set."
    expect(errorOf(await graph.patch(`/users/${id}`, { id: NOBODY }))).toMatchObject({ status: 400, message })
    expect(errorOf(await graph.post('/users', ann({ id: NOBODY })))).toMatchObject({ status: 400, message })
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const made = (await graph.post('/groups', group)).body
    expect((await graph.patch(`/groups/${made.id}`, { id: made.id, description: 'x' })).status).toBe(204)
    const app = (await graph.post('/applications', { displayName: 'A' })).body
    const own = { id: app.id, displayName: 'B' }
    expect((await graph.patch(`/applications(appId='${app.appId}')`, own)).status).toBe(204)
  })
})

describe('values', () => {
  it.each([
    [{ onPremisesImmutableId: 'a$b' }, 'onPremisesImmutableId'],
    [{ onPremisesImmutableId: 'a_b' }, 'onPremisesImmutableId'],
    [{ onPremisesExtensionAttributes: { extensionAttribute1: 'x'.repeat(1025) } }, 'onPremisesExtensionAttributes'],
    [
      { authorizationInfo: { certificateUserIds: Array.from({ length: 11 }, (_, at) => `X509:<PN>${at}@b.c`) } },
      'authorizationInfo',
    ],
  ])('%o is refused', async (change, property) => {
    const { id } = graph.newUser('Bob')
    expect(errorOf(await graph.post('/users', ann(change)))).toEqual(invalid(property))
    expect(errorOf(await graph.patch(`/users/${id}`, change))).toEqual(invalid(property))
  })

  it('at their limits are taken', async () => {
    const { id } = graph.newUser('Bob')
    const change = {
      onPremisesImmutableId: 'a+b/c==',
      onPremisesExtensionAttributes: { extensionAttribute1: 'x'.repeat(1024), extensionAttribute2: null },
      authorizationInfo: { certificateUserIds: Array.from({ length: 10 }, (_, at) => `X509:<PN>${at}@b.c`) },
    }
    expect((await graph.patch(`/users/${id}`, change)).status).toBe(204)
  })

  it.each([
    ['Minor', 'Granted', 'MinorWithParentalConsent'],
    ['Minor', 'Denied', 'MinorWithOutParentalConsent'],
    ['Minor', null, 'MinorWithOutParentalConsent'],
    ['Minor', 'NotRequired', 'MinorNoParentalConsentRequired'],
    ['NotAdult', null, 'NotAdult'],
    ['Adult', 'Granted', 'Adult'],
    [null, 'Granted', null],
  ])('the legal age group of %s with consent %s is %s', async (ageGroup, consentProvidedForMinor, expected) => {
    const { id } = graph.newUser('Bob')
    await graph.patch(`/users/${id}`, { ageGroup, consentProvidedForMinor })
    const { body } = await graph.get(`/users/${id}?$select=legalAgeGroupClassification`)
    expect(body.legalAgeGroupClassification).toBe(expected)
  })

  it('dates are told in whole seconds', async () => {
    const { id } = graph.newUser('Bob')
    await graph.post(`/users/${id}/revokeSignInSessions`, undefined)
    const { body } = await graph.get(`/users/${id}?$select=signInSessionsValidFromDateTime`)
    expect(body.signInSessionsValidFromDateTime).toBe('2026-01-02T03:04:05Z')
  })
})

describe('the profile store', () => {
  const mixed = {
    status: 400,
    code: 'BadRequest',
    message: 'The request is currently not supported on the targeted entity set',
  }

  it('is written by signed-in users alone', async () => {
    const user = graph.newUser('Bob')
    expect(errorOf(await graph.patch(`/users/${user.id}`, { aboutMe: 'x' }))).toMatchObject({
      status: 403,
      code: 'Authorization_RequestDenied',
    })
    const token = graph.userWith(user, 'User.ReadWrite')
    expect((await graph.patch('/me', { aboutMe: 'x', skills: ['y'] }, { token })).status).toBe(204)
    expect((await graph.get('/me?$select=aboutMe,skills', { token })).body).toMatchObject({
      aboutMe: 'x',
      skills: ['y'],
    })
  })

  it('is not written together with the directory', async () => {
    const user = graph.newUser('Bob')
    const token = graph.userWith(user, 'User.ReadWrite')
    expect(errorOf(await graph.patch('/me', { aboutMe: 'x', mobilePhone: '1' }, { token }))).toEqual(mixed)
    expect(graph.user(user.id).mobilePhone).toBeNull()
    expect(errorOf(await graph.post('/users', ann({ mySite: 'https://contoso.example' })))).toEqual(mixed)
  })
})

describe('identities', () => {
  const principalName = (issuerAssignedId: string) => ({
    signInType: 'userPrincipalName',
    issuer: DOMAIN,
    issuerAssignedId,
  })
  const facebook = { signInType: 'federated', issuer: 'facebook.com', issuerAssignedId: '5eecb0cd' }
  const local = { signInType: 'emailAddress', issuer: DOMAIN, issuerAssignedId: 'a@example.com' }

  it('carry the user principal name, which they can change', async () => {
    const { userPrincipalName: _, ...nameless } = ann()
    const made = await graph.post('/users', { ...nameless, identities: [principalName(`ann@${DOMAIN}`)] })
    expect(made.body.userPrincipalName).toBe(`ann@${DOMAIN}`)
    const path = `/users/${made.body.id}`
    expect((await graph.patch(path, { identities: [facebook, principalName(`eve@${DOMAIN}`)] })).status).toBe(204)
    expect((await graph.get(`${path}?$select=userPrincipalName,identities`)).body).toMatchObject({
      userPrincipalName: `eve@${DOMAIN}`,
      identities: [facebook, principalName(`eve@${DOMAIN}`)],
    })
    graph.newUser('Taken')
    expect((await graph.patch(path, { identities: [principalName(`Taken@${DOMAIN}`)] })).status).toBe(400)
    expect(errorOf(await graph.patch(path, { identities: [principalName('eve@other.com')] }))).toMatchObject({
      status: 400,
    })
  })

  it('rename nobody whom the caller may not rename', async () => {
    const boss = graph.newUser('Boss')
    graph.giveRole(boss, 'Global Administrator')
    const administrator = graph.newUser('Admin')
    graph.giveRole(administrator, 'User Administrator')
    const callers = [
      { token: graph.userWith(administrator, 'User.ReadWrite.All') },
      { token: graph.appWith('User.ManageIdentities.All') },
    ]
    for (const caller of callers) {
      const renamed = { identities: [principalName(`taken@${DOMAIN}`)] }
      expect((await graph.patch(`/users/${boss.id}`, renamed, caller)).status).toBe(403)
      const same = { identities: [facebook, principalName(boss.userPrincipalName)] }
      expect((await graph.patch(`/users/${boss.id}`, same, caller)).status).toBe(204)
    }
    expect(graph.user(boss.id).userPrincipalName).toBe(boss.userPrincipalName)
  })

  it.each([[[facebook]], [[]], [null]])('%j is no new collection: the name is missing', async (identities) => {
    const { id } = graph.newUser('Ann')
    expect(errorOf(await graph.patch(`/users/${id}`, { identities }))).toEqual(invalid('identities'))
  })

  it('do not make a work account a local one', async () => {
    const { id, userPrincipalName } = graph.newUser('Ann')
    expect(
      errorOf(await graph.patch(`/users/${id}`, { identities: [local, principalName(userPrincipalName)] })),
    ).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message:
        'Adding a non-federated user signInType is not permitted if the user only has social/federated identities or no identities',
    })
  })

  it('of a local account can be replaced, and federated ones name who issued them', async () => {
    graph = openGraph({ kind: 'external' })
    const passwordProfile = { password: 'xWwvJ]6NMw+bWH-d', forceChangePasswordNextSignIn: false }
    const { body } = await graph.post('/users', { displayName: 'C', identities: [local], passwordProfile })
    const identities = [
      { ...local, issuerAssignedId: 'b@example.com' },
      { ...local, signInType: 'userName', issuerAssignedId: 'bea' },
      principalName(body.userPrincipalName),
    ]
    expect((await graph.patch(`/users/${body.id}`, { identities })).status).toBe(204)
    expect(graph.user(body.id).identities.map(({ issuerAssignedId }) => issuerAssignedId)).toEqual([
      'b@example.com',
      'bea',
      body.userPrincipalName,
    ])
    const nobodys = { signInType: 'federated', issuerAssignedId: '1' }
    expect(errorOf(await graph.post('/users', { identities: [nobodys] }))).toEqual(invalid('identities'))
  })

  it.each([
    ["issuer eq 'contoso.example'", 400],
    ["issuer eq 'google.com'", 200],
    ["issuer eq 'phone'", 200],
    ['issuer eq null', 200],
    ["issuer eq 'contoso.example' and i/issuerAssignedId eq 'a'", 200],
  ])('are looked for by i/%s: %i', async (test, status) => {
    expect((await graph.get(`/users?$filter=identities/any(i:i/${test})`)).status).toBe(status)
  })
})

describe('sign-ins', () => {
  const BEFORE = '2026-01-01T00:00:00Z'
  function signIn(userId: string, id: string): void {
    const entry = { id, userId, createdDateTime: BEFORE, eventType: 'interactiveUser', errorCode: 0 }
    // The rest of an entry is not looked at here.
    graph.write((transaction) => logSignIn(transaction, entry as SignIn))
  }

  beforeEach(() => {
    graph.buy('SPE_E5', 1)
  })

  it('are filtered by when, alone, in a default query', async () => {
    const { id } = graph.newUser('Ann')
    graph.newUser('Never')
    signIn(id, 'one')
    const found = async (test: string) => {
      const reply = await graph.get(`/users?$select=id&$filter=signInActivity/${test}`)
      return reply.status === 200 ? reply.body.value.map((user: { id: string }) => user.id) : errorOf(reply)
    }
    expect(await found(`lastSignInDateTime le ${BEFORE}`)).toEqual([id])
    expect(await found('lastSignInDateTime ge 2026-01-01T00:00:01Z')).toEqual([])
    expect(await found(`lastSuccessfulSignInDateTime eq ${BEFORE}`)).toEqual([id])
    expect(await found(`lastNonInteractiveSignInDateTime le ${BEFORE}`)).toEqual([])
    expect(await found(`lastSignInDateTime le ${BEFORE} and accountEnabled eq true`)).toEqual(
      unsupported('signInActivity'),
    )
    expect(await found("lastSignInRequestId eq 'one'")).toEqual(unsupported('signInActivity/lastSignInRequestId'))
    const ne = `/users?$select=id&$count=true&$filter=signInActivity/lastSignInDateTime ne ${BEFORE}`
    expect((await graph.get(ne, eventual)).body['@odata.count']).toBe(1)
  })

  it('are told on pages of at most 120, and not at all of who never signed in', async () => {
    for (let number = 0; number < 121; number++) graph.newUser(`U${number}`)
    const [first] = graph.store.read(TENANT).table(users).rows()
    signIn(first?.id ?? '', 'one')
    const { body } = await graph.get('/users?$select=signInActivity&$top=999')
    expect(body.value).toHaveLength(120)
    expect(body.value[0].signInActivity.lastSignInRequestId).toBe('one')
    expect(body.value[1]).not.toHaveProperty('signInActivity')
    expect(
      (await graph.get(new URL(body['@odata.nextLink']).pathname + new URL(body['@odata.nextLink']).search)).body.value,
    ).toHaveLength(1)
    expect((await graph.get('/users?$select=id&$top=999')).body.value).toHaveLength(121)
  })
})

describe('query options', () => {
  it.each(['$foo=1', '$compute=x', '$Apply=x'])('%s means nothing', async (option) => {
    const name = option.slice(0, option.indexOf('='))
    for (const path of ['/users', `/users/${graph.newUser(name.slice(1)).id}`, '/users/delta']) {
      expect(errorOf(await graph.get(`${path}?${option}`)), path).toMatchObject({ status: 400, code: 'BadRequest' })
    }
    expect((await graph.get(`/users?${option.slice(1)}`)).status).toBe(option === '$Apply=x' ? 400 : 200)
  })

  it('object ids must be able to be some', async () => {
    const message = "Invalid object identifier 'ann'."
    for (const test of ["id eq 'ann'", `id in ('${NOBODY}','ann')`]) {
      expect(errorOf(await graph.get(`/users?$filter=${test}`))).toEqual({
        status: 400,
        code: 'Request_BadRequest',
        message,
      })
    }
    expect((await graph.get(`/users?$filter=id eq '${NOBODY}'`)).body.value).toEqual([])
  })

  it('the chain of managers has at most 1000 levels, in an advanced query or not', async () => {
    const { id } = graph.newUser('Ann')
    const ask = (levels: string, options?: object) =>
      graph.get(`/users/${id}?$expand=manager($levels=${levels};$select=id)&$count=true`, options)
    expect((await ask('max')).status).toBe(200)
    expect((await ask('max', eventual)).status).toBe(200)
    expect((await ask('1000', eventual)).status).toBe(200)
    for (const levels of ['0', '1001']) {
      expect(errorOf(await ask(levels, eventual))).toEqual({
        status: 400,
        code: 'BadRequest',
        message: `Invalid value '${levels}' for $levels query option found.`,
      })
    }
  })

  it.each([
    ["displayName eq 'a'", 400],
    [`not(id eq '${NOBODY}')`, 400],
    [`id eq '${NOBODY}' or id eq '${NOBODY}'`, 200],
  ])('a delta query filtered by %s: %i', async (filter, status) => {
    expect((await graph.get(`/users/delta?$filter=${filter}`)).status).toBe(status)
  })
})

describe('when somebody leaves', () => {
  const body = { employeeLeaveDateTime: '2026-03-01T00:00:00Z' }
  const SELECT = '$select=employeeLeaveDateTime'

  it('is written and read with permissions of its own', async () => {
    const { id } = graph.newUser('Ann')
    const broad = { token: graph.appWith('User.ReadWrite.All', 'Directory.ReadWrite.All') }
    expect((await graph.patch(`/users/${id}`, body, broad)).status).toBe(403)
    const writer = { token: graph.appWith('User.Read.All', 'User-LifeCycleInfo.ReadWrite.All') }
    expect((await graph.patch(`/users/${id}`, body, writer)).status).toBe(204)
    expect((await graph.patch(`/users/${id}`, { jobTitle: 'x' }, writer)).status).toBe(403)
    for (const path of [`/users/${id}?${SELECT}`, `/users?${SELECT}`])
      expect((await graph.get(path, broad)).status, path).toBe(403)
    const reader = { token: graph.appWith('User.Read.All', 'User-LifeCycleInfo.Read.All') }
    expect((await graph.get(`/users/${id}?${SELECT}`, reader)).body).toMatchObject(body)
  })

  it('is for few signed-in users', async () => {
    const target = graph.newUser('Ann')
    const administrator = graph.newUser('Admin')
    graph.giveRole(administrator, 'User Administrator')
    const scopes = ['User.ReadWrite.All', 'User-LifeCycleInfo.ReadWrite.All']
    const options = () => ({ token: graph.userWith(administrator, ...scopes) })
    expect((await graph.patch(`/users/${target.id}`, body, options())).status).toBe(403)
    expect((await graph.get(`/users/${target.id}?${SELECT}`, options())).status).toBe(403)
    graph.giveRole(administrator, 'Global Administrator')
    expect((await graph.patch(`/users/${target.id}`, body, options())).status).toBe(204)
    expect((await graph.get(`/users/${target.id}?${SELECT}`, options())).body).toMatchObject(body)
  })
})

describe('objects of any type', () => {
  it('are deleted as those of their type', async () => {
    const { id } = graph.newUser('Ann')
    const group = (
      await graph.post('/groups', { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' })
    ).body
    const app = (await graph.post('/applications', { displayName: 'A' })).body
    const users = { token: graph.appWith('User.DeleteRestore.All') }
    expect((await graph.remove(`/directoryObjects/${group.id}`, users)).status).toBe(403)
    expect((await graph.remove(`/directoryObjects/${id}`, users)).status).toBe(204)
    expect((await graph.get(`/users/${id}`)).status).toBe(404)
    for (const each of [group, app]) {
      expect((await graph.remove(`/directoryObjects/${each.id}`)).status).toBe(204)
      expect((await graph.get(`/directoryObjects/${each.id}`)).status).toBe(404)
    }
    expect((await graph.remove(`/directoryObjects/${id}`)).status).toBe(404)
    const role =
      (await graph.get('/directoryRoles')).body.value[0] ??
      (await graph.post('/directoryRoles', { roleTemplateId: '62e90394-69f5-4237-9190-012177145e10' })).body
    expect((await graph.remove(`/directoryObjects/${role.id}`)).status).toBe(400)
  })

  it('are told for whom security groups alone can be asked', async () => {
    const { id } = graph.newUser('Ann')
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const made = (await graph.post('/groups', group)).body
    const ask = async (path: string) =>
      (await graph.post(`${path}/getMemberGroups`, { securityEnabledOnly: true })).status
    expect(await ask(`/users/${id}`)).toBe(200)
    expect(await ask(`/directoryObjects/${id}`)).toBe(200)
    expect(await ask(`/servicePrincipals/${graph.app.id}`)).toBe(200)
    expect(await ask(`/groups/${made.id}`)).toBe(400)
    expect(await ask(`/directoryObjects/${made.id}`)).toBe(400)
  })
})

describe('a deleted object behind a cast', () => {
  it('is of that type, or not there', async () => {
    const { id } = graph.newUser('Ann')
    await graph.remove(`/users/${id}`)
    const path = `/directory/deletedItems/${id}`
    const { body } = await graph.get(`${path}/microsoft.graph.user?$select=displayName,deletedDateTime`)
    expect(body).toEqual({
      '@odata.context': expect.stringMatching(/#users\(displayName,deletedDateTime\)\/\$entity$/),
      displayName: 'Ann',
      deletedDateTime: '2026-01-02T03:04:05Z',
    })
    expect((await graph.get(`${path}/graph.user`)).body).not.toHaveProperty('@odata.type')
    expect(errorOf(await graph.get(`${path}/graph.group`))).toMatchObject({ status: 404 })
    const token = graph.appWith('Group.Read.All')
    expect((await graph.get(`${path}/graph.user`, { token })).status).toBe(403)
  })
})
