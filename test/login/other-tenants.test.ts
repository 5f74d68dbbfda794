import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../support/browser.js'
import { describeHosts } from '../support/describe-hosts.js'
import { grantTools } from './grant-tools.js'
import { grantOptions } from './grants-fixture.js'
import { claimsOf } from './login-door.js'

const REDIRECT = 'http://localhost'

describeHosts(
  'apps and people of other tenants',
  (host) => {
    const { app, tenant, user, send, graph, graphOf } = grantTools(host)
    let browser: ReturnType<typeof createBrowser>

    const ask = (at: string, more: Readonly<Record<string, string>> = {}) =>
      browser.open(`/${at}/oauth2/v2.0/authorize`, {
        client_id: app('tv').clientId,
        redirect_uri: REDIRECT,
        response_type: 'code',
        scope: 'User.Read openid offline_access',
        ...more,
      })
    const signIn = (key: string) => {
      const { userPrincipalName, password } = user(key)
      return browser.submit({ login: userPrincipalName, passwd: password ?? '' })
    }
    const redeem = (code: string | null | undefined, at: string) =>
      send(`/${at}/oauth2/v2.0/token`, {
        client_id: app('tv').clientId,
        grant_type: 'authorization_code',
        code: code ?? '',
        redirect_uri: REDIRECT,
      })
    const withPassword = (key: string, at: string, more: Readonly<Record<string, string>> = {}) =>
      send(`/${at}/oauth2/v2.0/token`, {
        client_id: app('tv').clientId,
        grant_type: 'password',
        username: user(key).userPrincipalName,
        password: user(key).password ?? '',
        scope: 'User.Read offline_access',
        ...more,
      })

    beforeEach(async () => {
      await host.control.reset()
      browser = createBrowser(host)
    })

    describe('a multi-tenant app', () => {
      it.each(['common', 'organizations', 'fabrikam'])('is installed by the first consent, at %s', async (at) => {
        const path = at === 'fabrikam' ? tenant('fabrikam').id : at
        await ask(path)
        const page = await signIn('bob')
        expect(page.title).toBe('Permissions requested')
        const { sentTo } = await browser.submit({ decision: 'accept' })
        const { body } = await redeem(sentTo?.searchParams.get('code'), path)
        expect(claimsOf(String(body.access_token))).toMatchObject({ tid: tenant('fabrikam').id, oid: user('bob').id })
        const filter = `appId eq '${app('tv').clientId}'`
        const { body: found } = await graphOf('fabrikam')('GET', `/v1.0/servicePrincipals?$filter=${filter}`)
        expect(found.value).toMatchObject([{ appOwnerOrganizationId: tenant('contoso').id }])
        expect((await withPassword('bob', 'organizations')).status).toBe(200)
      })

      it('is not installed by somebody who declines', async () => {
        await ask(tenant('fabrikam').id)
        await signIn('bob')
        await browser.submit({ decision: 'cancel' })
        expect((await withPassword('bob', tenant('fabrikam').id)).body).toMatchObject({
          error: 'invalid_grant',
          suberror: 'consent_required',
          error_codes: [65001],
        })
      })

      it('has no token of its own before', async () => {
        await graph('PATCH', `/v1.0/applications/${app('web').objectId}`, { signInAudience: 'AzureADMultipleOrgs' })
        const { status, body } = await send(`/${tenant('fabrikam').id}/oauth2/v2.0/token`, {
          client_id: app('web').clientId,
          client_secret: app('web').clientSecret ?? '',
          grant_type: 'client_credentials',
          scope: 'https://graph.microsoft.com/.default',
        })
        expect([status, body.error, body.error_codes]).toEqual([401, 'invalid_client', [7000229]])
      })
    })

    describe('a single-tenant app', () => {
      const home = () => ({ client_id: app('home').clientId })

      it('is unknown elsewhere and refused where no tenant is named', async () => {
        const codes = async (at: string) => (await withPassword('ann', at, home())).body.error_codes
        expect(await codes(tenant('fabrikam').id)).toEqual([700016])
        expect(await codes('organizations')).toEqual([50194])
        expect(await codes(tenant('contoso').id)).toBeUndefined()
        for (const at of ['common', 'organizations']) expect((await ask(at, home())).text).toContain('AADSTS50194')
        expect((await ask(tenant('fabrikam').id, home())).text).toContain('AADSTS700016')
      })
    })

    it('are refused at consumers, where only personal accounts sign in', async () => {
      expect((await ask('consumers')).text).toContain('AADSTS9002332')
      const personal = { signInAudience: 'AzureADandPersonalMicrosoftAccount', api: { requestedAccessTokenVersion: 2 } }
      await graph('PATCH', `/v1.0/applications/${app('tv').objectId}`, personal)
      await ask('consumers')
      expect((await signIn('ann')).text).toContain('AADSTS50034')
      await graph('PATCH', `/v1.0/applications/${app('tv').objectId}`, { signInAudience: 'PersonalMicrosoftAccount' })
      expect((await ask('common')).text).toContain('AADSTS9002331')
    })

    describe('guests', () => {
      it('sign in with the password of their home', async () => {
        const { userPrincipalName } = user('bob')
        const guest = await graph('POST', '/v1.0/users', {
          accountEnabled: true,
          displayName: 'Bob (Fabrikam)',
          mailNickname: 'bob_guest',
          mail: userPrincipalName,
          userType: 'Guest',
          userPrincipalName: `bob_guest@contoso.onmicrosoft.com`,
          passwordProfile: { password: 'An0ther!password' },
        })
        expect(guest.status).toBe(201)
        await ask(tenant('contoso').id)
        const { sentTo } = await signIn('bob')
        const { body } = await redeem(sentTo?.searchParams.get('code'), tenant('contoso').id)
        expect(claimsOf(String(body.access_token))).toMatchObject({ tid: tenant('contoso').id, oid: guest.body.id })
      })

      describe('who were invited', () => {
        const invite = async (email: string) => {
          const { body } = await graph('POST', '/v1.0/invitations', {
            invitedUserEmailAddress: email,
            inviteRedirectUrl: 'https://app.contoso.com/welcome?a=b',
          })
          const { id } = body.invitedUser as { id: string }
          return { id, link: new URL(String(body.inviteRedeemUrl)) }
        }
        const stateOf = async (id: string) => {
          const select = '$select=externalUserState,creationType,userType,identities'
          const { body } = await graph('GET', `/v1.0/users/${id}?${select}`)
          const { externalUserState, creationType, userType, identities } = body
          const issuers = (identities as readonly { issuer: string }[]).map(({ issuer }) => issuer)
          return { externalUserState, creationType, userType, issuers }
        }
        const waiting = { externalUserState: 'PendingAcceptance', creationType: 'Invitation', userType: 'Guest' }

        it('accept by signing in', async () => {
          const { id } = await invite(user('bob').userPrincipalName)
          expect(await stateOf(id)).toMatchObject({ ...waiting, issuers: ['contoso.onmicrosoft.com'] })
          await ask(tenant('contoso').id)
          const { sentTo } = await signIn('bob')
          const { body } = await redeem(sentTo?.searchParams.get('code'), tenant('contoso').id)
          expect(claimsOf(String(body.access_token))).toMatchObject({ tid: tenant('contoso').id, oid: id })
          expect(await stateOf(id)).toMatchObject({
            ...waiting,
            externalUserState: 'Accepted',
            issuers: ['contoso.onmicrosoft.com', 'ExternalAzureAD'],
          })
        })

        it('accept by the link, from anywhere, and go where the inviter wanted', async () => {
          const { id, link } = await invite('someone@elsewhere.test')
          const looked = await host.request('HEAD', link.href)
          expect([looked.status, (await stateOf(id)).externalUserState]).toEqual([302, 'PendingAcceptance'])
          for (const address of [link.href, String(link.searchParams.get('rd'))]) {
            const { status, headers } = await host.request('GET', address)
            expect([status, headers.location]).toEqual([302, 'https://app.contoso.com/welcome?a=b'])
          }
          expect(await stateOf(id)).toMatchObject({
            externalUserState: 'Accepted',
            issuers: ['contoso.onmicrosoft.com', 'mail'],
          })
        })

        it('accept nothing by a link that was made up', async () => {
          const { id, link } = await invite('someone@elsewhere.test')
          const inner = new URL(String(link.searchParams.get('rd')))
          inner.searchParams.set('ticket', 'guess')
          const reply = await host.request('GET', `/redeem?rd=${encodeURIComponent(inner.href)}`)
          expect(reply.status).toBe(400)
          expect((await host.request('GET', '/redeem')).status).toBe(400)
          expect(await stateOf(id)).toMatchObject(waiting)
        })
      })

      it('are told when they were not invited', async () => {
        await ask(tenant('contoso').id)
        const { text } = await signIn('bob')
        expect(text).toContain('AADSTS50020')
        expect(text).toContain(`https://sts.windows.net/${tenant('fabrikam').id}/`)
        expect(text).not.toContain('Television <b>')
      })

      it('are not told whether they were invited before they have proved who they are', async () => {
        await ask(tenant('contoso').id)
        const page = await browser.submit({ login: user('bob').userPrincipalName, passwd: 'wrong' })
        expect(page.text).toContain('AADSTS50126')
      })
    })

    it('keep codes within the tenant', async () => {
      await ask(tenant('contoso').id)
      const code = (await signIn('ann')).sentTo?.searchParams.get('code')
      expect((await redeem(code, tenant('fabrikam').id)).body.error_codes).toEqual([700005])
      expect((await redeem(code, tenant('contoso').id)).status).toBe(200)
    })

    it('refresh wherever the user is', async () => {
      const { body } = await withPassword('ann', tenant('contoso').id)
      const refresh = () =>
        send(`/${tenant('fabrikam').id}/oauth2/v2.0/token`, {
          client_id: app('tv').clientId,
          grant_type: 'refresh_token',
          refresh_token: String(body.refresh_token),
        })
      expect((await refresh()).body.error_codes).toEqual([50020])
      const guest = await graphOf('fabrikam')('POST', '/v1.0/users', {
        accountEnabled: true,
        displayName: 'Ann (Contoso)',
        mailNickname: 'ann_guest',
        mail: user('ann').userPrincipalName,
        userType: 'Guest',
        userPrincipalName: 'ann_guest@fabrikam.onmicrosoft.com',
        passwordProfile: { password: 'An0ther!password' },
      })
      expect((await refresh()).body.error_codes).toEqual([65001])
      await ask(tenant('fabrikam').id)
      await signIn('ann')
      await browser.submit({ decision: 'accept' })
      expect(claimsOf(String((await refresh()).body.access_token))).toMatchObject({
        tid: tenant('fabrikam').id,
        oid: guest.body.id,
      })
    })
  },
  grantOptions,
)
