import { describe, expect, it } from 'vitest'
import { environments } from '../../src/domain/dataverse/tables.js'
import { applications, roleAssignments, servicePrincipals } from '../../src/domain/directory/tables.js'
import { requireCaller } from '../../src/domain/tokens/require-caller.js'
import { claimsOf, createLoginDoor } from './login-door.js'
import {
  EXPIRED_SECRET,
  GRAPH,
  grantRole,
  ids,
  insertEnvironment,
  OTHER_TENANT,
  SECRET,
  START,
  TENANT,
} from './tiny-tenant.js'

const GRAPH_SCOPE = 'https://graph.microsoft.com/.default'
const form = {
  grant_type: 'client_credentials',
  client_id: ids.daemon,
  client_secret: SECRET,
  scope: GRAPH_SCOPE,
}

describe('client_credentials', () => {
  it('answers with a token alone', async () => {
    const { status, headers, body } = await createLoginDoor().token(form)
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['token_type', 'expires_in', 'ext_expires_in', 'access_token'])
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 })
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store, no-cache',
      pragma: 'no-cache',
    })
  })

  it('issues the v1 token of Graph with roles, wids and the audience as asked', async () => {
    const { token } = createLoginDoor()
    const claims = claimsOf((await token(form)).body.access_token)
    const now = START / 1000
    expect(claims).toMatchObject({
      aud: 'https://graph.microsoft.com',
      iss: `http://127.0.0.1:4400/${TENANT}/`,
      iat: now,
      nbf: now,
      exp: now + 3599,
      appid: ids.daemon,
      appidacr: '1',
      app_displayname: 'Daemon',
      idtyp: 'app',
      oid: ids.daemonPrincipal,
      sub: ids.daemonPrincipal,
      roles: ['User.Read.All'],
      wids: ['0997a1d0-0d1d-4acb-b408-d5ca73121e90'],
      tid: TENANT,
      ver: '1.0',
      xms_tcdt: now,
    })
    expect(claims.scp).toBeUndefined()
    expect(claims.uti).toHaveLength(22)
    const bySlash = await token({ ...form, scope: 'https://graph.microsoft.com//.default' })
    expect(claimsOf(bySlash.body.access_token).aud).toBe('https://graph.microsoft.com/')
    const byId = await token({ ...form, scope: `${GRAPH}/.default` })
    expect(claimsOf(byId.body.access_token).aud).toBe(GRAPH)
  })

  it('names directory roles by their templates', async () => {
    const { token, write } = createLoginDoor()
    const role = '62e90394-69f5-4237-9190-012177145e10'
    write((transaction) =>
      transaction.insert(roleAssignments, {
        id: 'a',
        principalId: ids.daemonPrincipal,
        roleDefinitionId: role,
        directoryScopeId: '/',
      }),
    )
    expect(claimsOf((await token(form)).body.access_token).wids).toEqual([role])
  })

  it('issues v2 tokens for an API that asks for them', async () => {
    const { token, write } = createLoginDoor()
    write((transaction) => grantRole(transaction, ids.daemonPrincipal, ids.apiPrincipal, 'Orders.Read.All'))
    const { body } = await token({ ...form, scope: 'api://orders/.default' })
    const claims = claimsOf(body.access_token)
    expect(claims).toMatchObject({
      aud: ids.api,
      iss: `http://127.0.0.1:4400/${TENANT}/v2.0`,
      azp: ids.daemon,
      azpacr: '1',
      roles: ['Orders.Read.All'],
      ver: '2.0',
    })
    expect([claims.idtyp, claims.appid, claims.wids]).toEqual([undefined, undefined, undefined])
  })

  it("ignores OpenID Connect's scopes, which MSAL for Go and Java adds to every request", async () => {
    const { token } = createLoginDoor()
    const { status, body } = await token({ ...form, scope: `openid ${GRAPH_SCOPE} offline_access  profile` })
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['token_type', 'expires_in', 'ext_expires_in', 'access_token'])
    expect(claimsOf(body.access_token).aud).toBe('https://graph.microsoft.com')
  })

  it('takes the secret by HTTP Basic too', async () => {
    const { client_id, client_secret, ...rest } = form
    const authorization = `Basic ${btoa(`${client_id}:${client_secret}`)}`
    expect((await createLoginDoor().token(rest, { headers: { authorization } })).status).toBe(200)
  })

  it('ignores parameters it does not know', async () => {
    const { status } = await createLoginDoor().token({ ...form, 'x-client-SKU': 'x', claims: '{}', clidata: '1' })
    expect(status).toBe(200)
  })

  it('writes numbers as strings at the version 1 endpoint', async () => {
    const { scope, ...rest } = form
    const { body } = await createLoginDoor().token({ ...rest, resource: 'https://graph.microsoft.com' }, { version: 1 })
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: '3599',
      expires_on: String(START / 1000 + 3599),
      not_before: String(START / 1000),
      resource: 'https://graph.microsoft.com',
    })
    expect(claimsOf(body.access_token).ver).toBe('1.0')
    expect(scope).toBeDefined()
  })

  it("names Microsoft's issuers under Microsoft's host names", async () => {
    const { token } = createLoginDoor()
    const answer = await token(form, { origin: 'https://login.microsoftonline.com' })
    expect(claimsOf(answer.body.access_token).iss).toBe(`https://sts.windows.net/${TENANT}/`)
  })

  it('issues a token that verifies, until its secret is removed', async () => {
    const { token, verifier, store, write } = createLoginDoor()
    const verified = await verifier.verify((await token(form)).body.access_token)
    if (verified.kind === 'refused') throw new Error(verified.word)
    expect(verified.audience).toEqual({ kind: 'graph' })
    expect(requireCaller(store.read(TENANT), verified)).toBe(verified.caller)
    write((transaction) => {
      const application = transaction.table(applications).findFirst('appId', ids.daemon)
      if (application) transaction.replace(applications, { ...application, passwordCredentials: [] })
    })
    expect(requireCaller(store.read(TENANT), verified)).toEqual({ kind: 'refused', word: 'credentialRemoved' })
  })
})

