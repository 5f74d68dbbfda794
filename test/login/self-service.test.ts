import { beforeEach, expect, it } from 'vitest'
import { createBrowser } from '../support/browser.js'
import { describeHosts, type Host } from '../support/describe-hosts.js'
import { customerOptions, MARY, PASSWORD } from './customers-fixture.js'
import { CALLBACK, peopleOf, signInOptions } from './sign-in-fixture.js'

const NEW = 'Autumn2027!'
const OTHER = 'zoe@contoso.example'

/** A browser in front of the app's sign-in page, and the outbox beside it. */
function customerAt(host: Host) {
  const browser = createBrowser(host)
  const { tenant, app } = peopleOf(host)
  return Object.assign(browser, {
    begin: (more: Readonly<Record<string, string>> = {}) =>
      browser.open(`/${tenant.id}/oauth2/v2.0/authorize`, {
        client_id: app('web').clientId,
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'User.Read',
        ...more,
      }),
    async mails() {
      return await host.control.outbox({ tenantId: tenant.id })
    },
    async code() {
      const mails = await host.control.outbox({ tenantId: tenant.id })
      const found = /\b\d{8}\b/.exec(mails.at(-1)?.text ?? '')
      if (!found) throw new Error('no code was mailed')
      return found[0]
    },
    token: (username: string, password: string) =>
      host.request('POST', `/${tenant.id}/oauth2/v2.0/token`, {
        body: new URLSearchParams({
          grant_type: 'password',
          client_id: app('web').clientId,
          client_secret: app('web').clientSecret ?? '',
          scope: 'User.Read',
          username,
          password,
        }),
      }),
  })
}

