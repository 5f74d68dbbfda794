import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { describeHosts } from '../../support/describe-hosts.js'
import { options } from '../aadsts/fixture.js'
import { createWorld, type Fields, type World } from '../aadsts/world.js'
import { CALLBACK } from '../sign-in-fixture.js'

const REGISTERED = 'https://app.example/cb'
/** What looks like the registered address to somebody who compares carelessly. */
const variants: readonly string[] = [
  'https://app.example/CB',
  'https://APP.example/cb',
  'HTTPS://app.example/cb',
  'http://app.example/cb',
  'https://app.example/cb/',
  'https://app.example//cb',
  'https://app.example/./cb',
  'https://app.example/cb/..',
  'https://app.example/cb/../evil',
  'https://app.example/cb/..%2fevil',
  'https://app.example/cb%2f..%2fevil',
  'https://app.example/%63b',
  'https://app.example/cb%00',
  'https://app.example/cb?a=b',
  'https://app.example/cb?',
  'https://app.example/cb#a',
  'https://app.example/cb#',
  'https://app.example/cb;a=b',
  'https://app.example:443/cb',
  'https://app.example:8443/cb',
  'https://app.example.evil.example/cb',
  'https://evil.example/https://app.example/cb',
  'https://evil.example#https://app.example/cb',
  'https://evil.example\\@app.example/cb',
  'https://app.example@evil.example/cb',
  'https://user:pass@app.example/cb',
  'https://app.example\\.evil.example/cb',
  'https://xapp.example/cb',
  'https://www.app.example/cb',
  'https://\u0430pp.example/cb',
  'https:app.example/cb',
  'https:/app.example/cb',
  'https:\\\\app.example\\cb',
  '//app.example/cb',
  '/cb',
  'cb',
  ' https://app.example/cb',
  'https://app.example/cb ',
  'https://app.example/cb\t',
  'https://app.example/cb\r\nset-cookie: a=b',
  'https://app.example/cb\u0000',
  'https%3A%2F%2Fapp.example%2Fcb',
  'javascript:alert(1)',
  'javascript://app.example/cb%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  '__proto__',
  // A free port is for the names of this machine alone.
  'http://localhost:3000/cb',
  'http://localhost:9/other',
  'http://localhost.evil.example:9/native',
  'http://localhost@evil.example:9/native',
  'http://localhost:9@evil.example/native',
  'http://localhost:9/native/',
  'http://localhost:9/native?a=b',
  'http://localhost:9/native#a',
  'http://localhost:9/../native',
  'https://localhost:9/native',
  'http://[::1]:9/native',
]

/** What else is said in the request, right or wrong: it decides nothing. */
const others: readonly Fields[] = [
  {},
  { prompt: 'none' },
  { response_mode: 'form_post' },
  { response_mode: 'magic' },
  { scope: '' },
]

const register = ({ graph, app }: World, redirectUris: readonly string[]) =>
  graph('PATCH', `/v1.0/applications/${app('web').objectId}`, { web: { redirectUris } })

const openPath = ({ browser, home, app }: World, path: string, parameters: Fields) =>
  browser.open(`/${home()}${path}`, { client_id: app('web').clientId, ...parameters })

