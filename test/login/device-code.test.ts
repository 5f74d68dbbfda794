import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../support/browser.js'
import { describeHosts } from '../support/describe-hosts.js'
import { grantTools } from './grant-tools.js'
import { grantOptions } from './grants-fixture.js'
import { claimsOf } from './login-door.js'

const URN = 'urn:ietf:params:oauth:grant-type:device_code'

describeHosts(
  'the device authorization grant',
  (host) => {
    const tools = grantTools(host)
    const { app, tenant, user, send } = tools
    let browser: ReturnType<typeof createBrowser>

    const begin = async (more: Readonly<Record<string, string>> = {}, at = tenant('contoso').id) => {
      const form = { client_id: app('tv').clientId, scope: 'User.Read openid profile offline_access', ...more }
      return (await send(`/${at}/oauth2/v2.0/devicecode`, form)).body
    }
    const poll = (device_code: unknown, at = tenant('contoso').id, more: Readonly<Record<string, string>> = {}) =>
      send(`/${at}/oauth2/v2.0/token`, {
        client_id: app('tv').clientId,
        grant_type: URN,
        device_code: String(device_code),
        ...more,
      })
    const typeCode = async (code: unknown, at = 'common') => {
      await browser.open(`/${at}/oauth2/deviceauth`)
      return browser.submit({ otc: String(code) })
    }
    const signIn = (key: string) => {
      const { userPrincipalName, password } = user(key)
      return browser.submit({ login: userPrincipalName, passwd: password ?? '' })
    }
    const letIn = async (code: unknown, key = 'ann') => {
      await typeCode(code)
      await signIn(key)
      return browser.submit({ decision: 'accept' })
    }

    beforeEach(() => {
      host.control.reset()
      browser = createBrowser(host)
    })

    it('tells the device what to show', async () => {
      const body = await begin()
      expect(body).toEqual({
        user_code: expect.stringMatching(/^[A-Z]{9}$/),
        device_code: expect.any(String),
        verification_uri: `${host.origin}/common/oauth2/deviceauth`,
        expires_in: 900,
        interval: 0,
        message: `To sign in, use a web browser to open the page ${host.origin}/common/oauth2/deviceauth and enter the code ${body.user_code} to authenticate.`,
      })
    })

    it('answers as version 1 does', async () => {
      const form = { client_id: app('tv').clientId, resource: 'https://graph.microsoft.com' }
      const { body } = await send(`/${tenant('contoso').id}/oauth2/devicecode`, form)
      expect(body).toMatchObject({
        verification_url: `${host.origin}/common/oauth2/deviceauth`,
        expires_in: '900',
        interval: '0',
      })
      await letIn(body.user_code)
      const redeem = { client_id: app('tv').clientId, grant_type: 'device_code', code: String(body.device_code) }
      const tokens = await send(`/${tenant('contoso').id}/oauth2/token`, redeem)
      expect(tokens.body).toMatchObject({ expires_in: '3599', resource: 'https://graph.microsoft.com' })
      expect(tokens.body.refresh_token).toBeTruthy()
    })

    it.each([URN, 'device_code'])('brings tokens under the name %s, once', async (grant_type) => {
      const { device_code, user_code } = await begin()
      expect((await poll(device_code, tenant('contoso').id, { grant_type })).body).toMatchObject({
        error: 'authorization_pending',
        error_codes: [70016],
      })
      expect((await letIn(String(user_code).toLowerCase())).title).toBe('Television &lt;b&gt;')
      const { status, body } = await poll(device_code, tenant('contoso').id, { grant_type })
      expect(status).toBe(200)
      expect(claimsOf(String(body.access_token)).oid).toBe(user('ann').id)
      expect(body.refresh_token).toBeTruthy()
      expect((await poll(device_code)).body.error_codes).toEqual([54005])
    })

    it('takes whoever signs in, where the request named no tenant', async () => {
      for (const at of ['common', 'organizations']) {
        host.control.reset()
        browser = createBrowser(host)
        const { device_code, user_code } = await begin({}, at)
        expect((await poll(device_code, at)).body.error).toBe('authorization_pending')
        await typeCode(user_code)
        await signIn('bob')
        // Fabrikam has never seen the app: its user consents, and that installs it there.
        expect((await browser.submit({ decision: 'accept' })).title).toBe('Permissions requested')
        await browser.submit({ decision: 'accept' })
        const { body } = await poll(device_code, at)
        expect(claimsOf(String(body.access_token))).toMatchObject({ tid: tenant('fabrikam').id, oid: user('bob').id })
      }
    })

    it('keeps to the tenant that the request named', async () => {
      const { device_code, user_code } = await begin()
      await typeCode(user_code)
      expect((await signIn('bob')).text).toMatch(/AADSTS50034|AADSTS50020/)
      expect((await poll(device_code, tenant('fabrikam').id)).body.error).not.toBe(undefined)
      expect((await typeCode(user_code, tenant('fabrikam').id)).text).toContain('AADSTS70018')
    })

    it('asks before anything is granted, whatever the address says', async () => {
      const { device_code, user_code } = await begin()
      const page = await browser.open('/common/oauth2/deviceauth', { otc: String(user_code) })
      expect(page.title).toBe('Enter code')
      expect(page.text).toContain(`value="${user_code}"`)
      await browser.submit({ otc: String(user_code) })
      const asked = await signIn('ann')
      expect(asked.title).toBe('Are you trying to sign in to Television &lt;b&gt;?')
      expect((await poll(device_code)).body.error).toBe('authorization_pending')
      expect((await browser.submit({ decision: 'cancel' })).title).toBe('Sign-in declined')
      expect((await poll(device_code)).body).toMatchObject({ error: 'authorization_declined', error_codes: [70018] })
      expect((await typeCode(user_code)).text).toContain('AADSTS90120')
    })

    it('is declined on the page of consent, too', async () => {
      const { device_code, user_code } = await begin({ scope: 'User.ReadBasic.All' })
      expect((await letIn(user_code)).title).toBe('Permissions requested')
      await browser.submit({ decision: 'cancel' })
      expect((await poll(device_code)).body.error).toBe('authorization_declined')
    })

    it('ends after a quarter of an hour', async () => {
      const { device_code, user_code } = await begin()
      await host.control.clock({ advance: 'PT15M' })
      expect((await poll(device_code)).body).toMatchObject({ error: 'expired_token', error_codes: [70020] })
      expect((await typeCode(user_code)).text).toContain('AADSTS70019')
    })

    it('does not outlive the session of whoever let the device in', async () => {
      const { device_code, user_code } = await begin()
      await letIn(user_code)
      await tools.graph('POST', `/v1.0/users/${user('ann').id}/revokeSignInSessions`)
      expect((await poll(device_code)).body.error_codes).toEqual([50173])
    })

    it('refuses forms of other sites, and codes that nobody was given', async () => {
      const { user_code } = await begin()
      await browser.open('/common/oauth2/deviceauth')
      expect((await browser.submit({ otc: String(user_code), canary: 'x' })).text).toContain('AADSTS90100')
      await browser.open('/common/oauth2/deviceauth')
      const elsewhere = await browser.submit({ otc: String(user_code) }, { origin: 'https://evil.example' })
      expect(elsewhere.text).toContain('AADSTS90100')
      expect((await typeCode('BCDFGHJKL')).text).toContain('AADSTS70018')
      expect((await typeCode('<i>')).text).toContain('value="&lt;i&gt;"')
      expect((await typeCode(' ')).text).toContain('AADSTS90119')
    })

    it('stops those who guess, until a quarter of an hour has passed', async () => {
      const { user_code } = await begin()
      await browser.open('/common/oauth2/deviceauth')
      for (let at = 0; at < 100; at++) await browser.submit({ otc: 'BCDFGHJKL' })
      expect((await typeCode(user_code)).text).toContain('AADSTS90055')
      await host.control.reset()
      const { user_code: another } = await begin()
      expect((await typeCode(another)).title).toBe('Sign in')
    })

    describe('refusals', () => {
      it.each([
        [900144, { client_id: '' }],
        [900144, { scope: '' }],
        [700016, { client_id: '11111111-2222-3333-4444-555555555555' }],
        [70011, { scope: 'https://graph.microsoft.com/' }],
      ])('say %i for a request with %j', async (code, change) => {
        expect((await begin(change)).error_codes).toEqual([code])
      })

      it('name single-tenant apps at common', async () => {
        expect((await begin({ client_id: app('home').clientId }, 'common')).error_codes).toEqual([50194])
        expect((await begin({}, 'consumers')).error_codes).toEqual([9002332])
      })

      it("name codes that are none, or another client's", async () => {
        const { device_code } = await begin()
        expect((await poll('')).body.error_codes).toEqual([900144])
        expect((await poll('garbage')).body.error_codes).toEqual([9002313])
        expect((await poll(`${device_code}x`)).body).toMatchObject({
          error: 'bad_verification_code',
          error_codes: [70018],
        })
        const another = await poll(device_code, tenant('contoso').id, { client_id: app('home').clientId })
        expect(another.body.error_codes).toEqual([70018])
      })
    })
  },
  grantOptions,
)
