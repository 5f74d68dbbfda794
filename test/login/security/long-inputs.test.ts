import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, describeHosts } from '../../support/describe-hosts.js'
import { options } from '../aadsts/fixture.js'
import { createWorld, type World } from '../aadsts/world.js'

const MANY = 250_000
/** What a pattern that is tried from every place, or a copy at every step, would never finish with. */
const pumps: Readonly<Record<string, string>> = {
  letters: 'a'.repeat(MANY),
  dots: `a@${'.'.repeat(MANY)}@`,
  blanks: `a${' '.repeat(MANY)}a`,
  digits: `${'0'.repeat(MANY)}x`,
  words: 'a '.repeat(MANY / 2),
  braces: '{"a":'.repeat(MANY / 5),
}

/** Refused, in few words. */
function expectShort({ status, text }: Answer): void {
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(text.length).toBeLessThan(4000)
}

describeHosts(
  'a quarter of a million characters',
  (host) => {
    let world: World
    beforeAll(() => {
      world = createWorld(host, '')
    })
    const tokenPath = () => `/${world.home()}/oauth2/v2.0/token`

    describe.each(Object.entries(pumps))('of %s', (_, value) => {
      it.each([...['grant_type', 'client_id', 'client_secret', 'scope', 'client_assertion', 'claims']])(
        'are refused in %s of a token request',
        async (name) => {
          const form = {
            ...world.as('web'),
            grant_type: 'client_credentials',
            scope: 'https://graph.microsoft.com/.default',
          }
          const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
          expectShort(await world.token({ ...form, client_assertion_type: type, [name]: value }))
        },
      )

      it.each([
        ['code', 'web', 'authorization_code'],
        ['refresh_token', 'tv', 'refresh_token'],
        ['device_code', 'tv', 'device_code'],
        ['assertion', 'api', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
      ])('are refused for a %s', async (name, client, grant_type) => {
        const form = { ...world.as(client), grant_type, scope: 'openid', requested_token_use: 'on_behalf_of' }
        expectShort(await world.token({ ...form, [name]: value }))
      })

      it.each(['username', 'password', 'scope'])('are refused for the %s of a person', async (name) => {
        expectShort(await world.withPassword('ann', { [name]: value }))
      })

      it('are no name and no password of a sign-in, and are not shown again by the megabyte', async () => {
        for (const name of ['passwd', 'canary', 'step', 'client-request-id']) {
          await world.open('web')
          const page = await world.browser.submit({
            loginfmt: 'ann@contoso.onmicrosoft.com',
            passwd: 'x',
            [name]: value,
          })
          expect(page.status).toBeLessThan(500)
          expect(page.text.length).toBeLessThan(10_000)
        }
      })

      it('are no address to sign up with', async () => {
        await world.open('shop', { prompt: 'create' }, world.home('customers'))
        const page = await world.browser.submit({ email: value })
        expect(page.text).toContain('AADSTS90100')
      })

      it('are no code of a device', async () => {
        await world.browser.open(`/${world.home()}/oauth2/deviceauth`)
        expect((await world.browser.submit({ otc: value })).text).toContain('AADSTS70018')
      })
    })

    it.each([
      [
        'the token endpoint',
        () =>
          // A form would be read by the parser that stands before the mounted emulator.
          host.request('POST', tokenPath(), {
            headers: { 'content-type': 'application/octet-stream' },
            body: 'a'.repeat(4 * 1024 * 1024 + 1),
          }),
        413,
      ],
      [
        'the address of a sign-in',
        () => host.request('GET', `/${world.home()}/oauth2/v2.0/authorize?state=${'a'.repeat(32_768)}`),
        414,
      ],
      ['the path', () => host.request('GET', `/${'a'.repeat(32_768)}/oauth2/v2.0/authorize`), 414],
    ])('are too many for %s', async (_, ask, status) => {
      const answer = await ask()
      expect([answer.status, answer.body.error]).toEqual([status, 'invalid_request'])
      expect(String(answer.body.error_description)).toMatch(/larger|longer/)
    })

    it('are refused in a path as long as paths may be', async () => {
      const long = 'a'.repeat(30_000)
      expectShort(await host.request('GET', `/${long}/v2.0/.well-known/openid-configuration`))
      expectShort(await host.request('GET', `/${'a.'.repeat(15_000)}/v2.0/.well-known/openid-configuration`))
      expectShort(await host.request('GET', `/${'a/'.repeat(15_000)}`))
    })

    it('come back in a state that is as long as addresses may be', async () => {
      const state = 's'.repeat(8000)
      const { sentTo } = await world.open('web', { prompt: 'none', state })
      expect(sentTo?.searchParams.get('state')).toBe(state)
    })

    it('may stand in headers that decide nothing, and are no token', async () => {
      const long = 'a'.repeat(12_000)
      const form = new URLSearchParams({
        ...world.as('web'),
        grant_type: 'client_credentials',
        scope: 'https://graph.microsoft.com/.default',
      })
      for (const name of ['client-request-id', 'user-agent', 'cookie', 'x-client-sku', 'accept', 'prefer'])
        expect((await host.request('POST', tokenPath(), { headers: { [name]: long }, body: form })).status).toBe(200)
      for (const value of [long, `http://${'a.'.repeat(6000)}localhost`, `http://${'a-'.repeat(6000)}`]) {
        const answer = await host.request('POST', tokenPath(), { headers: { origin: value }, body: form })
        expect(answer.status).toBeLessThan(500)
      }
      for (const scheme of ['Bearer ', 'Basic ', ''])
        expect((await host.request('GET', '/v1.0/me', { headers: { authorization: `${scheme}${long}` } })).status).toBe(
          401,
        )
    })

    it('of different parameters are passed over', async () => {
      const body = Array.from({ length: 100_000 }, (_, at) => `p${at}=x`).join('&')
      const form = new URLSearchParams({
        ...world.as('web'),
        grant_type: 'client_credentials',
        scope: 'https://graph.microsoft.com/.default',
      })
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      expect((await host.request('POST', tokenPath(), { headers, body: `${form}&${body}` })).status).toBe(200)
    })

    it('of an id are looked through once', async () => {
      const path = `/v1.0/auditLogs/directoryAudits/${'A'.repeat(30_000)}!`
      expect((await host.request('GET', path, { headers: await graphHeaders() })).status).toBe(404)
    })

    it('of a path in a filter are looked through once', async () => {
      const headers = await graphHeaders()
      for (const text of [
        `onPremisesExtensionAttributes/a${'0'.repeat(25_000)}b eq 'x'`,
        `displayName eq '${"''".repeat(12_000)}'`,
      ]) {
        const { status } = await host.request('GET', `/v1.0/users?$count=true&$filter=${encodeURIComponent(text)}`, {
          headers,
        })
        expect(status).toBeLessThan(500)
      }
    })
    const graphHeaders = async () => {
      const { access_token } = await host.control.tokens(
        { tenantId: world.home(), app: world.app('setup').clientId, scope: 'https://graph.microsoft.com/.default' },
        host.origin,
      )
      return { authorization: `Bearer ${access_token}`, consistencylevel: 'eventual' }
    }
  },
  options,
)