describe('resources of client_credentials', () => {
  async function opened(scope: string, origin?: string) {
    const door = createLoginDoor()
    door.write((transaction) => insertEnvironment(transaction, 'contoso'))
    const { body } = await door.token({ ...form, scope }, origin === undefined ? {} : { origin })
    if (body.error) return body.error_codes[0]
    const verified = await door.verifier.verify(body.access_token)
    return verified.kind === 'refused' ? verified.word : verified.audience
  }

  it.each([
    'http://127.0.0.1:4400/environments/contoso/.default',
    'https://localhost:4400/environments/Contoso//.default',
    'https://contoso.crm4.dynamics.com/.default',
    'https://contoso.api.crm.dynamics.com/.default',
    'http://contoso.localhost:4400/.default',
  ])('are the environment behind %s', async (scope) => {
    expect(await opened(scope)).toEqual({ kind: 'dataverse', environment: 'contoso' })
  })

  it('are everything under an own address, and under the name that the client uses', async () => {
    expect(await opened('https://localhost:4400/.default')).toEqual({ kind: 'everything' })
    expect(await opened('http://graphverse:4400/.default', 'http://graphverse:4400')).toEqual({ kind: 'everything' })
  })

  it.each([
    'https://fabrikam.crm.dynamics.com/.default',
    'http://127.0.0.1:4400/environments/fabrikam/.default',
    'http://127.0.0.1:9999/.default',
    'http://127.0.0.1:4400/elsewhere/.default',
    'https://login.microsoftonline.com/.default',
    'https://unknown.example/.default',
    'api://unknown/.default',
  ])('do not include %s', async (scope) => {
    expect(await opened(scope)).toBe(500011)
  })

  it('are an app of its own even at a loopback address', async () => {
    const door = createLoginDoor()
    door.write((transaction) => {
      const api = transaction.table(servicePrincipals).get(ids.apiPrincipal)
      if (api) transaction.replace(servicePrincipals, { ...api, servicePrincipalNames: ['http://localhost:3000'] })
      const application = transaction.table(applications).findFirst('appId', ids.api)
      if (application) transaction.replace(applications, { ...application, requestedAccessTokenVersion: null })
    })
    const { body } = await door.token({ ...form, scope: 'http://localhost:3000/.default' })
    expect(claimsOf(body.access_token).aud).toBe('http://localhost:3000')
    expect(await door.verifier.verify(body.access_token)).toMatchObject({ audience: { kind: 'application' } })
  })
})

