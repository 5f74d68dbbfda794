import { createHash } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { createBrowser } from '../support/browser.js'
import { describeHosts } from '../support/describe-hosts.js'
import { grantTools } from './grant-tools.js'
import { grantOptions } from './grants-fixture.js'
import { claimsOf } from './login-door.js'

const SPA = 'http://localhost:5173/'
const VERIFIER = 'a-code-verifier-that-is-long-enough-to-be-one-0123456789'

describeHosts(
  'refresh tokens',
  (host) => {
    const { app, tenant, user, send, graph } = grantTools(host)
    const token = (form: Readonly<Record<string, string>>, version: 1 | 2 = 2) =>
      send(`/${tenant('contoso').id}/oauth2/${version === 2 ? 'v2.0/' : ''}token`, form)
    const signIn = async (scope = 'User.Read openid offline_access') => {
      const { userPrincipalName, password } = user('ann')
      const form = { grant_type: 'password', username: userPrincipalName, password: password ?? '', scope }
      return (await token({ ...form, client_id: app('tv').clientId })).body
    }
    const refresh = (refresh_token: unknown, more: Readonly<Record<string, string>> = {}, version: 1 | 2 = 2) =>
      token(
        {
          client_id: app('tv').clientId,
          grant_type: 'refresh_token',
          refresh_token: String(refresh_token),
          ...more,
        },
        version,
      )

    beforeEach(() => host.control.reset())

    it('bring new ones, and stay good', async () => {
      const first = await signIn()
      const second = await refresh(first.refresh_token)
      expect(second.status).toBe(200)
      expect(second.body).toMatchObject({ scope: first.scope, id_token: expect.any(String) })
      expect(second.body.refresh_token).not.toBe(first.refresh_token)
      expect((await refresh(first.refresh_token)).status).toBe(200)
      expect((await refresh(second.body.refresh_token)).status).toBe(200)
    })

    it('ask for less, or for another resource, where there is consent', async () => {
      const { refresh_token } = await signIn()
      const less = await refresh(refresh_token, { scope: 'openid' })
      expect(less.body.id_token).toBeTruthy()
      expect(less.body.refresh_token).toBeTruthy()
      expect((await refresh(refresh_token, { scope: 'Group.Read.All' })).body).toMatchObject({
        suberror: 'consent_required',
        error_codes: [65001],
      })
      expect((await refresh(refresh_token, { scope: 'Nothing.Known' })).body.error_codes).toEqual([650053])
      expect((await refresh(refresh_token, { scope: 'api://orders/.default' })).body.error_codes).toEqual([650057])
    })

    it('work at version 1 with and without a resource', async () => {
      const { refresh_token } = await signIn()
      const resource = 'https://graph.microsoft.com'
      expect((await refresh(refresh_token, { resource }, 1)).body).toMatchObject({ resource, expires_in: '3599' })
      expect((await refresh(refresh_token, {}, 1)).status).toBe(200)
    })

    it('end after ninety days of disuse, and live on while they are used', async () => {
      const first = await signIn()
      await host.control.clock({ advance: 'P60D' })
      const second = await refresh(first.refresh_token)
      await host.control.clock({ advance: 'P60D' })
      expect((await refresh(first.refresh_token)).body.error_codes).toEqual([700082])
      expect((await refresh(second.body.refresh_token)).status).toBe(200)
    })

    it('say when they have ended', async () => {
      const { refresh_token } = await signIn()
      await host.control.clock({ advance: 'P90D' })
      expect((await refresh(refresh_token)).body).toMatchObject({
        error: 'invalid_grant',
        suberror: 'bad_token',
        error_codes: [700082],
      })
    })

    it.each([
      ['sessions are revoked', 50173, () => graph('POST', `/v1.0/users/${user('ann').id}/revokeSignInSessions`)],
      [
        'the password is reset',
        50173,
        () =>
          graph('PATCH', `/v1.0/users/${user('ann').id}`, {
            passwordProfile: { password: 'Anoth3r!one', forceChangePasswordNextSignIn: false },
          }),
      ],
      ['the user is blocked', 50057, () => graph('PATCH', `/v1.0/users/${user('ann').id}`, { accountEnabled: false })],
      ['the user is deleted', 50034, () => graph('DELETE', `/v1.0/users/${user('ann').id}`)],
    ])('end when %s', async (_, code, change) => {
      const { refresh_token } = await signIn()
      expect((await change()).status).toBeLessThan(300)
      expect((await refresh(refresh_token)).body.error_codes).toEqual([code])
    })

    it("are nothing for other clients, nor is somebody else's text", async () => {
      const { refresh_token } = await signIn()
      const other = { client_id: app('home').clientId }
      expect((await refresh(refresh_token, other)).body.error_codes).toEqual([70000])
      const web = { client_id: app('web').clientId, client_secret: app('web').clientSecret ?? '' }
      expect((await refresh(refresh_token, web)).body.error_codes).toEqual([70000])
      expect((await refresh(refresh_token, { client_id: app('web').clientId })).body.error_codes).toEqual([7000218])
      expect((await refresh('garbage')).body.error_codes).toEqual([70000])
      expect((await refresh(`${String(refresh_token)}x`)).body.error_codes).toEqual([70000])
      expect((await refresh('')).body.error_codes).toEqual([900144])
    })

    it('of a single-page app need no secret and end a day after the sign-in', async () => {
      const browser = createBrowser(host)
      await browser.open(`/${tenant('contoso').id}/oauth2/v2.0/authorize`, {
        client_id: app('spa').clientId,
        redirect_uri: SPA,
        response_type: 'code',
        scope: 'User.Read offline_access',
        code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
        code_challenge_method: 'S256',
      })
      const { userPrincipalName, password } = user('ann')
      const { sentTo } = await browser.submit({ login: userPrincipalName, passwd: password ?? '' })
      const client_id = app('spa').clientId
      const inPage = (form: Readonly<Record<string, string>>) =>
        send(`/${tenant('contoso').id}/oauth2/v2.0/token`, { client_id, ...form }, { origin: new URL(SPA).origin })
      const inPageRefresh = (refresh_token: unknown) =>
        inPage({ grant_type: 'refresh_token', refresh_token: String(refresh_token) })
      const { body } = await inPage({
        grant_type: 'authorization_code',
        code: sentTo?.searchParams.get('code') ?? '',
        redirect_uri: SPA,
        code_verifier: VERIFIER,
      })
      await host.control.clock({ advance: 'PT23H' })
      const second = await inPageRefresh(body.refresh_token)
      expect(claimsOf(String(second.body.access_token)).oid).toBe(user('ann').id)
      await host.control.clock({ advance: 'PT1H' })
      for (const each of [body.refresh_token, second.body.refresh_token]) {
        const late = await inPageRefresh(each)
        expect(late.body).toMatchObject({ error: 'invalid_grant', error_codes: [700084] })
        expect(late.body.error_description).toContain('a fixed, limited lifetime of 1.00:00:00')
      }
    })
  },
  grantOptions,
)