describeHosts(
  'customers help themselves',
  (host) => {
    let customer: ReturnType<typeof customerAt>
    beforeEach(async () => {
      await host.control.reset()
      customer = customerAt(host)
    })
    /** Up to the page behind the code. */
    const prove = async (email: string, begin: 'Create one' | 'Forgot your password?') => {
      await customer.begin()
      await customer.press(begin)
      await customer.submit({ email })
      return customer.submit({ otc: await customer.code() })
    }
    const details = { newpasswd: NEW, confirmpasswd: NEW, displayName: 'Zoe' }

    it('sign up with an address, the code mailed to it, a password and a name', async () => {
      const first = await customer.begin()
      expect(first.text).toContain('<p>Customers of Contoso</p>')
      expect((await customer.press('Create one')).title).toBe('Create account')
      const asked = await customer.submit({ email: OTHER })
      expect(asked.title).toBe('Enter code')
      expect(asked.text).toContain(OTHER)
      expect(await customer.mails()).toMatchObject([
        { kind: 'oneTimePasscode', to: [OTHER], subject: 'Your Customers of Contoso verification code' },
      ])
      expect((await customer.submit({ otc: await customer.code() })).title).toBe('Add details')
      const { sentTo } = await customer.submit({ ...details, givenName: 'Zoe', surname: ' Zimmer ' })
      expect(sentTo?.searchParams.get('code')).toBeTruthy()
      expect((await customer.token(OTHER, NEW)).status).toBe(200)
      expect((await customer.begin({ prompt: 'none' })).sentTo?.searchParams.get('code')).toBeTruthy()
    })

    it('are led to the form at once by prompt=create, with the address that is expected', async () => {
      const page = await customer.begin({ prompt: 'create', login_hint: OTHER })
      expect(page.title).toBe('Create account')
      expect(page.text).toContain(`value="${OTHER}"`)
    })

    it.each([['x'], ['x@y'], ['a b@c.example'], [''], [`${'x'.repeat(250)}@c.example`]])(
      'are told that %j is no address',
      async (email) => {
        await customer.begin({ prompt: 'create' })
        const page = await customer.submit({ email })
        expect(page.title).toBe('Create account')
        expect(page.text).toContain('id="emailError"')
        expect(page.text).toContain('AADSTS90100')
        expect(await customer.mails()).toEqual([])
      },
    )

    it('are told that an address is taken, whatever its case', async () => {
      await customer.begin({ prompt: 'create' })
      const page = await customer.submit({ email: MARY.toUpperCase() })
      expect(page.text).toContain('There is an account with this email address already.')
      expect(page.text).toContain('AADSTS1003037')
      expect((await customer.press('Sign in')).title).toBe('Sign in')
    })

    it('are told the same when somebody else took it meanwhile', async () => {
      await prove(OTHER, 'Create one')
      await host.control.adminUsers({ kind: 'customer', displayName: 'Faster', email: OTHER })
      const page = await customer.submit(details)
      expect(page.title).toBe('Create account')
      expect(page.text).toContain('AADSTS1003037')
    })

    it.each([
      [{ newpasswd: 'short', confirmpasswd: 'short' }, 'newPasswordError', 120002],
      [{ confirmpasswd: 'Different1!' }, 'confirmationError', 50144],
      [{ displayName: ' ' }, 'displayNameError', 55106],
      [{ displayName: 'x'.repeat(300) }, 'displayNameError', 90100],
      [{ surname: 'x'.repeat(65) }, 'surnameError', 90100],
    ])('mend %j at its field, and keep the rest', async (wrong, error, code) => {
      await prove(OTHER, 'Create one')
      const page = await customer.submit({ ...details, givenName: 'Zoe', ...wrong })
      expect(page.title).toBe('Add details')
      expect(page.text).toContain(`id="${error}"`)
      expect(page.text).toContain(`AADSTS${code}`)
      expect(page.text).toContain('value="Zoe"')
      expect((await customer.submit({ ...details, surname: '' })).sentTo).toBeDefined()
    })

    it.each([
      ['Create one', OTHER],
      ['Forgot your password?', MARY],
    ] as const)('after "%s" type the code right within five tries', async (begin, email) => {
      await customer.begin()
      await customer.press(begin)
      await customer.submit({ email })
      const code = await customer.code()
      const wrong = code === '00000000' ? '11111111' : '00000000'
      for (let at = 0; at < 4; at++) expect((await customer.submit({ otc: wrong })).text).toContain('AADSTS50181')
      expect((await customer.submit({ otc: wrong })).text).toContain('AADSTS552001')
      expect((await customer.submit({ otc: code })).text).toContain('AADSTS552001')
      await customer.press('Resend code')
      expect((await customer.submit({ otc: ` ${await customer.code()} ` })).title).not.toBe('Enter code')
    })

    it('use a code within half an hour, and the last one alone', async () => {
      await customer.begin({ prompt: 'create' })
      await customer.submit({ email: OTHER })
      const first = await customer.code()
      await customer.press('Resend code')
      const second = await customer.code()
      if (first !== second) expect((await customer.submit({ otc: first })).text).toContain('AADSTS50181')
      await host.control.clock({ advance: 'PT31M' })
      expect((await customer.submit({ otc: second })).text).toContain('AADSTS552001')
      await host.control.clock({ reset: true })
    })

    it('use a code once', async () => {
      await prove(MARY, 'Forgot your password?')
      const { cookie } = customer
      expect((await customer.submit({ newpasswd: NEW, confirmpasswd: NEW })).sentTo).toBeDefined()
      customer.back()
      const again = await customer.submit({ newpasswd: `${NEW}2`, confirmpasswd: `${NEW}2` }, { cookie })
      expect(again.text).toContain('AADSTS552001')
      expect((await customer.token(MARY, NEW)).status).toBe(200)
    })

    it('who press the button twice get there all the same', async () => {
      await prove(OTHER, 'Create one')
      const { cookie } = customer
      await customer.submit(details)
      customer.back()
      expect((await customer.submit(details, { cookie })).sentTo?.searchParams.get('code')).toBeTruthy()
      const other = customerAt(host)
      await other.begin()
      await other.press('Forgot your password?')
      await other.submit({ email: OTHER })
      await other.submit({ otc: await other.code() })
      const { cookie: before } = other
      const changed = { newpasswd: `${NEW}2`, confirmpasswd: `${NEW}2` }
      await other.submit(changed)
      other.back()
      expect((await other.submit(changed, { cookie: before })).sentTo?.searchParams.get('code')).toBeTruthy()
    })

    it('unlock an account by a reset', async () => {
      await customer.begin()
      for (let at = 0; at < 10; at++) await customer.submit({ loginfmt: MARY, passwd: `wrong${at}` })
      const locked = await customer.submit({ loginfmt: MARY, passwd: PASSWORD })
      expect(locked.text).toContain('AADSTS50053')
      expect(locked.text).toContain('Your account is temporarily locked')
      await prove(MARY, 'Forgot your password?')
      expect((await customer.submit({ newpasswd: NEW, confirmpasswd: NEW })).sentTo).toBeDefined()
    })

    it('cannot skip the code, nor take that of a reset for a sign-up', async () => {
      await customer.begin()
      await customer.press('Forgot your password?')
      await customer.submit({ email: MARY })
      expect((await customer.submit({ step: 'resetPassword', newpasswd: NEW, confirmpasswd: NEW })).text).toContain(
        'AADSTS552001',
      )
      await prove(MARY, 'Forgot your password?')
      expect((await customer.submit({ step: 'signUpDetails', ...details })).text).toContain('AADSTS552001')
      expect((await customer.token(MARY, PASSWORD)).status).toBe(200)
    })

    it('reset a forgotten password by the code mailed to them, and go on to the app', async () => {
      await customer.begin()
      await customer.submit({ loginfmt: MARY, passwd: 'forgotten' })
      const page = await customer.press('Forgot your password?')
      expect(page.text).toContain(`value="${MARY}"`)
      await customer.submit({ email: MARY })
      expect((await customer.submit({ otc: await customer.code() })).title).toBe('Choose a new password')
      expect((await customer.submit({ newpasswd: 'weak', confirmpasswd: 'weak' })).text).toContain('AADSTS120002')
      expect((await customer.submit({ newpasswd: NEW, confirmpasswd: `${NEW}x` })).text).toContain('AADSTS50144')
      const { sentTo } = await customer.submit({ newpasswd: NEW, confirmpasswd: NEW })
      expect(sentTo?.searchParams.get('code')).toBeTruthy()
      expect((await customer.token(MARY, NEW)).status).toBe(200)
      expect((await customer.token(MARY, PASSWORD)).body.error_codes).toEqual([50126])
    })

    it('do not learn by a reset who has an account', async () => {
      const pages: string[] = []
      for (const email of [MARY, OTHER, 'blocked@contoso.example', 'named', '']) {
        await customer.begin({ prompt: 'login' })
        await customer.press('Forgot your password?')
        const page = await customer.submit({ email })
        expect(page.title).toBe('Enter code')
        const wrong = await customer.submit({ otc: 'x' })
        const same = [page, wrong].map(({ text }) => text.replaceAll(email === '' ? '\0' : email, ''))
        pages.push(same.join().replace(/value="1\.[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:]+Z/g, ''))
      }
      expect(new Set(pages.slice(0, 4)).size).toBe(1)
      expect((await customer.mails()).map(({ to }) => to)).toEqual([[MARY]])
    })

    it('who were blocked meanwhile stay out', async () => {
      await prove(MARY, 'Forgot your password?')
      const { id } = peopleOf(host).user('mary')
      const { status } = await host.request('PATCH', `/v1.0/users/${id}`, {
        body: { accountEnabled: false },
        headers: { authorization: `Bearer ${(await appToken(host)).access_token}` },
      })
      expect(status).toBe(204)
      expect((await customer.submit({ newpasswd: NEW, confirmpasswd: NEW })).text).toContain('AADSTS50057')
    })
  },
  customerOptions,
)

/** A token that may change users. */
async function appToken({ control }: Pick<Host, 'control'>) {
  const { tenant, app } = peopleOf({ control })
  return control.tokens({
    tenantId: tenant.id,
    app: app('admin').clientId,
    scope: 'https://graph.microsoft.com/.default',
  })
}

describeHosts(
  'members of an organization',
  (host) => {
    let member: ReturnType<typeof customerAt>
    beforeEach(() => {
      member = customerAt(host)
    })

    it('turn to their administrator when they forgot their password', async () => {
      await member.begin()
      const page = await member.press('Forgot your password?')
      expect(page.text).toContain('Contact your administrator')
      expect((await member.press('Back to sign in')).title).toBe('Sign in')
    })

    it('do not sign up: the app is told, and there is no link', async () => {
      const { sentTo } = await member.begin({ prompt: 'create' })
      expect(sentTo?.searchParams.get('error_description')).toMatch(/^AADSTS90023: /)
      expect((await member.begin()).text).not.toContain('Create one')
    })

    it.each(['signUp', 'signUpEmail', 'signUpCode', 'signUpDetails', 'resetEmail', 'resetCode', 'resetPassword'])(
      'have no form %s',
      async (step) => {
        await member.begin()
        const page = await member.submit({ step, email: OTHER, newpasswd: NEW, confirmpasswd: NEW })
        expect(page.status).toBe(400)
        expect(page.text).toContain('AADSTS90100')
      },
    )
  },
  signInOptions,
)
