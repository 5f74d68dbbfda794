import { createHash } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'
import { browserAppsOptions } from './browser-apps-fixture.js'
import { answerOf, createStage } from './sign-in-stage.js'

const VERIFIER = 'a-code-verifier-that-is-long-enough-to-be-one-0123456789'
const PKCE = {
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
}
const SCOPE = 'User.Read openid offline_access'

describeHosts(
  'a single-page application',
  (host) => {
    const stage = createStage(host)
    const { people, signIn, open, redeem } = stage
    const page = { origin: 'http://localhost:3000' }
    const client = () => ({ client_id: people().app('spa').clientId })
    const code = async () => (await signIn('ann', 'spa', SCOPE, PKCE)).sentTo

    beforeEach(() => stage.begin())

    it('proves with a challenge that a code is its own', async () => {
      const { error, error_description } = answerOf((await open('spa', SCOPE)).sentTo)
      expect(error).toBe('invalid_request')
      expect(error_description).toContain(
        'AADSTS9002325: Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
      )
    })

    it('redeems a code without a secret, from a page alone', async () => {
      const sentTo = await code()
      const { status, body } = await redeem('spa', sentTo, { code_verifier: VERIFIER })
      expect([status, body.error, body.error_codes]).toEqual([400, 'invalid_request', [9002327]])
      expect(body.error_description).toContain(
        "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
      )
      const answer = await redeem('spa', sentTo, { code_verifier: VERIFIER }, page)
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, page.origin])
    })

    it('uses its refresh tokens from a page alone', async () => {
      const { body } = await redeem('spa', await code(), { code_verifier: VERIFIER }, page)
      const refresh = (headers: Record<string, string>) =>
        stage.token({ ...client(), grant_type: 'refresh_token', refresh_token: String(body.refresh_token) }, headers)
      expect((await refresh({})).body.error_codes).toEqual([9002327])
      expect((await refresh(page)).status).toBe(200)
    })
  },
  browserAppsOptions,
)

describeHosts(
  'an app of another platform',
  (host) => {
    const stage = createStage(host)
    const { signIn, redeem } = stage

    beforeEach(() => stage.begin())

    it('redeems nothing from a page elsewhere', async () => {
      const { sentTo } = await signIn('ann', 'plain', SCOPE)
      const { status, body } = await redeem('plain', sentTo, {}, { origin: 'https://app.example' })
      expect([status, body.error, body.error_codes]).toEqual([400, 'invalid_request', [9002326]])
      expect(body.error_description).toContain(
        "AADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: 'https://app.example'.",
      )
    })

    it('may do so from a page of this machine', async () => {
      const { sentTo } = await signIn('ann', 'plain', SCOPE)
      expect((await redeem('plain', sentTo, {}, { origin: 'http://localhost:5173' })).status).toBe(200)
    })
  },
  browserAppsOptions,
)
