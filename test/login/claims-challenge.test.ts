import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'
import { browserAppsOptions } from './browser-apps-fixture.js'
import { createStage } from './sign-in-stage.js'

const SCOPE = 'openid offline_access User.Read'
const ABLE = { access_token: { xms_cc: { values: ['cp1'] } } }
const PLAIN =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"'

describeHosts(
  'a token that ends early',
  (host) => {
    const stage = createStage(host)
    const me = (token: unknown) => host.request('GET', '/v1.0/me', { headers: { authorization: `Bearer ${token}` } })
    const signIn = async (claims: object) =>
      (await stage.withPassword('ann', 'plain', SCOPE, { claims: JSON.stringify(claims) })).body
    const asAnn = async (path: string, scope: string, body: object) => {
      const { access_token } = await host.control.tokens({ user: stage.people().user('ann').id, scope }, host.origin)
      const headers = { authorization: `Bearer ${access_token}` }
      const { status } = await host.request('POST', `/v1.0/me/${path}`, { headers, body })
      expect(status).toBeLessThan(300)
    }
    const challenged = async (token: unknown) => {
      const { status, headers, body } = await me(token)
      expect([status, body.error]).toEqual([401, expect.objectContaining({ code: 'InvalidAuthenticationToken' })])
      return String(headers['www-authenticate'])
    }
    const claimsIn = (challenge: string) => JSON.parse(atob(/, claims="([^"]+)"$/.exec(challenge)?.[1] ?? ''))

    beforeEach(() => stage.begin())

    it('says to a client that understands what to ask for, and the next token is good', async () => {
      const before = await signIn(ABLE)
      expect((await me(before.access_token)).status).toBe(200)
      await host.control.clock({ advance: 'PT5H' })
      expect((await me(before.access_token)).status).toBe(200)
      await asAnn('revokeSignInSessions', 'User.RevokeSessions.All', {})
      const challenge = await challenged(before.access_token)
      expect(challenge.replace(/claims=.*/, '')).toBe(
        `${PLAIN}, error_description="Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp", error="insufficient_claims", `,
      )
      const asked = claimsIn(challenge)
      expect(asked).toEqual({ access_token: { nbf: { essential: true, value: expect.stringMatching(/^\d{10}$/) } } })
      const revoked = Date.parse((await host.control.clock()).now) / 1000
      expect(Math.abs(Number(asked.access_token.nbf.value) - revoked)).toBeLessThan(600)
      const claims = JSON.stringify({ access_token: { ...asked.access_token, ...ABLE.access_token } })
      const form = { grant_type: 'refresh_token', refresh_token: String(before.refresh_token), claims }
      const { clientId: client_id, clientSecret } = stage.people().app('plain')
      const refused = await stage.token({ ...form, client_id, client_secret: clientSecret ?? '' })
      expect([refused.body.error, refused.body.error_codes]).toEqual(['invalid_grant', [50173]])
      const { body } = await stage.redeem('plain', (await stage.signIn('ann', 'plain', SCOPE, { claims })).sentTo)
      expect([(await me(body.access_token)).status, body.expires_in]).toEqual([200, 100_799])
    })

    it('says so when the password was changed', async () => {
      const { access_token } = await signIn(ABLE)
      const { password: currentPassword } = stage.people().user('ann')
      const body = { currentPassword, newPassword: 'N3w!Passw0rd-of-ann' }
      await asAnn('changePassword', 'Directory.AccessAsUser.All', body)
      expect(await challenged(access_token)).toContain('error="insufficient_claims"')
    })

    it('says so when the user was blocked', async () => {
      const { access_token } = await signIn(ABLE)
      const setup = (await stage.asApp('setup', 'https://graph.microsoft.com/.default')).body.access_token
      const blocked = await host.request('PATCH', `/v1.0/users/${stage.people().user('ann').id}`, {
        headers: { authorization: `Bearer ${setup}` },
        body: { accountEnabled: false },
      })
      expect(blocked.status).toBe(204)
      expect(await challenged(access_token)).toContain('code: UserDisabled", error="insufficient_claims"')
    })

    it('says nothing to others', async () => {
      const { access_token } = await signIn({})
      await asAnn('revokeSignInSessions', 'User.RevokeSessions.All', {})
      expect(await challenged(access_token)).toBe(PLAIN)
    })
  },
  browserAppsOptions,
)
