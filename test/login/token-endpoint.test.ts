import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'
import { grantTools } from './grant-tools.js'
import { grantOptions } from './grants-fixture.js'

describeHosts(
  'the token endpoint',
  (host) => {
    const { app, tenant, send } = grantTools(host)
    const path = () => `/${tenant('contoso').id}/oauth2/v2.0/token`
    const form = () => ({
      client_id: app('web').clientId,
      client_secret: app('web').clientSecret ?? '',
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    })
    const post = (body: string, headers: Readonly<Record<string, string>>) =>
      host.request('POST', path(), { body, headers })
    const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
    const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
    const withoutClient = () => {
      const { grant_type, scope } = form()
      return { grant_type, scope }
    }

    beforeEach(() => host.control.reset())

    it('reads forms, whatever charset they name', async () => {
      const text = new URLSearchParams(form()).toString()
      for (const type of ['application/x-www-form-urlencoded; charset=UTF-8', 'Application/X-WWW-Form-URLEncoded']) {
        expect((await post(text, { 'content-type': type })).status).toBe(200)
      }
    })

    it('passes over bodies of other kinds', async () => {
      for (const [text, type] of [
        [JSON.stringify(form()), 'application/json'],
        [new URLSearchParams(form()).toString(), 'text/plain'],
        [new URLSearchParams(form()).toString(), 'application/x-www-form-urlencodedx'],
      ] as const) {
        const { status, body } = await post(text, { 'content-type': type })
        expect([status, body.error_codes]).toEqual([400, [900144]])
        expect(body.error_description).toContain("'grant_type'")
      }
      expect((await post('', FORM)).body.error_codes).toEqual([900144])
    })

    it('ignores what it does not know, twice too, and refuses what it knows twice', async () => {
      const text = new URLSearchParams(form()).toString()
      expect((await post(`${text}&x-client-SKU=a&x-client-SKU=b&=&&constructor=1&__proto__=2`, FORM)).status).toBe(200)
      const { status, body } = await post(`${text}&scope=other`, FORM)
      expect([status, body.error, body.error_codes]).toEqual([400, 'invalid_request', [9000411]])
      expect(body.error_description).toContain("The parameter 'scope' is duplicated.")
    })

    it('tells huge values back in part', async () => {
      const { status, body } = await send(path(), { ...form(), client_id: 'x'.repeat(100_000) })
      expect([status, body.error_codes]).toEqual([400, [700016]])
      expect(String(body.error_description).length).toBeLessThan(2000)
      for (const name of ['client_secret', 'scope', 'grant_type']) {
        const refused = await send(path(), { ...form(), [name]: '%'.repeat(100_000) })
        expect(refused.status).toBeGreaterThanOrEqual(400)
        expect(refused.text.length).toBeLessThan(3000)
      }
    })

    it('takes credentials by HTTP Basic, as odd as they come', async () => {
      const { clientId, clientSecret } = app('web')
      const ask = (headers: Readonly<Record<string, string>>) => send(path(), withoutClient(), headers)
      expect((await ask(basic(`${clientId}:${clientSecret}`))).status).toBe(200)
      expect((await ask(basic(`${encodeURIComponent(clientId)}:web%2Dsecret%2dweb-secret`))).status).toBe(200)
      expect(
        (await ask({ authorization: basic(`${clientId}:${clientSecret}`).authorization.replace('Basic ', 'bAsIc  ') }))
          .status,
      ).toBe(200)
      for (const text of [`${clientId}:wr%ZZong`, `${clientId}:\u0000`, `${clientId}:a:b`]) {
        expect((await ask(basic(text))).body.error_codes).toEqual([7000215])
      }
      expect((await ask(basic(`${clientId}:`))).body.error_codes).toEqual([7000216])
      for (const authorization of ['Basic', 'Basic ====', 'Basic ###', 'Basic aGVsbG8=', 'Bearer x']) {
        expect((await ask({ authorization })).body.error_codes).toEqual([900144])
      }
    })

    it('is for POST alone', async () => {
      const { status, headers, body } = await host.request('GET', path())
      expect([status, headers.allow, body.error_codes]).toEqual([405, 'POST', [900561]])
    })
  },
  grantOptions,
)
