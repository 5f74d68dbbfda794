import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, describeHosts } from '../../support/describe-hosts.js'
import { options } from '../aadsts/fixture.js'
import { createWorld, type Fields, type World } from '../aadsts/world.js'
import { CALLBACK } from '../sign-in-fixture.js'

/** Ends of a line, and what some have taken for one: letters whose upper byte is cut off, escapes that are read twice. */
const BREAKS = ['\r\n', '\n', '\r', '\u560a\u560d', '%0d%0a']
const injected = BREAKS.map((end) => `a${end}x-evil: 1${end}set-cookie: evil=1${end}${end}<script>alert(1)</script>`)

/** No header but those of the service, and none with more in it than one line. */
function expectClean({ headers, text, status }: Answer): void {
  expect(status).toBeLessThan(500)
  expect(headers).not.toHaveProperty('x-evil')
  expect(String(headers['set-cookie'] ?? '')).not.toContain('evil')
  for (const value of Object.values(headers)) expect(String(value)).toMatch(/^[\t -~\u0080-\u00ff]*$/)
  if (String(headers['content-type']).startsWith('text/html')) expect(text).not.toContain('<script>alert')
}

describeHosts(
  'a line end',
  (host) => {
    let world: World
    beforeAll(() => {
      world = createWorld(host, '')
    })
    const get = (path: string, parameters: Fields) => host.request('GET', `${path}?${new URLSearchParams(parameters)}`)
    const authorize = (more: Fields) =>
      get(`/${world.home()}/oauth2/v2.0/authorize`, {
        client_id: world.app('web').clientId,
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'openid',
        ...more,
      })

    describe.each(injected)('%j', (value) => {
      it.each([
        ...['client_id', 'redirect_uri', 'response_type', 'response_mode', 'scope', 'state', 'nonce', 'prompt'],
        ...['login_hint', 'domain_hint', 'claims', 'max_age', 'code_challenge', 'code_challenge_method'],
        ...['client-request-id', 'x-client-SKU', 'sid', 'resource'],
      ])('in %s of a sign-in begins no header', async (name) => {
        expectClean(await authorize({ [name]: value }))
        expectClean(await authorize({ prompt: 'none', [name]: value }))
      })

      it.each([
        ...['client_id', 'client_secret', 'grant_type', 'scope', 'code', 'redirect_uri', 'refresh_token', 'username'],
        ...['password', 'assertion', 'client_assertion', 'client-request-id', 'claims', 'device_code'],
      ])('in %s of a token request begins no header', async (name) => {
        const form = { ...world.as('web'), grant_type: 'client_credentials', scope: 'openid' }
        expectClean(await world.token({ ...form, [name]: value }))
      })

      it('in a sign-out begins no header', async () => {
        const path = `/${world.home()}/oauth2/v2.0/logout`
        for (const name of ['post_logout_redirect_uri', 'state', 'logout_hint', 'id_token_hint'])
          expectClean(await get(path, { post_logout_redirect_uri: CALLBACK, [name]: value }))
      })

      it('in a form of the sign-in begins no header', async () => {
        for (const name of ['loginfmt', 'login', 'passwd', 'step', 'canary', 'client-request-id']) {
          await world.open('web')
          expectClean(await world.browser.submit({ loginfmt: 'ann', passwd: 'x', [name]: value }))
        }
      })

      it('in a path begins no header', async () => {
        const encoded = encodeURIComponent(value)
        for (const path of [
          `/${encoded}/oauth2/v2.0/authorize`,
          `/${encoded}/v2.0/.well-known/openid-configuration`,
          `/v1.0/users/${encoded}`,
          `/api/data/v9.2/${encoded}`,
          `/environments/${encoded}/api/data/v9.2/WhoAmI`,
          `/providers/${encoded}`,
          `/common/userrealm/${encoded}`,
        ])
          expectClean(await host.request('GET', path))
      })
    })

    it('in what a client calls its request is told back to it nowhere', async () => {
      const answer = await authorize({ 'client-request-id': injected[0] ?? '' })
      expect(answer.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    })
  },
  options,
)
