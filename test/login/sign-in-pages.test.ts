import { beforeEach, expect, it } from 'vitest'
import { createBrowser } from '../support/browser.js'
import { describeHosts } from '../support/describe-hosts.js'
import { customerOptions, MARY, PASSWORD } from './customers-fixture.js'
import { CALLBACK, peopleOf, signInOptions } from './sign-in-fixture.js'

const NEW = 'Winter2027!'

describeHosts(
  'the sign-in pages',
  (host) => {
    let browser: ReturnType<typeof createBrowser>
    const upn = (key: string) => `${key}@contoso.onmicrosoft.com`
    const ask = (more: Readonly<Record<string, string>> = {}) => {
      const { segment = peopleOf(host).tenant.id, ...parameters } = more
      return browser.open(`/${segment}/oauth2/v2.0/authorize`, {
        client_id: peopleOf(host).app('web').clientId,
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'User.Read',
        ...parameters,
      })
    }
    const password = (key: string) => peopleOf(host).user(key).password ?? ''
    const signIn = async (key: string, more: Readonly<Record<string, string>> = {}) => {
      await ask({ prompt: 'login', ...more })
      return browser.submit({ loginfmt: upn(key), passwd: password(key) })
    }
    const patch = async (path: string, body: object) => {
      const { tenant, app } = peopleOf(host)
      const scope = 'https://graph.microsoft.com/.default'
      const { access_token } = await host.control.tokens({ tenantId: tenant.id, app: app('admin').clientId, scope })
      const headers = { authorization: `Bearer ${access_token}` }
      const { status, text } = await host.request('PATCH', `/v1.0${path}`, { body, headers })
      expect(status, text).toBe(204)
    }
    const openToOthers = () =>
      patch(`/applications/${peopleOf(host).app('web').objectId}`, { signInAudience: 'AzureADMultipleOrgs' })
    const patchUser = (key: string, body: object) => patch(`/users/${peopleOf(host).user(key).id}`, body)

    beforeEach(async () => {
      await host.control.reset()
      browser = createBrowser(host)
    })

    it('name the organization and the app, and have the focus at the first thing to fill in', async () => {
      const page = await ask()
      expect(page.text).toContain('<header><p>Contoso</p></header>')
      expect(page.text).toContain('to continue to <strong>Web shop</strong>')
      expect(page.text).toMatch(/<input id="i0116" [^>]* autofocus>/)
      const hinted = await ask({ login_hint: upn('ann') })
      expect(hinted.text).toContain(`value="${upn('ann')}"`)
      expect(hinted.text).toMatch(/<input id="i0118" [^>]* autofocus>/)
    })

    it('know whom an app expects by the login_hint of a token', async () => {
      const { tenant, user } = peopleOf(host)
      const login_hint = `O.${Buffer.from(`${tenant.id}/${user('ann').id}`).toString('base64url')}`
      expect((await ask({ login_hint })).text).toContain(`value="${upn('ann')}"`)
      await signIn('bob')
      expect((await ask({ login_hint, prompt: 'none' })).sentTo?.searchParams.get('error')).toBe('login_required')
      await signIn('ann')
      expect((await ask({ login_hint })).sentTo?.searchParams.get('code')).toBeTruthy()
    })

    it.each([
      ['ann', 'password', 'Your account or password is incorrect.', 50126],
      ['nobody', 'username', 'This username may be incorrect.', 50034],
      ['bob', 'username', 'Your account has been locked.', 50057],
    ])('tell %s what is wrong at its field, the code in the details', async (key, about, text, code) => {
      await patchUser('bob', { accountEnabled: false })
      await ask()
      const page = await browser.submit({ loginfmt: upn(key), passwd: 'wrong-one' })
      expect(page.title).toBe('Sign in')
      expect(page.text).toContain(`<p class="error" role="alert" id="${about}Error">${text}`)
      expect(page.text).toMatch(new RegExp(`aria-describedby="${about}Error" aria-invalid="true" autofocus>`))
      expect(page.text).toMatch(new RegExp(`<details><summary>Error details</summary><p>AADSTS${code}: `))
      expect(page.text).toContain(`value="${upn(key)}"`)
      expect(page.text).not.toContain('wrong-one')
    })

    it.each([
      ['ann', 'AADSTS50059'],
      ['ann@nowhere.example', 'AADSTS90002'],
      ['ann@no where', 'AADSTS900023'],
    ])('tell on /common that %s leads nowhere', async (loginfmt, code) => {
      await openToOthers()
      await ask({ segment: 'common' })
      const page = await browser.submit({ loginfmt, passwd: 'x' })
      expect(page.text).toContain('id="usernameError"')
      expect(page.text).toContain(code)
    })

    it('know by the domain hint who is expected where the path names nobody', async () => {
      await openToOthers()
      expect((await ask({ segment: 'organizations' })).text).toContain('<header><p>Graphverse</p></header>')
      const page = await ask({ segment: 'organizations', domain_hint: 'contoso.onmicrosoft.com' })
      expect(page.text).toContain('<header><p>Contoso</p></header>')
      expect((await browser.submit({ loginfmt: 'ann', passwd: password('ann') })).text).toContain('AADSTS50034')
      expect((await ask({ segment: 'organizations', domain_hint: 'organizations' })).title).toBe('Sign in')
    })

    it('show the accounts that are signed in, and sign out of one', async () => {
      await signIn('ann')
      await signIn('bob')
      expect((await ask()).title).toBe('Pick an account')
      expect((await browser.press(`Bob ${upn('bob')}`)).sentTo?.searchParams.get('code')).toBeTruthy()
      await ask({ prompt: 'select_account' })
      const left = await browser.press(`Sign out ${upn('bob')}`)
      expect(left.title).toBe('Pick an account')
      expect(left.text).not.toContain(upn('bob'))
      expect((await browser.press(`Sign out ${upn('ann')}`)).title).toBe('Sign in')
      expect((await ask({ prompt: 'none' })).sentTo?.searchParams.get('error')).toBe('login_required')
    })

    it('let another account be used', async () => {
      await signIn('ann')
      await ask({ prompt: 'select_account' })
      const page = await browser.press('Use another account')
      expect(page.title).toBe('Sign in')
      expect(page.text).not.toContain(upn('ann'))
    })

    it('take no account of another tenant, nor one that was never offered', async () => {
      await signIn('ann')
      await host.control.tenants({
        fixture: { ...(signInOptions.fixture as { tenants: object[] }).tenants[0], key: 'fabrikam' },
      })
      const { tenants } = host.control.info()
      const other = tenants.find(({ key }) => key === 'fabrikam')
      const parameters = { segment: other?.id ?? '', client_id: other?.apps[0]?.clientId ?? '' }
      const page = await ask({ ...parameters, prompt: 'select_account' })
      expect(page.title).toBe('Sign in')
      const first = await signIn('ann')
      const sid = first.sentTo?.searchParams.get('session_state') ?? ''
      await ask({ ...parameters, prompt: 'login' })
      for (const step of ['account', 'consent', 'confirm'])
        expect((await browser.submit({ step, account: sid, decision: 'accept' })).title).toBe('Sign in')
      await host.control.deleteTenant(other?.id ?? '')
    })

    it('begin anew when the form is older than the last sign-in', async () => {
      await ask({ prompt: 'login' })
      const { cookie } = browser
      await browser.submit({ loginfmt: upn('ann'), passwd: password('ann') })
      expect(browser.cookie.split('~')[0]).not.toBe(cookie)
      browser.back()
      const page = await browser.submit({ loginfmt: upn('bob'), passwd: password('bob') })
      expect(page.title).toBe('Pick an account')
      expect(page.text).toContain('This page was no longer current')
      expect(page.text).toMatch(/tabindex="-1" autofocus>This page/)
    })

    it('end a session that a stranger may have planted: its cookie means nothing after a sign-in', async () => {
      await ask()
      const planted = browser.cookie
      await browser.submit({ loginfmt: upn('ann'), passwd: password('ann') })
      const headers = { cookie: planted }
      const { tenant, app } = peopleOf(host)
      const query = new URLSearchParams({
        client_id: app('web').clientId,
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'User.Read',
        prompt: 'none',
      })
      const { headers: answered } = await host.request('GET', `/${tenant.id}/oauth2/v2.0/authorize?${query}`, {
        headers,
      })
      expect(String(answered.location)).toContain('error=login_required')
    })

    it.each([
      [{ oldpasswd: 'guess' }, 'passwordError', 'The current password is incorrect.', 120000],
      [{ newpasswd: 'weak', confirmpasswd: 'weak' }, 'newPasswordError', 'This password is too easy to guess.', 120002],
      [
        { newpasswd: 'Passw0rd!new', confirmpasswd: 'Passw0rd!new' },
        'newPasswordError',
        'Choose a password that differs',
        120002,
      ],
      [{ confirmpasswd: 'Other2027!' }, 'confirmationError', 'The passwords don&#39;t match.', 50144],
      [{ login: upn('nobody') }, undefined, 'This username may be incorrect.', 50034],
    ])('ask for a new password until it is one: %j', async (wrong, error, text, code) => {
      const page = await signIn('new')
      expect(page.title).toBe('Update your password')
      const right = { oldpasswd: password('new'), newpasswd: NEW, confirmpasswd: NEW }
      const again = await browser.submit({ ...right, ...wrong })
      expect(again.title).toBe('Update your password')
      if (error) expect(again.text).toContain(`id="${error}"`)
      expect(again.text).toContain(text)
      expect(again.text).toContain(`AADSTS${code}`)
      expect((await browser.submit({ ...right, login: upn('new') })).sentTo?.searchParams.get('code')).toBeTruthy()
      await ask({ prompt: 'login' })
      expect((await browser.submit({ loginfmt: upn('new'), passwd: NEW })).sentTo).toBeDefined()
    })

    it('ask for a new password when it expired since the page was shown', async () => {
      await ask()
      await patchUser('ann', { passwordProfile: { forceChangePasswordNextSignIn: true } })
      expect((await browser.submit({ loginfmt: upn('ann'), passwd: password('ann') })).title).toBe(
        'Update your password',
      )
      const { password: temporary } = await host.control.resetPassword(upn('ann'))
      const change = { newpasswd: NEW, confirmpasswd: NEW }
      const outdated = await browser.submit({ ...change, oldpasswd: password('ann') })
      expect(outdated.text).toContain('The current password is incorrect.')
      expect((await browser.submit({ ...change, oldpasswd: temporary })).sentTo).toBeDefined()
    })

    it('ask who somebody is when his password was reset while he picked his account', async () => {
      await signIn('ann')
      await signIn('bob')
      await ask({ prompt: 'select_account' })
      await host.control.resetPassword(upn('ann'))
      expect((await browser.press(`Ann ${upn('ann')}`)).title).toBe('Sign in')
    })

    it('change a password once, however often the button is pressed', async () => {
      await signIn('new')
      const { cookie } = browser
      const change = { oldpasswd: password('new'), newpasswd: NEW, confirmpasswd: NEW }
      await browser.submit(change)
      browser.back()
      expect((await browser.submit(change, { cookie })).sentTo?.searchParams.get('code')).toBeTruthy()
    })

    it('list what the app asks for, in words', async () => {
      const page = await signIn('ann', { scope: 'User.Read User.ReadBasic.All openid' })
      expect(page.title).toBe('Permissions requested')
      expect(page.text).toContain(upn('ann'))
      expect(page.text).toContain('<strong>Web shop</strong> would like to:')
      expect(page.text).toContain('<strong>Sign you in and read your profile</strong>')
      expect(page.text).toMatch(
        /<strong>Read all users&#39; basic profiles<\/strong>Lets the app see .* <code>User.ReadBasic.All<\/code>/,
      )
      expect(page.text).not.toContain('forAll')
      expect((await browser.submit({ decision: 'cancel' })).sentTo?.searchParams.get('error_description')).toMatch(
        /^AADSTS65004: /,
      )
    })

    it('lead back to the app when only an administrator can consent', async () => {
      const page = await signIn('ann', { scope: 'User.ReadWrite.All', state: 's' })
      expect(page.title).toBe('Need admin approval')
      const { sentTo } = await browser.press('Return to the application')
      expect(sentTo?.searchParams.get('error')).toBe('access_denied')
      expect(sentTo?.searchParams.get('error_description')).toMatch(/^AADSTS90094: /)
      expect(sentTo?.searchParams.get('state')).toBe('s')
      await ask({ scope: 'User.ReadWrite.All' })
      expect((await browser.press('Have an admin account? Sign in with that account')).title).toBe('Sign in')
    })

    it('refuse a forged consent to what takes an administrator', async () => {
      await signIn('ann', { scope: 'User.ReadWrite.All' })
      const { sentTo } = await browser.submit({ decision: 'accept', forAll: '1' })
      expect(sentTo?.searchParams.get('error_description')).toMatch(/^AADSTS90094: /)
    })

    it('let an administrator consent for everybody, after which nobody is asked', async () => {
      const page = await signIn('admin', { scope: 'User.ReadWrite.All' })
      expect(page.text).toContain('Consent on behalf of your organization')
      expect((await browser.submit({ decision: 'accept', forAll: '1' })).sentTo?.searchParams.get('code')).toBeTruthy()
      expect((await signIn('ann', { scope: 'User.ReadWrite.All' })).sentTo?.searchParams.get('code')).toBeTruthy()
      const mixed = await signIn('bob', { scope: 'User.ReadWrite.All User.ReadBasic.All' })
      expect(mixed.title).toBe('Permissions requested')
      expect((await browser.submit({ decision: 'accept' })).sentTo?.searchParams.get('code')).toBeTruthy()
    })

    it('ask again who somebody is that signed out before he consented', async () => {
      await signIn('ann', { scope: 'User.ReadBasic.All' })
      await host.control.resetPassword(upn('ann'))
      expect((await browser.submit({ decision: 'accept' })).title).toBe('Sign in')
    })

    it('send nobody to what a browser would run', async () => {
      const uris = ['javascript:alert(1)', ' java\tscript:alert(1)', 'data:text/html,x']
      await patch(`/applications/${peopleOf(host).app('web').objectId}`, { web: { redirectUris: uris } })
      for (const redirect_uri of uris) {
        const page = await ask({ redirect_uri })
        expect(page.status, redirect_uri).toBe(400)
        expect(page.text).toContain('AADSTS50011')
      }
    })

    it('post the answer to the app by a page that works without scripts', async () => {
      const page = await signIn('ann', { response_mode: 'form_post', state: 's' })
      expect(page.text).toContain(`<form method="post" action="${CALLBACK}">`)
      expect(page.text).toMatch(/<noscript>.*<button type="submit">/)
      expect(page.headers['x-frame-options']).toBeUndefined()
    })

    it('refuse a step that there is not', async () => {
      await ask()
      const { sentTo } = await browser.submit({ step: '__proto__' })
      expect(sentTo?.searchParams.get('error')).toBe('invalid_request')
    })
  },
  signInOptions,
)

