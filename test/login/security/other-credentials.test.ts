import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../../support/browser.js'
import { describeHosts, type Host } from '../../support/describe-hosts.js'
import { makeCertificate, signJwt } from '../sign-jwt.js'
import { apiDoors, callWith, type Fault } from './api-doors.js'

const GRAPH = '00000003-0000-0000-c000-000000000000'
const REDIRECT = 'http://localhost:3000/cb'

/** A sign-in of the administrator's, with a password. */
async function signIn({ actors, request }: Host, more: Readonly<Record<string, string>> = {}, version = '/v2.0') {
  const { userPrincipalName: username, password } = actors.user('global-administrator')
  const form = { client_id: actors.app('public-client').clientId, grant_type: 'password', username }
  const body = new URLSearchParams({
    ...form,
    password: password ?? '',
    scope: 'openid profile offline_access',
    ...more,
  })
  return (await request('POST', `/${actors.tenant.id}/oauth2${version}/token`, { body })).body
}

async function authorizationCode(host: Host): Promise<string> {
  const { tenant, app, user } = host.actors
  const browser = createBrowser(host)
  await browser.open(`/${tenant.id}/oauth2/v2.0/authorize`, {
    client_id: app('all-permissions').clientId,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'openid',
  })
  const { userPrincipalName, password } = user('global-administrator')
  const { sentTo } = await browser.submit({ loginfmt: userPrincipalName, passwd: password ?? '' })
  return sentTo?.searchParams.get('code') ?? ''
}

function clientAssertion({ actors, origin }: Host): string {
  const { clientId } = actors.app('all-permissions')
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    aud: `${origin}/${actors.tenant.id}/oauth2/v2.0/token`,
    iss: clientId,
    sub: clientId,
    nbf: now,
    exp: now + 600,
  }
  const { privateKey, x5t } = makeCertificate()
  return signJwt({ alg: 'RS256', typ: 'JWT', x5t }, claims, privateKey)
}

/** What the token service hands out, or takes, that is no access token. */
const credentials: Readonly<Record<string, readonly [fault: Fault, make: (host: Host) => Promise<unknown>]>> = {
  'an id token': ['audience', async (host) => (await signIn(host)).id_token],
  'an id token of version 1': [
    'audience',
    async (host) => (await signIn(host, { resource: 'https://graph.microsoft.com' }, '')).id_token,
  ],
  "an id token whose client is one of Microsoft's APIs": [
    'audience',
    async (host) => (await signIn(host, { client_id: GRAPH })).id_token,
  ],
  'a refresh token': ['signature', async (host) => (await signIn(host)).refresh_token],
  'an authorization code': ['signature', authorizationCode],
  'a device code': [
    'signature',
    async ({ actors, request }) => {
      const body = new URLSearchParams({ client_id: actors.app('public-client').clientId, scope: 'openid' })
      return (await request('POST', `/${actors.tenant.id}/oauth2/v2.0/devicecode`, { body })).body.device_code
    },
  ],
  'a client assertion': ['signature', async (host) => clientAssertion(host)],
  'a client secret': ['noDots', async ({ actors }) => actors.app('all-permissions').clientSecret],
  'the hash of a token': [
    'noDots',
    async (host) =>
      createHash('sha256')
        .update(String((await signIn(host)).access_token))
        .digest('base64url'),
  ],
}

describeHosts('a credential that is no access token', (host) => {
  beforeEach(() => host.control.reset())

  describe.each(apiDoors.map((door) => [door.name, door] as const))('at %s', (_, door) => {
    it.each(Object.entries(credentials))('is refused: %s', async (__, [fault, make]) => {
      const credential = await make(host)
      expect(credential).toMatch(/^.{8}/)
      door.expectRefusal(await callWith(host, door, String(credential)), fault, host)
    })
  })
})

describeHosts('a token of another tenant', (host) => {
  const foreign = async () => {
    const { tenants } = host.control.info(host.origin)
    const tenant = tenants.find(({ kind }) => kind === 'external')
    const app = tenant?.apps.find(({ purpose }) => purpose === 'all-permissions')
    const scope = `${host.origin}/.default`
    const { access_token } = await host.control.tokens(
      { tenantId: tenant?.id ?? '', app: app?.clientId ?? '', scope },
      host.origin,
    )
    return { authorization: `Bearer ${access_token}` }
  }

  it('opens no environment of this one', async () => {
    const headers = await foreign()
    for (const name of ['contoso', 'contoso-test']) {
      const path = `/environments/${name}/api/data/v9.2/WhoAmI`
      const { status, headers: answered } = await host.request('GET', path, { headers })
      expect(status).toBe(401)
      expect(answered['www-authenticate']).toBe(
        `Bearer authorization_uri=${host.origin}/${host.actors.tenant.id}/oauth2/authorize, resource_id=${host.origin}/environments/${name}/, error="invalid_token"`,
      )
    }
  })

  it('shows nothing of this one at Graph, not by its ids either', async () => {
    const headers = await foreign()
    const { id, userPrincipalName } = host.actors.user('global-administrator')
    for (const key of [id, userPrincipalName]) {
      const { status } = await host.request('GET', `/v1.0/users/${key}`, { headers })
      expect(status).toBe(404)
    }
    const organization = await host.request('GET', '/v1.0/organization?$select=id', { headers })
    expect(JSON.stringify(organization.body)).not.toContain(host.actors.tenant.id)
  })

  it('administers no environment of this one', async () => {
    const headers = await foreign()
    const path = '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments/contoso/addUser'
    const body = { ObjectId: host.actors.user('member').id }
    expect((await host.request('POST', path, { headers, body })).status).toBeGreaterThanOrEqual(403)
  })
})
