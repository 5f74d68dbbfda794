import { beforeEach, expect, it } from 'vitest'
import { createBrowser } from '../../support/browser.js'
import { describeHosts } from '../../support/describe-hosts.js'
import { CALLBACK, peopleOf } from '../sign-in-fixture.js'

const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt; </title></style>`

/** Names as somebody would choose them who wants a page to run what he wrote. */
const options = {
  fixture: {
    tenants: [
      {
        key: 'contoso',
        displayName: `Contoso ${HOSTILE}`,
        domains: ['contoso.onmicrosoft.com'],
        apps: [
          {
            key: 'web',
            displayName: `Web ${HOSTILE}`,
            redirectUris: [CALLBACK],
            delegatedPermissions: ['User.Read'],
          },
        ],
        users: ['ann', 'bob'].map((key) => ({
          key,
          userPrincipalName: `${key}@contoso.onmicrosoft.com`,
          displayName: `${key} ${HOSTILE}`,
          password: 'Passw0rd!',
        })),
      },
    ],
  },
}

describeHosts(
  'pages show what others wrote as text,',
  (host) => {
    let browser: ReturnType<typeof createBrowser>
    const authorize = () => `/${peopleOf(host).tenant.id}/oauth2/v2.0/authorize`
    const ask = (more: Readonly<Record<string, string>> = {}) => ({
      client_id: peopleOf(host).app('web').clientId,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'User.Read',
      ...more,
    })
    const signIn = (key: string, more: Readonly<Record<string, string>> = {}) =>
      browser
        .open(authorize(), ask({ prompt: 'login', ...more }))
        .then(() => browser.submit({ loginfmt: peopleOf(host).user(key).userPrincipalName, passwd: 'Passw0rd!' }))

    beforeEach(async () => {
      await host.control.reset()
      browser = createBrowser(host)
    })

    it.each(['login_hint', 'domain_hint', 'state', 'nonce', 'x'])('in %s', async (name) => {
      const page = await browser.open(authorize(), ask({ [name]: HOSTILE }))
      expect(page.title).toBe('Sign in')
      expect(page.text).not.toContain('<script>')
    })

    it('in the name that was typed', async () => {
      await browser.open(authorize(), ask())
      const page = await browser.submit({ loginfmt: HOSTILE, passwd: HOSTILE })
      expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    })

    it('in names of people and apps', async () => {
      await signIn('ann')
      await signIn('bob')
      const picker = await browser.open(authorize(), ask({ prompt: 'select_account' }))
      expect(picker.title).toBe('Pick an account')
      expect(picker.text).toContain('Web &quot;&#39;&gt;&lt;script&gt;')
      const consent = await signIn('ann', { scope: 'User.ReadBasic.All' })
      expect(consent.title).toBe('Permissions requested')
      const admin = await signIn('ann', { scope: 'User.ReadWrite.All' })
      expect(admin.title).toBe('Need admin approval')
    })

    it.each([
      ['redirect_uri', 'AADSTS50011'],
      ['client_id', 'AADSTS700016'],
      ['response_mode', 'AADSTS70007'],
    ])('in the refusal of %s', async (name, code) => {
      const page = await browser.open(authorize(), ask({ [name]: HOSTILE }))
      expect(page.status).toBe(400)
      expect(page.text).toContain(code)
    })

    it('in the tenant', async () => {
      const page = await browser.open(`/${encodeURIComponent(HOSTILE)}/oauth2/v2.0/authorize`, ask())
      expect(page.text).toContain('AADSTS900023')
    })

    it('in what goes back to the app', async () => {
      const { sentTo } = await signIn('ann', { state: HOSTILE })
      expect(sentTo?.searchParams.get('state')).toBe(HOSTILE)
      const { sentTo: fragment } = await signIn('ann', {
        state: `${HOSTILE}\r\nset-cookie: a=b`,
        response_mode: 'fragment',
      })
      expect(new URLSearchParams(fragment?.hash.slice(1)).get('state')).toBe(`${HOSTILE}\r\nset-cookie: a=b`)
      const post = await signIn('ann', { state: HOSTILE, response_mode: 'form_post' })
      expect(post.text).toContain('name="state" value="&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(post.text.split('<script').length).toBe(2)
      expect(post.headers['content-security-policy']).toMatch(
        /^default-src 'none'; script-src 'sha256-[^']+'; base-uri 'none'$/,
      )
    })
  },
  options,
)
