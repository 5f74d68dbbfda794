import { beforeEach, expect, it } from 'vitest'
import { createBrowser } from '../support/browser.js'
import { describeHosts, type Host } from '../support/describe-hosts.js'
import { customerOptions, MARY } from './customers-fixture.js'
import { CALLBACK, peopleOf, signInOptions } from './sign-in-fixture.js'

const open = (host: Host, browser: ReturnType<typeof createBrowser>, more: Readonly<Record<string, string>> = {}) => {
  const { tenant, app } = peopleOf(host)
  const { segment = tenant.id, ...parameters } = more
  return browser.open(`/${segment}/oauth2/v2.0/authorize`, {
    client_id: app('web').clientId,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'User.Read',
    ...parameters,
  })
}

const many = Array.from({ length: 120 }, (_, at) => ({
  key: `u${at}`,
  displayName: `User ${String(at).padStart(3, '0')}`,
}))
const [contoso] = (signInOptions.fixture as { tenants: [{ users: object[] }] }).tenants
const blocked = { key: 'off', displayName: 'Off', accountEnabled: false, password: 'Passw0rd!off' }

describeHosts(
  'with --sign-in pick',
  (host) => {
    let browser: ReturnType<typeof createBrowser>
    const shown = (text: string) => [...text.matchAll(/name="user" value="([^"@]*)/g)].map(([, name]) => name)
    beforeEach(() => {
      browser = createBrowser(host)
    })

    it('the first hundred users are listed by name, and whoever is picked is signed in', async () => {
      const page = await open(host, browser)
      expect(page.title).toBe('Sign in')
      expect(shown(page.text).slice(0, 5)).toEqual(['admin', 'ann', 'bob', 'new', 'off'])
      expect(shown(page.text)).toHaveLength(100)
      expect(page.text).toContain('There are more.')
      expect(page.text).not.toContain('type="password"')
      const { sentTo } = await browser.press('Ann ann@contoso.onmicrosoft.com')
      expect(sentTo?.searchParams.get('code')).toBeTruthy()
      expect((await open(host, browser, { prompt: 'none' })).sentTo?.searchParams.get('code')).toBeTruthy()
    })

    it('others are found by a part of a name or an address', async () => {
      await open(host, browser)
      const found = await browser.submit({ search: 'uSER 11' })
      expect(shown(found.text)).toEqual(many.slice(110).map(({ key }) => key))
      expect(found.text).toContain('value="uSER 11"')
      expect(shown((await browser.submit({ search: 'bob@' })).text)).toEqual(['bob'])
      const nobody = await browser.submit({ search: '<nobody>' })
      expect(nobody.text).toContain('Nobody has such a name.')
    })

    it('the user that the app expects is found already', async () => {
      expect(shown((await open(host, browser, { login_hint: 'bob@contoso.onmicrosoft.com' })).text)).toEqual(['bob'])
    })

    it('who is blocked stays out', async () => {
      await open(host, browser)
      const page = await browser.press('Off off@contoso.onmicrosoft.com')
      expect(page.text).toContain('Your account has been locked.')
      expect(page.text).toContain('AADSTS50057')
      expect((await browser.submit({ user: 'nobody@contoso.onmicrosoft.com' })).text).toContain('AADSTS50034')
    })
  },
  {
    ...signInOptions,
    signIn: 'pick',
    fixture: { tenants: [{ ...contoso, users: [...contoso.users, blocked, ...many] }] },
  },
)

describeHosts(
  'customers with --sign-in pick',
  (host) => {
    it('are picked by what they sign in with, or sign up', async () => {
      const browser = createBrowser(host)
      await open(host, browser)
      expect((await browser.press('Create one')).title).toBe('Create account')
      expect((await browser.press('Sign in')).title).toBe('Sign in')
      expect((await browser.press(`Mary ${MARY}`)).sentTo?.searchParams.get('code')).toBeTruthy()
    })
  },
  { ...customerOptions, signIn: 'pick' },
)

describeHosts(
  'with passwords',
  (host) => {
    it('nobody is picked', async () => {
      const browser = createBrowser(host)
      const page = await open(host, browser)
      expect(page.text).not.toContain('name="user"')
      const forged = await browser.submit({ step: 'pick', user: 'ann@contoso.onmicrosoft.com' })
      expect(forged.status).toBe(400)
      expect(forged.text).toContain('AADSTS90100')
      expect((await open(host, browser, { prompt: 'none' })).sentTo?.searchParams.get('error')).toBe('login_required')
    })
  },
  signInOptions,
)
