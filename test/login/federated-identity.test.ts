import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'
import { grantTools } from './grant-tools.js'
import { grantOptions } from './grants-fixture.js'
import { claimsOf } from './login-door.js'

const GITHUB = 'https://token.actions.githubusercontent.com'
const SUBJECT = 'repo:contoso/shop:ref:refs/heads/main'
const EXCHANGE = 'api://AzureADTokenExchange'
const KID = 'key-1'
const OF_APPS = "signInEventTypes/any(t: t eq 'servicePrincipal')"
const FEDERATED = { clientCredentialType: 'federatedIdentityCredential' }
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const publicJwk = { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid: KID, use: 'sig' }

describeHosts(
  'federated identity credentials',
  (host) => {
    const { app, tenant, user, send, graph } = grantTools(host)
    const token = (form: Readonly<Record<string, string>>) =>
      send(`/${tenant('contoso').id}/oauth2/v2.0/token`, { scope: 'https://graph.microsoft.com/.default', ...form })
    const signIn = (client_assertion: string) =>
      token({
        client_id: app('web').clientId,
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion,
      })
    const outside = (change: object = {}, key: KeyObject = privateKey, header: object = {}) => {
      const now = Math.floor(Date.now() / 1000)
      const claims = {
        iss: GITHUB,
        sub: SUBJECT,
        aud: EXCHANGE,
        iat: now,
        nbf: now,
        exp: now + 300,
        jti: 'x',
        ...change,
      }
      const text = [{ alg: 'RS256', typ: 'JWT', kid: KID, x5t: 'AAAA', ...header }, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.')
      return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
    }
    const credentials = () => `/v1.0/applications/${app('web').objectId}/federatedIdentityCredentials`
    const trust = (issuer: string, subject: string, audience = EXCHANGE) =>
      graph('POST', credentials(), { name: 'fic', issuer, subject, audiences: [audience] })

    beforeEach(() => host.control.reset())

    it('let an app sign in with tokens of an issuer whose keys were told, as often as it likes', async () => {
      await trust(GITHUB, SUBJECT)
      await host.control.issuers({ issuer: GITHUB, keys: [publicJwk] })
      const assertion = outside()
      const { status, body } = await signIn(assertion)
      expect(status).toBe(200)
      expect(claimsOf(String(body.access_token))).toMatchObject({ appid: app('web').clientId, appidacr: '2' })
      expect((await signIn(assertion)).status).toBe(200)
      const { body: log } = await graph('GET', `/beta/auditLogs/signIns?$filter=${OF_APPS}`)
      expect(log.value).toMatchObject([FEDERATED, FEDERATED])
    })

    it('end a token when they are taken away', async () => {
      const { body: made } = await trust(GITHUB, SUBJECT)
      await host.control.issuers({ issuer: GITHUB, keys: [publicJwk], tenantId: tenant('contoso').id })
      const headers = { authorization: `Bearer ${String((await signIn(outside())).body.access_token)}` }
      expect((await host.request('GET', '/v1.0/users', { headers })).status).toBe(403)
      await graph('DELETE', `${credentials()}/${made.id}`)
      expect((await host.request('GET', '/v1.0/users', { headers })).status).toBe(401)
      expect((await signIn(outside())).body.error_codes).toEqual([700211])
    })

    it.each([
      ['another issuer', 700211, { iss: `${GITHUB}/` }],
      ['another subject', 700213, { sub: SUBJECT.toUpperCase() }],
      ['another audience', 700212, { aud: 'https://github.com/contoso' }],
      ['several audiences', 5002741, { aud: [EXCHANGE, 'other'] }],
      ['a token that has ended', 700024, { nbf: 1_700_000_000, exp: 1_700_000_600 }],
      ['a token of tomorrow', 700024, { nbf: Math.floor(Date.now() / 1000) + 86_400 }],
    ])('refuse %s with %i', async (_, code, change) => {
      await trust(GITHUB, SUBJECT)
      await host.control.issuers({ issuer: GITHUB, keys: [publicJwk] })
      const { status, body } = await signIn(outside(change))
      expect([status, body.error, body.error_codes]).toEqual([401, 'invalid_client', [code]])
    })

    it('refuse what the issuer did not sign', async () => {
      await trust(GITHUB, SUBJECT)
      await host.control.issuers({ issuer: GITHUB, keys: [publicJwk] })
      const code = async (assertion: string) => (await signIn(assertion)).body.error_codes
      expect(await code(outside({}, otherKey))).toEqual([50013])
      expect(await code(outside({}, privateKey, { kid: 'key-2' }))).toEqual([50013])
      expect(await code(outside({}, privateKey, { alg: 'none' }).replace(/[^.]*$/, ''))).toEqual([50013])
      expect(await code(outside({}, privateKey, { alg: 'HS256' }))).toEqual([50013])
    })

    it('say what is missing for an issuer that nobody told about', async () => {
      await trust(GITHUB, SUBJECT)
      const { status, body } = await signIn(outside())
      expect([status, body.error, body.error_codes]).toEqual([400, 'invalid_request', [501661]])
      expect(body.error_description).toContain(`POST /_emulator/issuers`)
    })

    it('let another app stand for this one, with its own token', async () => {
      const tid = tenant('contoso').id
      await trust(`https://login.microsoftonline.com/${tid}/v2.0`, app('api').servicePrincipalId)
      const as = (key: string) => ({
        client_id: app(key).clientId,
        client_secret: app(key).clientSecret ?? '',
        grant_type: 'client_credentials',
        scope: `${EXCHANGE}/.default`,
      })
      const { body } = await token(as('api'))
      expect(claimsOf(String(body.access_token))).toMatchObject({
        iss: `${host.origin}/${tid}/v2.0`,
        aud: 'fb60f99c-7a34-4190-8149-302f77469936',
        sub: app('api').servicePrincipalId,
      })
      const { body: exchanged } = await signIn(String(body.access_token))
      expect(claimsOf(String(exchanged.access_token)).appid).toBe(app('web').clientId)
      const other = await token(as('setup'))
      expect((await signIn(String(other.body.access_token))).body.error_codes).toEqual([700213])
      const forGraph = await token({ ...as('api'), scope: 'https://graph.microsoft.com/.default' })
      expect((await signIn(String(forGraph.body.access_token))).body.error_codes).toEqual([700211])
      await host.control.clock({ advance: 'PT2H' })
      expect((await signIn(String(body.access_token))).body.error_codes).toEqual([700024])
    })

    it("refuse users' tokens, and tokens of apps that are gone", async () => {
      const tid = tenant('contoso').id
      await trust(`${host.origin}/${tid}/`, app('api').servicePrincipalId)
      const { userPrincipalName, password } = user('ann')
      const ann = await token({
        client_id: app('tv').clientId,
        grant_type: 'password',
        username: userPrincipalName,
        password: password ?? '',
      })
      expect((await signIn(String(ann.body.access_token))).body.error_codes).toEqual([700229])
      const api = await token({
        client_id: app('api').clientId,
        client_secret: app('api').clientSecret ?? '',
        grant_type: 'client_credentials',
      })
      await graph('DELETE', `/v1.0/servicePrincipals/${app('api').servicePrincipalId}`)
      expect((await signIn(String(api.body.access_token))).body.error_codes).toEqual([50013])
    })

    it('take public RSA keys alone', async () => {
      const post = (body: object) => host.request('POST', '/_emulator/issuers', { body })
      expect((await post({ issuer: GITHUB, keys: [publicJwk] })).status).toBe(204)
      const secret = privateKey.export({ format: 'jwk' })
      for (const keys of [[], [{ kty: 'EC' }], [secret]]) {
        expect((await post({ issuer: GITHUB, keys })).status).toBe(400)
      }
      expect((await post({ issuer: GITHUB, keys: [publicJwk], tenantId: 'nobody' })).status).toBe(404)
    })
  },
  grantOptions,
)