describe('refusals of client_credentials', () => {
  it.each([
    [700016, 400, 'unauthorized_client', { client_id: TENANT }],
    [700016, 400, 'unauthorized_client', { client_id: 'nobody' }],
    [7000215, 401, 'invalid_client', { client_secret: 'wrong' }],
    [7000222, 401, 'invalid_client', { client_secret: EXPIRED_SECRET }],
    [7000216, 401, 'invalid_client', { client_secret: '' }],
    [700025, 401, 'invalid_client', { client_id: ids.publicClient }],
    [900144, 400, 'invalid_request', { client_id: '' }],
    [900144, 400, 'invalid_request', { grant_type: '' }],
    [70003, 400, 'unsupported_grant_type', { grant_type: 'magic' }],
    [90014, 400, 'invalid_request', { scope: '' }],
    [1002012, 400, 'invalid_scope', { scope: 'User.Read' }],
    [1002012, 400, 'invalid_scope', { scope: 'openid' }],
    [1002012, 400, 'invalid_scope', { scope: `${GRAPH_SCOPE} User.Read` }],
    [1002012, 400, 'invalid_scope', { scope: `${GRAPH_SCOPE} openid/.default` }],
    [500011, 400, 'invalid_resource', { scope: 'api://nothing/.default' }],
  ])('say %i with status %i for %s when %j', async (code, status, error, change) => {
    const answer = await createLoginDoor().token({ ...form, ...change })
    expect([answer.status, answer.body.error, answer.body.error_codes]).toEqual([status, error, [code]])
  })

  it.each([
    [90002, '11111111-2222-3333-4444-555555555555'],
    [90002, 'nowhere.onmicrosoft.com'],
    [900023, 'no tenant!'],
    [50059, 'common'],
    [700016, OTHER_TENANT],
  ])('say %i for the tenant %s', async (code, tenant) => {
    expect((await createLoginDoor().token(form, { tenant: encodeURIComponent(tenant) })).body.error_codes).toEqual([
      code,
    ])
  })

  it('have the exact envelope and echo the client request id', async () => {
    const id = '5d1f6c0a-0d1b-4f0e-9a34-0e8b7c6d5a41'
    const answer = await createLoginDoor().token({ ...form, client_secret: 'wrong', 'client-request-id': id })
    const { trace_id, error_description, ...rest } = answer.body
    expect(rest).toEqual({
      error: 'invalid_client',
      error_codes: [7000215],
      timestamp: '2026-01-15 12:00:00Z',
      correlation_id: id,
      error_uri: 'https://login.microsoftonline.com/error?code=7000215',
    })
    expect(error_description).toBe(
      `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${ids.daemon}'. Trace ID: ${trace_id} Correlation ID: ${id} Timestamp: 2026-01-15 12:00:00Z`,
    )
    expect(answer.headers['client-request-id']).toBe(id)
    expect(answer.headers['x-ms-request-id']).toBe(trace_id)
  })

  it('say 7000112 for an app whose presence is disabled', async () => {
    const { token, write } = createLoginDoor()
    write((transaction) => {
      const principal = transaction.table(servicePrincipals).get(ids.daemonPrincipal)
      if (principal) transaction.replace(servicePrincipals, { ...principal, accountEnabled: false })
    })
    const { body } = await token(form)
    expect(body).toMatchObject({ error: 'unauthorized_client', error_codes: [7000112] })
    expect(body.error_description).toContain(`Application '${ids.daemon}'(Daemon) is disabled.`)
  })

  it('leave an environment without a database unknown', async () => {
    const { token, write } = createLoginDoor()
    write((transaction) => {
      const row = insertEnvironment(transaction, 'empty')
      transaction.replace(environments, { ...row, hasDatabase: false })
    })
    expect((await token({ ...form, scope: 'https://empty.crm.dynamics.com/.default' })).body.error_codes).toEqual([
      500011,
    ])
  })
})
