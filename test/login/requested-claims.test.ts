import { createHash } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'
import { browserAppsOptions } from './browser-apps-fixture.js'
import { claimsOf } from './login-door.js'
import { answerOf, createStage } from './sign-in-stage.js'

const VERIFIER = 'a-code-verifier-that-is-long-enough-to-be-one-0123456789'
const PKCE = {
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
}
const SCOPE = 'openid profile offline_access User.Read'

describeHosts(
  'what a request asks for beside scopes',
  (host) => {
    const stage = createStage(host)
    const { signIn, open, redeem, withPassword } = stage
    const idToken = async (sentTo: URL | undefined, more: Record<string, string> = {}) =>
      claimsOf(String((await redeem('plain', sentTo, more)).body.id_token))

    beforeEach(() => stage.begin())

    it('are claims of the id token, named with the code or when it is redeemed', async () => {
      const claims = JSON.stringify({ id_token: { auth_time: { essential: true }, acct: null, no_such: null } })
      const first = await idToken((await signIn('ann', 'plain', SCOPE, { claims })).sentTo)
      expect([first.acct, typeof first.auth_time, 'no_such' in first]).toEqual([0, 'number', false])
      const second = await idToken((await open('plain', SCOPE)).sentTo, {
        claims: JSON.stringify({ id_token: { signin_state: { essential: false }, login_hint: { essential: false } } }),
      })
      expect(second).toMatchObject({ signin_state: ['kmsi'], login_hint: expect.stringMatching(/^O\./) })
      expect([second.acct, second.auth_time]).toEqual([undefined, undefined])
    })

    it('is a token of long life for a client that understands when it ends early', async () => {
      const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } })
      const { body } = await withPassword('ann', 'plain', SCOPE, { claims })
      const { iat, exp, xms_cc } = claimsOf(String(body.access_token))
      expect([exp - iat, xms_cc]).toEqual([100_799, ['CP1']])
      expect(body).toMatchObject({ expires_in: 100_799, ext_expires_in: 100_799, refresh_in: 50_399 })
      const own = claimsOf(String(body.id_token))
      expect(own.exp - own.iat).toBe(3599)
      const { body: app } = await stage.asApp('plain', 'https://graph.microsoft.com/.default', { claims })
      expect(app.expires_in).toBe(86_399)
      expect(claimsOf(String(app.access_token)).xms_cc).toEqual(['CP1'])
    })

    it.each([
      [undefined],
      ['{"id_token":{"login_hint":{"essential":false}}}'],
      ['{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'],
      ['{"access_token":{"xms_cc":{"values":["protapp"]}}}'],
    ])('is a usual token with %s', async (claims) => {
      const { body } = await withPassword('ann', 'plain', SCOPE, claims === undefined ? {} : { claims })
      expect(body.expires_in).toBe(3599)
      expect(body).not.toHaveProperty('refresh_in')
      expect(claimsOf(String(body.access_token))).not.toHaveProperty('xms_cc')
    })

    it('is refused when it cannot be read', async () => {
      const { status, body } = await withPassword('ann', 'plain', SCOPE, { claims: '{"access_token":' })
      expect([status, body.error, body.error_codes]).toEqual([400, 'invalid_request', [90100]])
      expect(body.error_description).toContain('AADSTS90100: claims parameter is empty or not valid.')
    })

    it('is a sign-in no older than max_age, whose instant the id token tells', async () => {
      await host.control.clock({ freeze: true })
      const first = await idToken((await signIn('ann', 'plain', SCOPE, { max_age: '600' })).sentTo)
      expect(first.auth_time).toBe(first.iat)
      await host.control.clock({ advance: 'PT5M' })
      const second = await idToken((await open('plain', SCOPE, { max_age: '600' })).sentTo)
      expect(second.auth_time).toBe(first.auth_time)
      await host.control.clock({ advance: 'PT6M' })
      expect(answerOf((await open('plain', SCOPE, { max_age: '600', prompt: 'none' })).sentTo).error).toBe(
        'login_required',
      )
      expect((await open('plain', SCOPE, { max_age: '600' })).title).not.toBe('')
      const third = await idToken((await stage.enter('ann')).sentTo)
      expect(third.auth_time).toBeGreaterThan(first.auth_time)
      expect(third.sid).not.toBe(first.sid)
    })

    it('keeps the instant of the sign-in through refreshes', async () => {
      const { body } = await redeem(
        'spa',
        (await signIn('ann', 'spa', SCOPE, PKCE)).sentTo,
        { code_verifier: VERIFIER },
        {
          origin: 'http://localhost:3000',
        },
      )
      const before = claimsOf(String(body.id_token))
      await host.control.clock({ advance: 'PT2H' })
      const { body: later } = await stage.token(
        {
          client_id: stage.people().app('spa').clientId,
          grant_type: 'refresh_token',
          refresh_token: String(body.refresh_token),
          claims: JSON.stringify({ id_token: { auth_time: null } }),
        },
        { origin: 'http://localhost:3000' },
      )
      const after = claimsOf(String(later.id_token))
      expect([after.auth_time, after.sid]).toEqual([before.iat, before.sid])
      expect(after.iat).toBeGreaterThan(before.iat)
    })

    it('is an account, by the hint of its token or its session', async () => {
      const claims = JSON.stringify({ id_token: { login_hint: null } })
      const ann = await idToken((await signIn('ann', 'plain', SCOPE, { claims })).sentTo)
      const bob = await idToken((await signIn('bob', 'plain', SCOPE, { prompt: 'login' })).sentTo)
      const silent = async (hint: Record<string, string>) =>
        idToken((await open('plain', SCOPE, { prompt: 'none', ...hint })).sentTo)
      expect((await silent({ login_hint: ann.login_hint })).oid).toBe(ann.oid)
      expect((await silent({ sid: bob.sid })).oid).toBe(bob.oid)
      const unknown = await open('plain', SCOPE, { prompt: 'none', sid: stage.tenant() })
      expect(answerOf(unknown.sentTo).error).toBe('interaction_required')
    })

    it('is a new proof, whatever the form says that comes back', async () => {
      await signIn('ann', 'plain', SCOPE)
      expect((await open('plain', SCOPE, { prompt: 'login' })).sentTo).toBeUndefined()
      const { sid } = await idToken((await stage.enter('ann')).sentTo)
      await open('plain', SCOPE, { prompt: 'login' })
      expect((await stage.submit({ step: 'account', account: sid })).sentTo).toBeUndefined()
    })
  },
  browserAppsOptions,
)
