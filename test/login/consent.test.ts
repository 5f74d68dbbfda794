import { beforeEach, describe, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'
import { consentOptions } from './consent-fixture.js'
import { claimsOf } from './login-door.js'
import { CALLBACK } from './sign-in-fixture.js'
import { answerOf, createStage } from './sign-in-stage.js'

describeHosts(
  'consent',
  (host) => {
    const stage = createStage(host)
    const { people, tenant, open, signIn, redeem, withPassword, asApp, submit, enter } = stage

    beforeEach(() => stage.begin())

    it('to .default is asked for everything that is listed, and brings a token for its resource', async () => {
      const page = await signIn('ann', 'shop', 'https://graph.microsoft.com/.default openid')
      expect(page.title).toBe('Permissions requested')
      for (const name of ['User.Read', 'Orders.Read', 'openid']) expect(page.text).toContain(`<code>${name}</code>`)
      const { body } = await redeem('shop', (await submit({ decision: 'accept' })).sentTo)
      expect(claimsOf(String(body.access_token)).scp).toBe('openid User.Read')
      expect((await withPassword('ann', 'shop', 'api://orders/.default')).status).toBe(200)
      expect((await withPassword('bob', 'shop', 'api://orders/.default')).body.error_codes).toEqual([65001])
    })

    it('to .default is not asked for again once anything on the resource is granted, unless prompt says so', async () => {
      await signIn('ann', 'shop', 'User.Read')
      await submit({ decision: 'accept' })
      expect((await open('shop', 'https://graph.microsoft.com/.default')).sentTo?.searchParams.get('code')).toBeTruthy()
      const again = await open('shop', 'https://graph.microsoft.com/.default', { prompt: 'consent' })
      expect(again.text).toContain('<code>Orders.Read</code>')
    })

    it('is asked for the scopes of several resources at once; the code brings tokens for the first', async () => {
      const page = await signIn('ann', 'shop', 'api://orders/Orders.Read openid User.Read')
      for (const name of ['User.Read', 'Orders.Read']) expect(page.text).toContain(`<code>${name}</code>`)
      const { body } = await redeem('shop', (await submit({ decision: 'accept' })).sentTo)
      expect(claimsOf(String(body.access_token))).toMatchObject({
        aud: people().app('orders').clientId,
        scp: 'Orders.Read',
      })
      expect((await withPassword('ann', 'shop', 'User.Read')).status).toBe(200)
    })

    it('is needless for what an API preauthorizes, and for nothing else', async () => {
      const { body } = await withPassword('ann', 'trusted', 'api://orders/Orders.Read')
      expect(claimsOf(String(body.access_token)).scp).toBe('Orders.Read')
      expect((await withPassword('ann', 'trusted', 'api://orders/Orders.Approve')).body.error_codes).toEqual([65001])
    })

    it('covers what an API needs that knows the client', async () => {
      const page = await signIn('ann', 'known', 'api://orders/.default')
      for (const name of ['Orders.Read', 'User.ReadBasic.All']) expect(page.text).toContain(`<code>${name}</code>`)
      await submit({ decision: 'accept' })
      expect((await withPassword('ann', 'orders', 'User.ReadBasic.All')).status).toBe(200)
      expect((await withPassword('ann', 'known', 'User.ReadBasic.All')).body.error_codes).toEqual([65001])
    })

    it('to what takes an administrator is refused to users, and counts for all when an administrator says so', async () => {
      const page = await signIn('ann', 'shop', 'api://orders/Orders.Approve')
      expect(page.title).toBe('Need admin approval')
      const { sentTo } = await submit({ decision: 'back' })
      expect(sentTo?.searchParams.get('error')).toBe('access_denied')
      expect(sentTo?.searchParams.get('error_description')).toMatch(/^AADSTS90094: shop needs permission/)
      stage.newBrowser()
      await signIn('admin', 'shop', 'api://orders/Orders.Approve')
      await submit({ decision: 'accept', forAll: '1' })
      expect((await withPassword('ann', 'shop', 'api://orders/Orders.Approve')).status).toBe(200)
    })

    it('cannot be forged by a form that a user sends for all', async () => {
      await signIn('ann', 'shop', 'User.Read')
      const { sentTo } = await submit({ decision: 'accept', forAll: '1' })
      expect(sentTo?.searchParams.get('error_description')).toMatch(/^AADSTS90094: /)
      expect((await withPassword('ann', 'shop', 'User.Read')).body.error_codes).toEqual([65001])
    })

    it('is not asked for where nobody may be asked', async () => {
      await signIn('ann', 'trusted', 'api://orders/Orders.Read')
      const { sentTo } = await open('shop', 'User.Read', { prompt: 'none' })
      expect(sentTo?.searchParams.get('error')).toBe('interaction_required')
      expect(sentTo?.searchParams.get('suberror')).toBe('consent_required')
      expect(sentTo?.searchParams.get('error_description')).toMatch(/^AADSTS65001: The user or administrator has not/)
    })

    it('that is declined is told to the client', async () => {
      await signIn('ann', 'shop', 'User.Read')
      const { sentTo } = await submit({ decision: 'cancel' })
      expect(sentTo?.searchParams.get('error')).toBe('access_denied')
      expect(sentTo?.searchParams.get('error_description')).toMatch(
        /^AADSTS65004: User declined to consent to access the app\./,
      )
    })

    it.each([
      ['650053', 'invalid_scope', 'shop', 'api://orders/Orders.Old'],
      ['650053', 'invalid_scope', 'shop', 'api://orders/No.Such'],
      ['650057', 'invalid_resource', 'bare', 'api://orders/.default'],
      ['500011', 'invalid_resource', 'shop', 'api://nothing/x'],
      ['70011', 'invalid_scope', 'shop', 'https://graph.microsoft.com/.default User.ReadBasic.All'],
    ])('is refused with %s, %s, when %s asks for %s', async (code, error, app, scope) => {
      const { sentTo } = await signIn('ann', app, scope)
      expect(sentTo?.searchParams.get('error')).toBe(error)
      expect(sentTo?.searchParams.get('error_description')).toMatch(new RegExp(`^AADSTS${code}: `))
    })

    it('names the resources that a client lists when it asks for another one', async () => {
      const { body } = await withPassword('ann', 'worker', 'https://graph.microsoft.com/.default')
      const { clientId } = people().app('worker')
      expect(body.error_description).toContain(
        `Client app ID: ${clientId}(worker). Resource value from request: https://graph.microsoft.com. Resource app ID: 00000003-0000-0000-c000-000000000000. List of valid resources from app registration: Orders.`,
      )
    })

    describe('of an administrator for the tenant', () => {
      const openAdmin = (path: string, app: string, more: Readonly<Record<string, string>> = {}) =>
        stage.openPath(path, {
          client_id: people().app(app).clientId,
          redirect_uri: CALLBACK,
          state: 's1',
          ...more,
        })

      it('grants what the app does for users and on its own', async () => {
        const scope = 'api://orders/.default'
        expect(claimsOf(String((await asApp('shop', scope)).body.access_token))).not.toHaveProperty('roles')
        await openAdmin('/v2.0/adminconsent', 'shop', { scope })
        const page = await enter('admin')
        expect(page.text).toContain('Accept for your organization')
        expect(page.text).toContain('<code>Orders.Process</code>')
        const { sentTo } = await submit({ decision: 'accept' })
        expect(answerOf(sentTo)).toEqual({ admin_consent: 'True', tenant: tenant(), scope, state: 's1' })
        expect(claimsOf(String((await asApp('shop', scope)).body.access_token)).roles).toEqual(['Orders.Process'])
        expect((await withPassword('bob', 'shop', scope)).status).toBe(200)
        await openAdmin('/v2.0/adminconsent', 'shop', { scope })
        expect((await submit({ decision: 'accept' })).sentTo?.searchParams.get('error')).toBeNull()
      })

      it('grants the scopes that are named, and no application permission', async () => {
        await openAdmin('/v2.0/adminconsent', 'shop', { scope: 'api://orders/Orders.Approve User.Read' })
        await enter('admin')
        await submit({ decision: 'accept' })
        expect((await withPassword('bob', 'shop', 'api://orders/Orders.Approve')).status).toBe(200)
        const { body } = await asApp('shop', 'api://orders/.default')
        expect(claimsOf(String(body.access_token))).not.toHaveProperty('roles')
      })

      it('grants all that is listed in version 1', async () => {
        await openAdmin('/adminconsent', 'worker')
        await enter('appadmin')
        const { sentTo } = await submit({ decision: 'accept' })
        expect(answerOf(sentTo)).toEqual({ admin_consent: 'True', tenant: tenant(), state: 's1' })
        const { body } = await asApp('worker', 'api://orders/.default')
        expect(claimsOf(String(body.access_token)).roles).toEqual(['Orders.Process'])
      })

      it('takes more than an application administrator for application permissions of Graph', async () => {
        await openAdmin('/adminconsent', 'shop')
        await enter('appadmin')
        const { sentTo } = await submit({ decision: 'accept' })
        expect(answerOf(sentTo)).toMatchObject({ error: 'access_denied', admin_consent: 'True', state: 's1' })
        expect((await withPassword('ann', 'shop', 'User.Read')).body.error_codes).toEqual([65001])
      })

      it('is refused to others', async () => {
        await openAdmin('/adminconsent', 'shop')
        expect((await enter('ann')).title).toBe('Need admin approval')
      })

      it('can be declined', async () => {
        await openAdmin('/v2.0/adminconsent', 'shop', { scope: 'User.Read' })
        await enter('admin')
        const { sentTo } = await submit({ decision: 'cancel' })
        expect(answerOf(sentTo)).toMatchObject({
          error: 'access_denied',
          error_description: expect.stringMatching(/^AADSTS65004: /),
          admin_consent: 'True',
          state: 's1',
        })
      })

      it('needs scopes, something to consent to, and a registered address', async () => {
        expect(answerOf((await openAdmin('/v2.0/adminconsent', 'shop')).sentTo).error_description).toMatch(
          /^AADSTS900144: .*'scope'/,
        )
        await openAdmin('/adminconsent', 'bare')
        expect(answerOf((await enter('admin')).sentTo).error_description).toMatch(/^AADSTS1003031: /)
        const page = await openAdmin('/adminconsent', 'shop', { redirect_uri: 'https://evil.example/' })
        expect([page.status, page.sentTo]).toEqual([400, undefined])
        expect(page.text).toContain('AADSTS50011')
      })

      it('can be part of a sign-in', async () => {
        await signIn('admin', 'shop', 'openid', { prompt: 'admin_consent' })
        expect((await submit({ decision: 'accept' })).sentTo?.searchParams.get('code')).toBeTruthy()
      })
    })
  },
  consentOptions,
)