describeHosts(
  'customers on their own authority',
  (host) => {
    it('meet the same pages, under the name of their tenant', async () => {
      const { tenant, app } = peopleOf(host)
      const query = new URLSearchParams({
        client_id: app('web').clientId,
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'User.Read',
      })
      const authority = 'https://customers.ciamlogin.com'
      const url = `${authority}/${tenant.defaultDomain}/oauth2/v2.0/authorize?${query}`
      const fetched = await host.emulator.fetch(new Request(url))
      const text = await fetched.text()
      expect(text).toContain('<header><p>Customers of Contoso</p></header>')
      expect(text).toContain(`<form method="post" action="${authority}/${tenant.defaultDomain}/oauth2/v2.0/authorize?`)
      const cookie = fetched.headers.get('set-cookie') ?? ''
      expect(cookie).toMatch(/^ESTSAUTH-TLS=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
      const canary = /name="canary" value="([^"]*)"/.exec(text)?.[1] ?? ''
      const signedIn = await host.emulator.fetch(
        new Request(url, {
          method: 'POST',
          headers: { cookie: cookie.split(';')[0] ?? '' },
          body: new URLSearchParams({ step: 'password', canary, loginfmt: MARY, passwd: PASSWORD }),
          redirect: 'manual',
        }),
      )
      expect(signedIn.headers.get('location')).toMatch(/^http:\/\/localhost:3000\/cb\?code=/)
    })

    it('are told in their own words that there is no such account', async () => {
      const browser = createBrowser(host)
      const { tenant, app } = peopleOf(host)
      await browser.open(`/${tenant.id}/oauth2/v2.0/authorize`, {
        client_id: app('web').clientId,
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'User.Read',
      })
      const page = await browser.submit({ loginfmt: 'zoe', passwd: 'x' })
      expect(page.text).toContain('We couldn&#39;t find an account with this name.')
    })
  },
  customerOptions,
)