describeHosts(
  'a redirect URI',
  (host) => {
    let world: World
    beforeAll(async () => {
      world = createWorld(host, '')
      await register(world, [REGISTERED, 'http://localhost/native'])
    })
    const ask = (path: string, parameters: Fields) => openPath(world, path, parameters)

    it('is gone to where it is the very one, or differs in the port of this machine', async () => {
      for (const redirect_uri of [REGISTERED, 'http://localhost/native', 'http://localhost:9/native']) {
        const { sentTo } = await world.signIn('ann', 'web', { redirect_uri, prompt: 'login' })
        expect(sentTo?.href).toMatch(new RegExp(`^${redirect_uri}\\?code=`))
      }
    })

    describe.each(variants)('%j', (uri) => {
      it('is gone to by no sign-in', async () => {
        for (const more of others) {
          const page = await world.open('web', { redirect_uri: uri, ...more })
          expect([page.status, page.sentTo, page.headers.location]).toEqual([400, undefined, undefined])
          expect(page.text).toContain('AADSTS50011')
          expect(page.text).not.toMatch(/<(a|form|meta http-equiv)\b/)
        }
      })

      it('is gone to by no consent', async () => {
        const page = await ask('/v2.0/adminconsent', { redirect_uri: uri, scope: 'User.Read' })
        expect([page.status, page.sentTo]).toEqual([400, undefined])
        expect(page.text).toContain('AADSTS50011')
      })

      it('is gone to by no sign-out', async () => {
        // Another app of the tenant has it.
        if (uri === CALLBACK) return
        const page = await ask('/oauth2/v2.0/logout', { post_logout_redirect_uri: uri, state: uri })
        expect([page.status, page.sentTo, page.headers.location]).toEqual([200, undefined, undefined])
        expect(page.text).not.toMatch(/<(a|form|meta http-equiv)\b/)
      })
    })

    it('of another app is none of this one', async () => {
      const page = await world.open('closed', { redirect_uri: REGISTERED })
      expect([page.status, page.sentTo]).toEqual([400, undefined])
    })

    it('is named where there are several', async () => {
      const page = await world.open('web', { redirect_uri: '' })
      expect([page.status, page.sentTo]).toEqual([400, undefined])
    })

    it('gets its state back as it was, and nothing else by it', async () => {
      const state = '"><a href=//evil.example>\r\nlocation: https://evil.example&code=mine#x'
      for (const response_mode of ['query', 'fragment']) {
        const { sentTo } = await world.open('web', { redirect_uri: REGISTERED, prompt: 'none', state, response_mode })
        expect(`${sentTo?.origin}${sentTo?.pathname}`).toBe(REGISTERED)
        const told = response_mode === 'query' ? sentTo?.searchParams : new URLSearchParams(sentTo?.hash.slice(1))
        expect([told?.get('state'), told?.get('code')]).toEqual([state, null])
      }
      const page = await ask('/oauth2/v2.0/logout', { post_logout_redirect_uri: REGISTERED, state })
      expect(page.sentTo?.searchParams.get('state')).toBe(state)
      expect(page.sentTo?.host).toBe('app.example')
    })
  },
  options,
)

describeHosts(
  'a redirect URI that is registered',
  (host) => {
    let world: World
    beforeEach(async () => {
      await host.control.reset()
      world = createWorld(host, '')
    })

    it('may hold what a header cannot: that is encoded', async () => {
      const uri = 'https://app.example/日本\r\nset-cookie: a=b'
      await register(world, [uri])
      const page = await world.open('web', { redirect_uri: uri, prompt: 'none' })
      expect(page.headers.location).toMatch(
        /^https:\/\/app\.example\/%E6%97%A5%E6%9C%AC%0D%0Aset-cookie:%20a=b\?error=login_required&/,
      )
      expect(page.headers['set-cookie']).toBeUndefined()
      const away = await openPath(world, '/oauth2/v2.0/logout', { post_logout_redirect_uri: uri })
      expect(away.headers.location).toBe('https://app.example/%E6%97%A5%E6%9C%AC%0D%0Aset-cookie:%20a=b')
    })

    it.each([
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'java\tscript:alert(1)',
      'JAVASCRIPT:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'blob:x',
      'about:blank',
    ])('is none that a browser would run, though it is registered: %j', async (uri) => {
      await register(world, [uri])
      for (const response_mode of ['query', 'form_post']) {
        const page = await world.open('web', { redirect_uri: uri, response_mode, prompt: 'none' })
        expect([page.status, page.headers.location]).toEqual([400, undefined])
      }
      expect(
        (await openPath(world, '/oauth2/v2.0/logout', { post_logout_redirect_uri: uri })).headers.location,
      ).toBeUndefined()
    })
  },
  options,
)
