import { createHash } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { createBrowser } from '../support/browser.js'
import { describeHosts } from '../support/describe-hosts.js'
import { claimsOf } from './login-door.js'
import { CALLBACK, peopleOf, signInOptions } from './sign-in-fixture.js'

const VERIFIER = 'a-code-verifier-that-is-long-enough-to-be-one-0123456789'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

describeHosts(
  'the authorization code flow',
  (host) => {
    let browser: ReturnType<typeof createBrowser>
    const world = () => {
      const people = peopleOf(host)
      return { tenant: people.tenant, app: people.app('web'), user: people.user('ann') }
    }
    const ask = (more: Readonly<Record<string, string>> = {}) => ({
      client_id: world().app.clientId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'User.Read openid profile offline_access',
      state: 's&t=1',
      nonce: 'n1',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...more,
    })
    const authorize = () => `/${world().tenant.id}/oauth2/v2.0/authorize`
    const token = (form: Readonly<Record<string, string>>) =>
      host.request('POST', `/${world().tenant.id}/oauth2/v2.0/token`, { body: new URLSearchParams(form) })
    const redeem = (code: string, more: Readonly<Record<string, string>> = {}) =>
      token({
        client_id: world().app.clientId,
        client_secret: world().app.clientSecret ?? '',
        grant_type: 'authorization_code',
        code,
        redirect_uri: CALLBACK,
        code_verifier: VERIFIER,
        ...more,
      })
    const signIn = async (more: Readonly<Record<string, string>> = {}) => {
      await browser.open(authorize(), ask(more))
      const { user } = world()
      return browser.submit({ login: user.userPrincipalName, passwd: user.password ?? '' })
    }

    beforeEach(() => {
      host.control.reset()
      browser = createBrowser(host)
    })

    it('leads through the sign-in page to the redirect URI, and the code brings tokens', async () => {
      const page = await browser.open(authorize(), ask())
      expect(page.title).toBe('Sign in')
      const { user } = world()
      const { sentTo } = await browser.submit({ login: user.userPrincipalName, passwd: user.password ?? '' })
      expect(sentTo?.origin + (sentTo?.pathname ?? '')).toBe(CALLBACK)
      expect(sentTo?.searchParams.get('state')).toBe('s&t=1')
      const { status, body } = await redeem(sentTo?.searchParams.get('code') ?? '')
      expect(status).toBe(200)
      expect(claimsOf(String(body.id_token))).toMatchObject({ nonce: 'n1', oid: user.id })
      const refreshed = await token({
        client_id: world().app.clientId,
        client_secret: world().app.clientSecret ?? '',
        grant_type: 'refresh_token',
        refresh_token: String(body.refresh_token),
      })
      expect(refreshed.status).toBe(200)
    })

    it('knows who is signed in the next time', async () => {
      await signIn()
      const { sentTo } = await browser.open(authorize(), ask({ prompt: 'none', response_mode: 'fragment' }))
      expect(sentTo?.hash).toContain('code=')
    })

    it('tells the client when nobody is signed in and nobody may be asked', async () => {
      const { sentTo } = await browser.open(authorize(), ask({ prompt: 'none' }))
      expect(sentTo?.searchParams.get('error')).toBe('login_required')
      expect(sentTo?.searchParams.get('error_description')).toMatch(/^AADSTS50058: /)
    })

    it('keeps to itself what a stranger asks for', async () => {
      const page = await browser.open(authorize(), ask({ redirect_uri: 'https://evil.example/cb' }))
      expect(page.status).toBe(400)
      expect(page.sentTo).toBeUndefined()
      expect(page.text).toContain('AADSTS50011')
    })

    it('shows a wrong password on the page', async () => {
      await browser.open(authorize(), ask())
      const page = await browser.submit({ login: world().user.userPrincipalName, passwd: 'wrong' })
      expect(page.title).toBe('Sign in')
      expect(page.text).toContain('AADSTS50126')
    })

    it('refuses a form that another site made up', async () => {
      await browser.open(authorize(), ask())
      const { user } = world()
      const fields = { login: user.userPrincipalName, passwd: user.password ?? '' }
      expect((await browser.submit({ ...fields, canary: 'guess' })).text).toContain('AADSTS90100')
      await browser.open(authorize(), ask())
      expect((await browser.submit(fields, { origin: 'https://evil.example' })).text).toContain('AADSTS90100')
    })

    it('asks for consent and remembers it', async () => {
      const page = await signIn({ scope: 'User.ReadBasic.All openid' })
      expect(page.title).toBe('Permissions requested')
      const { sentTo } = await browser.submit({ decision: 'accept' })
      const { body } = await redeem(sentTo?.searchParams.get('code') ?? '')
      expect(body.scope).toContain('User.ReadBasic.All')
      expect(
        (await browser.open(authorize(), ask({ scope: 'User.ReadBasic.All' }))).sentTo?.searchParams.get('code'),
      ).toBeTruthy()
    })

    it('tells the client when the person declines', async () => {
      await signIn({ scope: 'User.ReadBasic.All openid' })
      const { sentTo } = await browser.submit({ decision: 'cancel' })
      expect(sentTo?.searchParams.get('error')).toBe('access_denied')
    })

    it('redeems a code once, with its verifier and redirect URI only', async () => {
      const code = (await signIn()).sentTo?.searchParams.get('code') ?? ''
      expect((await redeem(code, { code_verifier: `${VERIFIER}x` })).body.error_codes).toEqual([501481])
      expect((await redeem(code, { redirect_uri: 'http://localhost' })).body.error_codes).toEqual([500112])
      expect((await redeem(code)).status).toBe(200)
      expect((await redeem(code)).body.error_codes).toEqual([54005])
      expect((await redeem('1.x.y')).body.error_codes).toEqual([70000])
    })

    it('signs out and goes back to a registered address only', async () => {
      await signIn()
      const path = `/${world().tenant.id}/oauth2/v2.0/logout`
      const away = await browser.open(path, { post_logout_redirect_uri: 'https://evil.example/' })
      expect(away.title).toBe('You signed out of your account')
      expect((await browser.open(authorize(), ask())).title).toBe('Sign in')
      expect((await browser.open(path, { post_logout_redirect_uri: CALLBACK })).sentTo?.href).toBe(CALLBACK)
    })
  },
  signInOptions,
)
