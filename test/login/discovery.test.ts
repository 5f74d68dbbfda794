import { describe, expect, it } from 'vitest'
import { createLoginDoor } from './login-door.js'
import { EXTERNAL_TENANT, TENANT } from './tiny-tenant.js'

const BASE = `http://127.0.0.1:4400/${TENANT}`

describe('openid-configuration', () => {
  it('of version 2.0 names the endpoints of the tenant, under the address of the request', async () => {
    const { get } = createLoginDoor()
    const byId = await get(`/${TENANT}/v2.0/.well-known/openid-configuration`)
    expect(byId.body).toMatchObject({
      issuer: `${BASE}/v2.0`,
      authorization_endpoint: `${BASE}/oauth2/v2.0/authorize`,
      token_endpoint: `${BASE}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${BASE}/oauth2/v2.0/devicecode`,
      end_session_endpoint: `${BASE}/oauth2/v2.0/logout`,
      jwks_uri: `${BASE}/discovery/v2.0/keys`,
      userinfo_endpoint: 'http://127.0.0.1:4400/oidc/userinfo',
      id_token_signing_alg_values_supported: ['RS256'],
      response_modes_supported: ['query', 'fragment', 'form_post'],
    })
    const byDomain = await get('/Contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration')
    expect(byDomain.body).toEqual(byId.body)
    const https = await get(`/${TENANT}/v2.0/.well-known/openid-configuration`, {}, 'https://localhost:4400')
    expect(https.body.issuer).toBe(`https://localhost:4400/${TENANT}/v2.0`)
  })

  it('of version 1.0 has the issuer of version 1.0', async () => {
    const { body } = await createLoginDoor().get(`/${TENANT}/.well-known/openid-configuration`)
    expect(body).toMatchObject({
      issuer: `${BASE}/`,
      token_endpoint: `${BASE}/oauth2/token`,
      jwks_uri: `${BASE}/discovery/keys`,
    })
  })

  it.each(['common', 'organizations', 'consumers'])(
    'of %s keeps the segment and has a template for issuer',
    async (name) => {
      const { body } = await createLoginDoor().get(`/${name}/v2.0/.well-known/openid-configuration`)
      expect(body.issuer).toBe('http://127.0.0.1:4400/{tenantid}/v2.0')
      expect(body.token_endpoint).toBe(`http://127.0.0.1:4400/${name}/oauth2/v2.0/token`)
    },
  )

  it("speaks for Microsoft under Microsoft's names, and for an external tenant under its own", async () => {
    const { get } = createLoginDoor()
    const cloud = await get(`/${TENANT}/.well-known/openid-configuration`, {}, 'https://login.microsoftonline.com')
    expect(cloud.body).toMatchObject({
      issuer: `https://sts.windows.net/${TENANT}/`,
      token_endpoint: `https://login.microsoftonline.com/${TENANT}/oauth2/token`,
      userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
    })
    const external = '/shop.onmicrosoft.com/v2.0/.well-known/openid-configuration'
    const { body } = await get(external, {}, 'https://shop.ciamlogin.com')
    expect(body.issuer).toBe(`https://${EXTERNAL_TENANT}.ciamlogin.com/${EXTERNAL_TENANT}/v2.0`)
  })

  it.each([
    ['nowhere.example', 90002],
    ['no tenant', 900023],
  ])('refuses the tenant %j with %i', async (tenant, code) => {
    const { status, body } = await createLoginDoor().get(
      `/${encodeURIComponent(tenant)}/v2.0/.well-known/openid-configuration`,
    )
    expect([status, body.error, body.error_codes]).toEqual([400, 'invalid_request', [code]])
    expect(body.error_description).toContain(`'${tenant}'`)
  })
})

describe('keys', () => {
  it.each([`/${TENANT}/discovery/v2.0/keys`, `/${TENANT}/discovery/keys`, '/common/discovery/v2.0/keys'])(
    'at %s are those that tokens are signed with',
    async (path) => {
      const { get, signer } = createLoginDoor()
      const { body } = await get(path)
      const issuer = path.startsWith('/common') ? 'http://127.0.0.1:4400/{tenantid}/v2.0' : `${BASE}/v2.0`
      expect(body.keys).toEqual((await signer.publicKeys()).map((key) => ({ ...key, issuer })))
      expect(body.keys[0].alg).toBeUndefined()
    },
  )
})

describe('instance discovery', () => {
  it('names the clouds, and the address of the request', async () => {
    const { get } = createLoginDoor()
    const query = `?api-version=1.1&authorization_endpoint=${encodeURIComponent(`${BASE}/oauth2/v2.0/authorize`)}`
    const { body } = await get(`/common/discovery/instance${query}`)
    expect(body).toMatchObject({
      tenant_discovery_endpoint: `${BASE}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
    })
    expect(body.metadata[0].aliases).toEqual(['127.0.0.1:4400'])
    const cloud = await get('/common/discovery/instance', {}, 'https://login.microsoftonline.com')
    expect(cloud.body.metadata[0].aliases).toContain('login.microsoftonline.com')
  })

  it("vouches at Microsoft's own host for an authority that is this emulator, and for no other", async () => {
    const { get } = createLoginDoor()
    const askFor = async (authority: string) => {
      const endpoint = encodeURIComponent(`${authority}/${TENANT}/oauth2/v2.0/authorize`)
      const path = `/common/discovery/instance?api-version=1.1&authorization_endpoint=${endpoint}`
      const { body } = await get(path, {}, 'https://login.microsoftonline.com')
      return { endpoint: body.tenant_discovery_endpoint, aliases: body.metadata[0].aliases }
    }
    expect(await askFor('https://localhost:4400')).toEqual({
      endpoint: `https://localhost:4400/${TENANT}/v2.0/.well-known/openid-configuration`,
      aliases: ['localhost:4400'],
    })
    for (const authority of ['https://login.example.com', 'https://someone@localhost', 'https://login.windows.net'])
      expect(await askFor(authority)).toEqual({
        endpoint: `https://login.microsoftonline.com/${TENANT}/v2.0/.well-known/openid-configuration`,
        aliases: expect.arrayContaining(['login.microsoftonline.com']),
      })
  })
})

describe('user realm', () => {
  it('calls every domain managed', async () => {
    const { body } = await createLoginDoor().get('/common/userrealm/Ann%40Contoso.onmicrosoft.com?api-version=1.0')
    expect(body).toEqual({
      ver: '1.0',
      account_type: 'Managed',
      domain_name: 'contoso.onmicrosoft.com',
      cloud_instance_name: 'microsoftonline.com',
      cloud_audience_urn: 'urn:federation:MicrosoftOnline',
    })
  })
})

describe('what the token service does not serve', () => {
  it('is 404 for an unknown path and 405 with Allow for a wrong method', async () => {
    const { get } = createLoginDoor()
    expect((await get('/favicon.ico')).status).toBe(404)
    const wrong = await get(`/${TENANT}/oauth2/v2.0/token`)
    expect([wrong.status, wrong.headers.allow, wrong.body.error_codes]).toEqual([405, 'POST', [900561]])
  })

  it('answers HEAD like GET, without the body', async () => {
    const { send } = createLoginDoor()
    const { status, body } = await send('HEAD', `/${TENANT}/discovery/keys`, '')
    expect([status, body]).toEqual([200, undefined])
  })
})
