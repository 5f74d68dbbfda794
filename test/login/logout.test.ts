import { beforeEach, expect, it } from 'vitest'
import { createBrowser } from '../support/browser.js'
import { describeHosts } from '../support/describe-hosts.js'
import { claimsOf } from './login-door.js'
import { CALLBACK, peopleOf, signInOptions } from './sign-in-fixture.js'

const SIGNED_OUT = 'You signed out of your account'

describeHosts(
  'signing out in the browser',
  (host) => {
    let browser: ReturnType<typeof createBrowser>
    const path = (endpoint: string) => `/${peopleOf(host).tenant.id}/oauth2/v2.0/${endpoint}`
    const ask = (more: Readonly<Record<string, string>> = {}) =>
      browser.open(path('authorize'), {
        client_id: peopleOf(host).app('web').clientId,
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'User.Read openid profile offline_access',
        ...more,
      })
    const signIn = async (key: string) => {
      await ask({ prompt: 'login' })
      const { userPrincipalName, password } = peopleOf(host).user(key)
      return browser.submit({ loginfmt: userPrincipalName, passwd: password ?? '' })
    }
    const idTokenOf = async (code: string) => {
      const { clientId, clientSecret } = peopleOf(host).app('web')
      const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK }
      const client = { client_id: clientId, client_secret: clientSecret ?? '' }
      const { body } = await host.request('POST', path('token'), { body: new URLSearchParams({ ...form, ...client }) })
      return String(body.id_token)
    }
    const isSignedIn = async (key: string) => {
      const { userPrincipalName } = peopleOf(host).user(key)
      return (await ask({ prompt: 'none', login_hint: userPrincipalName })).sentTo?.searchParams.has('code')
    }
    const registerLogoutUrl = async (logoutUrl: unknown) => {
      const { app } = peopleOf(host)
      const { access_token } = await host.control.tokens({
        tenantId: peopleOf(host).tenant.id,
        app: app('admin').clientId,
        scope: 'https://graph.microsoft.com/.default',
      })
      const { status } = await host.request('PATCH', `/v1.0/applications/${app('web').objectId}`, {
        body: { web: { logoutUrl } },
        headers: { authorization: `Bearer ${access_token}` },
      })
      expect(status).toBe(204)
    }

    beforeEach(async () => {
      await host.control.reset()
      browser = createBrowser(host)
    })

    it('says so even when nobody was signed in', async () => {
      expect((await browser.open(path('logout'))).title).toBe(SIGNED_OUT)
    })

    it('asks which of several accounts, and leaves the others', async () => {
      await signIn('ann')
      await signIn('bob')
      const page = await browser.open(path('logout'), { post_logout_redirect_uri: CALLBACK, state: 'a&b' })
      expect(page.title).toBe('Pick an account')
      const { sentTo } = await browser.press('Ann ann@contoso.onmicrosoft.com')
      expect(sentTo?.href).toBe(`${CALLBACK}?state=a%26b`)
      expect(await isSignedIn('ann')).toBe(false)
      expect(await isSignedIn('bob')).toBe(true)
    })

    it('signs out of all accounts', async () => {
      await signIn('ann')
      await signIn('bob')
      await browser.open(path('logout'))
      expect((await browser.press('Sign out of all accounts')).title).toBe(SIGNED_OUT)
      expect(await isSignedIn('ann')).toBe(false)
      expect(await isSignedIn('bob')).toBe(false)
    })

    it('leaves the others alone when the chosen one is signed out already', async () => {
      await signIn('ann')
      await signIn('bob')
      await browser.open(path('logout'))
      await host.control.resetPassword('ann@contoso.onmicrosoft.com')
      expect((await browser.press('Ann ann@contoso.onmicrosoft.com')).title).toBe(SIGNED_OUT)
      expect(await isSignedIn('bob')).toBe(true)
    })

    it('takes no choice that another site made', async () => {
      await signIn('ann')
      await signIn('bob')
      await browser.open(path('logout'))
      expect((await browser.submit({ account: 'all', canary: 'guess' })).title).toBe('Pick an account')
      expect((await browser.submit({ account: 'all' }, { origin: 'https://evil.example' })).title).toBe(
        'Pick an account',
      )
      expect(await isSignedIn('ann')).toBe(true)
    })

    it.each(['name', 'login_hint', 'id token'])('signs out of the account that the app names by %s', async (kind) => {
      await signIn('bob')
      const { sentTo } = await signIn('ann')
      const idToken = await idTokenOf(sentTo?.searchParams.get('code') ?? '')
      const { tenant, user } = peopleOf(host)
      const hint = `O.${Buffer.from(`${tenant.id}/${user('ann').id}`).toString('base64url')}`
      const hints: Readonly<Record<string, Record<string, string>>> = {
        name: { logout_hint: 'ANN@contoso.onmicrosoft.com' },
        login_hint: { logout_hint: hint },
        'id token': { id_token_hint: idToken },
      }
      expect((await browser.open(path('logout'), hints[kind])).title).toBe(SIGNED_OUT)
      expect(await isSignedIn('ann')).toBe(false)
      expect(await isSignedIn('bob')).toBe(true)
    })

    it('asks when the hint names nobody here', async () => {
      await signIn('ann')
      await signIn('bob')
      const hint = { logout_hint: 'new@contoso.onmicrosoft.com', id_token_hint: 'nonsense' }
      expect((await browser.open(path('logout'), hint)).title).toBe('Pick an account')
    })

    it('tells the apps that the session led into, then goes on', async () => {
      await registerLogoutUrl('http://localhost:3000/signed-out?a=b')
      const { sentTo } = await signIn('ann')
      const sid = sentTo?.searchParams.get('session_state') ?? ''
      expect(claimsOf(await idTokenOf(sentTo?.searchParams.get('code') ?? '')).oid).toBe(peopleOf(host).user('ann').id)
      const page = await browser.open(path('logout'), { post_logout_redirect_uri: CALLBACK })
      expect(page.title).toBe(SIGNED_OUT)
      expect(page.text).toContain(`<iframe src="http://localhost:3000/signed-out?a=b&amp;sid=${sid}"`)
      expect(page.headers['content-security-policy']).toMatch(/; frame-src http:\/\/localhost:3000$/)
      expect(page.text).toContain(`<meta http-equiv="refresh" content="1;url=${CALLBACK}">`)
      expect((await browser.open(path('logout'))).text).not.toContain('<iframe')
    })

    it.each([['javascript:alert(1)'], ['not an address'], ['https://x.example/;script-src *"><b>']])(
      'loads no %s',
      async (logoutUrl) => {
        await registerLogoutUrl(logoutUrl)
        await signIn('ann')
        const page = await browser.open(path('logout'))
        expect(page.title).toBe(SIGNED_OUT)
        expect(page.headers['content-security-policy']).not.toContain('*')
        expect(page.text).not.toContain('javascript:')
      },
    )

    it.each([
      ['https://evil.example/'],
      [`${CALLBACK}/`],
      [`${CALLBACK}?x=1`],
      ['http://localhost:3000/other'],
      ['javascript:alert(1)'],
      ['//evil.example'],
    ])('does not go on to %s, which no app registered', async (uri) => {
      await signIn('ann')
      const page = await browser.open(path('logout'), { post_logout_redirect_uri: uri, state: 's' })
      expect(page.title).toBe(SIGNED_OUT)
      expect(page.sentTo).toBeUndefined()
      expect(page.text).not.toContain('evil')
    })

    it('may come as a form, too', async () => {
      await signIn('ann')
      const body = new URLSearchParams({ post_logout_redirect_uri: CALLBACK, state: 's' })
      const answer = await host.request('POST', path('logout'), { body, headers: { cookie: browser.cookie } })
      expect(answer.headers.location).toBe(`${CALLBACK}?state=s`)
      expect(await isSignedIn('ann')).toBe(false)
    })
  },
  signInOptions,
)
