import { beforeEach, describe, expect, it } from 'vitest'
import { type Answer, describeHosts } from '../../support/describe-hosts.js'
import { options } from '../aadsts/fixture.js'
import { createWorld, type Fields, type World } from '../aadsts/world.js'
import { CALLBACK } from '../sign-in-fixture.js'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

describeHosts(
  'a parameter that stands there twice',
  (host) => {
    let world: World
    beforeEach(async () => {
      await host.control.reset()
      world = createWorld(host, '')
    })
    const path = (endpoint: string) => `/${world.home()}/oauth2/v2.0/${endpoint}`
    const postText = (endpoint: string, body: string, headers: Fields = FORM) =>
      host.request('POST', path(endpoint), { headers, body })
    const expectRefused = ({ status, body, headers, text }: Answer, name: string) => {
      expect([status, headers.location]).toEqual([400, undefined])
      const told = body.error === undefined ? text.replaceAll('&#39;', "'") : String(body.error_description)
      expect(told).toContain(
        `AADSTS9000411: The request is not properly formatted. The parameter '${name}' is duplicated.`,
      )
    }
    const appForm = (): Fields => ({
      ...world.as('web'),
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    })
    const asked = (): Fields => ({
      client_id: world.app('web').clientId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid',
      state: 's',
    })

    describe.each(['before', 'behind'])('%s the right one', (place) => {
      const twice = (form: Fields, name: string, value: string) => {
        const [text, more] = [new URLSearchParams(form).toString(), new URLSearchParams({ [name]: value }).toString()]
        return place === 'before' ? `${more}&${text}` : `${text}&${more}`
      }

      it.each(['client_id', 'client_secret', 'grant_type', 'scope'])(
        'is refused at the token endpoint: %s',
        async (name) => {
          expectRefused(await postText('token', twice(appForm(), name, 'other')), name)
          expectRefused(await postText('token', twice(appForm(), name, appForm()[name] ?? '')), name)
        },
      )

      it.each(['code', 'redirect_uri', 'code_verifier'])('is refused where a code is redeemed: %s', async (name) => {
        const code = await world.code()
        const form = {
          ...world.as('web'),
          grant_type: 'authorization_code',
          code,
          redirect_uri: CALLBACK,
          code_verifier: '',
        }
        expectRefused(await postText('token', twice(form, name, 'other')), name)
        expect((await world.redeem(code)).status).toBe(200)
      })

      it.each(['client_id', 'redirect_uri', 'response_type', 'scope', 'state'])(
        'is refused where somebody signs in, and consents for all: %s',
        async (name) => {
          const query = twice(asked(), name, 'https://evil.example/')
          expectRefused(await host.request('GET', `${path('authorize')}?${query}`), name)
          expectRefused(await postText('authorize', query), name)
          expectRefused(await host.request('GET', `/${world.home()}/v2.0/adminconsent?${query}`), name)
          expectRefused(await host.request('GET', `/${world.home()}/adminconsent?${query}`), name)
        },
      )

      it.each(['client_id', 'scope'])('is refused where a device asks: %s', async (name) => {
        const form = { ...world.as('tv'), scope: 'openid' }
        expectRefused(await postText('devicecode', twice(form, name, 'other')), name)
      })

      it('leads nowhere at the end of a session', async () => {
        const query = twice({ post_logout_redirect_uri: CALLBACK }, 'post_logout_redirect_uri', 'https://evil.example/')
        expect((await host.request('GET', `${path('logout')}?${query}`)).headers.location).toBeUndefined()
      })
    })

    it('is one parameter, however its name is encoded', async () => {
      const text = new URLSearchParams(appForm()).toString()
      for (const name of ['%73cope', 'sc%6Fpe'])
        expectRefused(await postText('token', `${text}&${name}=other`), 'scope')
    })

    it('is another one where its case differs, or brackets follow: nobody reads that', async () => {
      const text = new URLSearchParams(appForm()).toString()
      for (const more of [
        'Scope=other',
        'scope[]=other',
        'scope%5B%5D=other',
        'client_id.x=1',
        'scope%00=x',
        ' scope=x',
      ])
        expect((await postText('token', `${text}&${more}`)).status).toBe(200)
    })

    it('in the address as well as in the form counts in the form alone', async () => {
      const query = new URLSearchParams({
        client_id: world.app('closed').clientId,
        scope: 'other',
        grant_type: 'other',
      })
      const { status } = await postText(`token?${query}`, new URLSearchParams(appForm()).toString())
      expect(status).toBe(200)
      const onlyThere = await postText(`token?${new URLSearchParams(appForm())}`, 'x=1')
      expect(onlyThere.body.error_codes).toEqual([900144])
    })

    it('in a form that comes as something else is not read', async () => {
      for (const type of ['multipart/form-data; boundary=x', 'application/json', 'text/plain'])
        expect(
          (await postText('token', new URLSearchParams(appForm()).toString(), { 'content-type': type })).status,
        ).toBe(400)
    })

    it('is told from a secret by HTTP Basic for another client: the form names the client', async () => {
      const other = world.app('api')
      const authorization = `Basic ${Buffer.from(`${other.clientId}:${other.clientSecret}`).toString('base64')}`
      const { client_id = '', grant_type = '', scope = '' } = appForm()
      const { status } = await world.token({ client_id, grant_type, scope }, undefined, { authorization })
      expect(status).toBe(401)
    })
  },
  options,
)
