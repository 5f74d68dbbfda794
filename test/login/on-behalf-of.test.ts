import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'
import { grantTools } from './grant-tools.js'
import { grantOptions } from './grants-fixture.js'
import { claimsOf } from './login-door.js'

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

describeHosts(
  'the on-behalf-of grant',
  (host) => {
    const { app, tenant, user, send, graph, exposeApi } = grantTools(host)
    const at = (version: 1 | 2, name = tenant('contoso').id) => `/${name}/oauth2/${version === 2 ? 'v2.0/' : ''}token`

    /** A token with which a client calls the API for a user. */
    const userToken = async (scope = 'api://orders/access_as_user openid') => {
      const { userPrincipalName, password } = user('ann')
      const form = { grant_type: 'password', username: userPrincipalName, password: password ?? '', scope }
      return (await send(at(2), { ...form, client_id: app('tv').clientId })).body
    }
    const exchange = (
      assertion: unknown,
      more: Readonly<Record<string, string>> = {},
      version: 1 | 2 = 2,
      name?: string,
    ) =>
      send(at(version, name), {
        client_id: app('api').clientId,
        client_secret: app('api').clientSecret ?? '',
        grant_type: JWT_BEARER,
        requested_token_use: 'on_behalf_of',
        assertion: String(assertion),
        scope: 'https://graph.microsoft.com/User.Read offline_access',
        ...more,
      })

    beforeEach(async () => {
      await host.control.reset()
      await exposeApi('api', 'access_as_user', ['tv'])
    })

    it('brings the API a token for the same user and the same sign-in', async () => {
      const { access_token } = await userToken()
      const { status, body } = await exchange(access_token)
      expect(status).toBe(200)
      expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, refresh_token: expect.any(String) })
      expect(claimsOf(String(body.access_token))).toMatchObject({
        aud: 'https://graph.microsoft.com',
        oid: user('ann').id,
        appid: app('api').clientId,
        appidacr: '1',
        scp: expect.stringContaining('User.Read'),
      })
      const me = await host.request('GET', '/v1.0/me', {
        headers: { authorization: `Bearer ${String(body.access_token)}` },
      })
      expect(me.body.id).toBe(user('ann').id)
    })

    it('gives a refresh token to those who ask for it, and version 1 to all', async () => {
      const { access_token } = await userToken()
      const plain = await exchange(access_token, { scope: 'https://graph.microsoft.com/.default' })
      expect(plain.body.refresh_token).toBeUndefined()
      const resource = 'https://graph.microsoft.com'
      const { body } = await exchange(access_token, { resource }, 1)
      expect(body).toMatchObject({ expires_in: '3599', resource, refresh_token: expect.any(String) })
      const again = await send(at(2), {
        client_id: app('api').clientId,
        client_secret: app('api').clientSecret ?? '',
        grant_type: 'refresh_token',
        refresh_token: String(body.refresh_token),
      })
      expect(again.status).toBe(200)
    })

    it('goes on from API to API', async () => {
      await exposeApi('web', 'shop', ['api'])
      const { access_token } = await userToken()
      const first = await exchange(access_token, { scope: `${app('web').clientId}/shop` })
      const second = await exchange(first.body.access_token, {
        client_id: app('web').clientId,
        client_secret: app('web').clientSecret ?? '',
        scope: 'User.Read',
      })
      expect(claimsOf(String(second.body.access_token))).toMatchObject({
        oid: user('ann').id,
        appid: app('web').clientId,
      })
    })

    it('finds the tenant in the assertion at organizations', async () => {
      await graph('PATCH', `/v1.0/applications/${app('api').objectId}`, { signInAudience: 'AzureADMultipleOrgs' })
      const { access_token } = await userToken()
      expect((await exchange(access_token, {}, 2, 'organizations')).status).toBe(200)
      expect((await exchange('garbage', {}, 2, 'organizations')).body.error_codes).toEqual([50027])
    })

    it('refuses what is not a token of ours for this app', async () => {
      const { access_token, id_token } = await userToken()
      const code = async (assertion: unknown) => (await exchange(assertion)).body.error_codes
      const parts = String(access_token).split('.')
      const forged = Buffer.from(JSON.stringify({ ...claimsOf(String(access_token)), oid: user('admin').id }))
      expect(await code('garbage')).toEqual([50027])
      expect(await code([parts[0], forged.toString('base64url'), parts[2]].join('.'))).toEqual([50013])
      expect(await code(id_token)).toEqual([240002])
      const forGraph = await exchange((await userToken('https://graph.microsoft.com/User.Read')).access_token)
      expect(forGraph.body).toMatchObject({ error: 'invalid_grant', error_codes: [500131] })
      expect(forGraph.body.error_description).toContain(
        `The audience in the assertion was 'https://graph.microsoft.com' and the expected audience is '${app('api').clientId}'`,
      )
      const form = { client_id: app('web').clientId, client_secret: app('web').clientSecret ?? '' }
      const appOnly = await send(at(2), { ...form, grant_type: 'client_credentials', scope: 'api://orders/.default' })
      expect(await code(appOnly.body.access_token)).toEqual([7000114])
    })

    it('refuses a token that has ended', async () => {
      const { access_token } = await userToken()
      await host.control.clock({ advance: 'PT1H' })
      const { body } = await exchange(access_token)
      expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [500133] })
      expect(body.error_description).toMatch(
        /^AADSTS500133: Assertion is not within its valid time range\. .*expiry time/,
      )
    })

    it('refuses a token of another tenant', async () => {
      const { access_token } = await userToken()
      expect((await exchange(access_token, {}, 2, tenant('fabrikam').id)).body.error_codes).toEqual([700016])
      await graph('PATCH', `/v1.0/applications/${app('api').objectId}`, { signInAudience: 'AzureADMultipleOrgs' })
      expect((await exchange(access_token, {}, 2, tenant('fabrikam').id)).body.error_codes).toEqual([50013])
    })

    it.each([
      ['a blocked user', 50057, () => graph('PATCH', `/v1.0/users/${user('ann').id}`, { accountEnabled: false })],
      ['revoked sessions', 50173, () => graph('POST', `/v1.0/users/${user('ann').id}/revokeSignInSessions`)],
      ['a deleted user', 50034, () => graph('DELETE', `/v1.0/users/${user('ann').id}`)],
    ])('refuses %s with %i', async (_, code, change) => {
      const { access_token } = await userToken()
      await change()
      expect((await exchange(access_token)).body.error_codes).toEqual([code])
    })

    it('refuses what nobody consented to', async () => {
      const { access_token } = await userToken()
      const { body } = await exchange(access_token, { scope: 'https://graph.microsoft.com/Group.Read.All' })
      expect(body).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required', error_codes: [65001] })
    })

    it.each([
      [900144, { assertion: '' }],
      [900144, { requested_token_use: '' }],
      [90023, { requested_token_use: 'something' }],
      [900144, { scope: '' }],
      [7000218, { client_secret: '' }],
      [7000215, { client_secret: 'wrong' }],
    ])('says %i for %j', async (code, change) => {
      const { access_token } = await userToken()
      expect((await exchange(access_token, change)).body.error_codes).toEqual([code])
    })
  },
  grantOptions,
)
