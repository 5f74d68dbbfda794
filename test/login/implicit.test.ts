import { createHash } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'
import { browserAppsOptions } from './browser-apps-fixture.js'
import { claimsOf } from './login-door.js'
import { CALLBACK } from './sign-in-fixture.js'
import { answerOf, createStage } from './sign-in-stage.js'

const leftHalf = (text = '') => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')

describeHosts(
  'tokens from the authorization endpoint',
  (host) => {
    const stage = createStage(host)
    const { people, signIn, open, redeem } = stage
    const SCOPE = 'openid profile User.Read'

    beforeEach(() => stage.begin())

    it('are an id token behind the hash', async () => {
      const more = { response_type: 'id_token', nonce: 'n1', state: 's1', client_info: '1' }
      const { sentTo } = await signIn('ann', 'hybrid', SCOPE, more)
      expect(`${sentTo?.origin}${sentTo?.pathname}`).toBe(CALLBACK)
      expect(sentTo?.search).toBe('')
      const answer = answerOf(sentTo)
      expect(Object.keys(answer).sort()).toEqual(['client_info', 'id_token', 'session_state', 'state'])
      const claims = claimsOf(answer.id_token ?? '')
      const ann = people().user('ann')
      expect(claims).toMatchObject({ aud: people().app('hybrid').clientId, nonce: 'n1', oid: ann.id })
      expect(claims.sid).toBe(answer.session_state)
      expect([claims.at_hash, claims.c_hash]).toEqual([undefined, undefined])
    })

    it('are an access token', async () => {
      const { sentTo } = await signIn('ann', 'hybrid', SCOPE, { response_type: 'token' })
      const { access_token = '', token_type, expires_in, scope } = answerOf(sentTo)
      expect([token_type, expires_in, scope]).toEqual(['Bearer', '3599', 'openid profile User.Read'])
      const headers = { authorization: `Bearer ${access_token}` }
      expect((await host.request('GET', '/v1.0/me', { headers })).status).toBe(200)
    })

    it('are both, the id token vouching for the access token', async () => {
      const more = { response_type: 'id_token token', nonce: 'n1' }
      const { id_token = '', access_token } = answerOf((await signIn('ann', 'hybrid', SCOPE, more)).sentTo)
      expect(claimsOf(id_token).at_hash).toBe(leftHalf(access_token))
    })

    it('come beside a code, for which the id token vouches, and which brings tokens with the nonce', async () => {
      const more = { response_type: 'code id_token', nonce: 'n1' }
      const { sentTo } = await signIn('ann', 'hybrid', SCOPE, more)
      const { code, id_token = '' } = answerOf(sentTo)
      expect(claimsOf(id_token).c_hash).toBe(leftHalf(code))
      const { body } = await redeem('hybrid', sentTo)
      const second = claimsOf(String(body.id_token))
      expect([second.nonce, second.c_hash]).toEqual(['n1', undefined])
    })

    it('come in all combinations', async () => {
      await signIn('ann', 'hybrid', SCOPE, { response_type: 'id_token', nonce: 'n1' })
      for (const types of ['code token', 'code id_token token', 'token id_token code']) {
        const answer = answerOf((await open('hybrid', SCOPE, { response_type: types, nonce: 'n1' })).sentTo)
        const kinds = ['code', 'id_token', 'access_token'].filter((name) => name in answer)
        expect(kinds).toEqual(
          ['code', 'id_token', 'token']
            .filter((type) => types.split(' ').includes(type))
            .map((type) => type.replace(/^token/, 'access_token')),
        )
      }
    })

    it('come by a form, too', async () => {
      const more = { response_type: 'id_token', nonce: 'n1', response_mode: 'form_post' }
      const page = await signIn('ann', 'hybrid', SCOPE, more)
      expect(page.text).toContain(`<form method="post" action="${CALLBACK}">`)
      expect(page.text).toMatch(/name="id_token" value="ey/)
    })

    it('name five groups at most', async () => {
      const more = { response_type: 'id_token', nonce: 'n1' }
      const claimsFor = async (user: string) => {
        const { sentTo } = await signIn(user, 'hybrid', SCOPE, more)
        stage.newBrowser()
        return claimsOf(answerOf(sentTo).id_token ?? '')
      }
      expect((await claimsFor('ann')).groups).toHaveLength(5)
      const bob = await claimsFor('bob')
      expect([bob.groups, bob.hasgroups]).toEqual([undefined, true])
      const { body } = await redeem('hybrid', (await signIn('bob', 'hybrid', SCOPE)).sentTo)
      expect(claimsOf(String(body.id_token)).groups).toHaveLength(6)
    })

    it.each([
      ['700054', 'unsupported_response_type', 'plain', { response_type: 'id_token', nonce: 'n1' }],
      ['700054', 'unsupported_response_type', 'plain', { response_type: 'code id_token', nonce: 'n1' }],
      ['700051', 'unsupported_response_type', 'plain', { response_type: 'token' }],
      ['70005', 'unsupported_response_type', 'hybrid', { response_type: 'id_token', nonce: 'n1', scope: 'User.Read' }],
      ['90014', 'invalid_request', 'hybrid', { response_type: 'id_token' }],
      ['90100', 'invalid_request', 'hybrid', { response_type: 'code', max_age: 'long' }],
      ['90100', 'invalid_request', 'hybrid', { response_type: 'code', claims: '{' }],
    ])('are refused with %s, %s, to %s for %j', async (code, error, app, more) => {
      const answer = answerOf((await open(app, SCOPE, more)).sentTo)
      expect(answer.error).toBe(error)
      expect(answer.error_description).toMatch(new RegExp(`^AADSTS${code}: `))
    })

    it('are refused with the right words', async () => {
      const refusal = async (more: Record<string, string>) =>
        answerOf((await open('plain', SCOPE, more)).sentTo).error_description
      expect(await refusal({ response_type: 'id_token', nonce: 'n1' })).toContain(
        "AADSTS700054: response_type 'id_token' is not enabled for the application.",
      )
      expect(await refusal({ response_type: 'token' })).toContain(
        "AADSTS700051: response_type 'token' is not enabled for the application.",
      )
    })

    it('never travel in a query', async () => {
      const page = await open('hybrid', SCOPE, { response_type: 'id_token', nonce: 'n1', response_mode: 'query' })
      expect([page.status, page.sentTo]).toEqual([400, undefined])
      expect(page.text).toContain('AADSTS70007')
    })

    it('are for one resource alone', async () => {
      const more = { response_type: 'token' }
      const { sentTo } = await signIn('ann', 'hybrid', `User.Read ${host.origin}/user_impersonation`, more)
      expect(answerOf(sentTo).error_description).toMatch(/^AADSTS28000: /)
    })
  },
  browserAppsOptions,
)
