import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'
import { consentOptions } from './consent-fixture.js'
import { claimsOf } from './login-door.js'
import { answerOf, createStage } from './sign-in-stage.js'

describeHosts(
  'an app that is for those assigned to it',
  (host) => {
    const stage = createStage(host)
    const { people, signIn, open, redeem, withPassword, asApp, submit } = stage

    beforeEach(() => stage.begin())

    it('is open to users who are assigned, themselves or as direct members of a group', async () => {
      for (const user of ['admin', 'ann']) {
        expect(answerOf((await signIn(user, 'closed', 'User.Read')).sentTo).code).toBeTruthy()
        expect((await withPassword(user, 'closed', 'User.Read')).status).toBe(200)
        stage.newBrowser()
      }
    })

    it('is closed to everybody else, members of nested groups among them', async () => {
      const { clientId } = people().app('closed')
      const text = `AADSTS50105: Your administrator has configured the application closed ('${clientId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user 'bob@contoso.onmicrosoft.com' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`
      const { error, error_description } = answerOf((await signIn('bob', 'closed', 'User.Read')).sentTo)
      expect([error, error_description?.startsWith(text)]).toEqual(['access_denied', true])
      expect(answerOf((await open('closed', 'User.Read', { prompt: 'none' })).sentTo).error).toBe('access_denied')
      const { status, body } = await withPassword('bob', 'closed', 'User.Read')
      expect([status, body.error, body.error_codes]).toEqual([400, 'interaction_required', [50105]])
    })

    it('closes at the next refresh when the assignment ends', async () => {
      const { sentTo } = await signIn('ann', 'closed', 'User.Read offline_access')
      const { body } = await redeem('closed', sentTo)
      const { clientId, clientSecret } = people().app('closed')
      const refresh = () =>
        stage.token({
          grant_type: 'refresh_token',
          client_id: clientId,
          client_secret: clientSecret ?? '',
          refresh_token: String(body.refresh_token),
        })
      expect((await refresh()).status).toBe(200)
      const group = people().tenant.groups.find(({ key }) => key === 'staff')
      const { access_token } = await host.control.tokens({
        tenantId: stage.tenant(),
        user: people().user('admin').id,
        scope: 'GroupMember.ReadWrite.All Directory.ReadWrite.All',
      })
      const path = `/v1.0/groups/${group?.id}/members/${people().user('ann').id}/$ref`
      const headers = { authorization: `Bearer ${access_token}` }
      expect((await host.request('DELETE', path, { headers })).status).toBe(204)
      expect((await refresh()).body.error_codes).toEqual([50105])
    })

    it('lets users who are assigned be asked for no consent: that takes an administrator', async () => {
      expect((await signIn('ann', 'closed', 'User.ReadBasic.All')).title).toBe('Need admin approval')
      stage.newBrowser()
      expect((await signIn('admin', 'closed', 'User.ReadBasic.All')).title).toBe('Permissions requested')
      expect(answerOf((await submit({ decision: 'accept' })).sentTo).code).toBeTruthy()
    })

    it('is closed as an API, too', async () => {
      const { clientId } = people().app('vault')
      const { body } = await withPassword('admin', 'closed', 'api://vault/open')
      expect(body.error_codes).toEqual([50105])
      expect(body.error_description).toContain(`the application Vault ('${clientId}') to block users`)
      expect((await withPassword('ann', 'closed', 'api://vault/open')).status).toBe(200)
    })

    it('is closed to apps without a role', async () => {
      const { clientId } = people().app('worker')
      const { status, body } = await asApp('worker', 'api://vault/.default')
      expect([status, body.error, body.error_codes]).toEqual([400, 'invalid_grant', [501051]])
      expect(body.error_description).toContain(
        `AADSTS501051: Application '${clientId}'(worker) is not assigned to a role for the application 'api://vault'(Vault).`,
      )
    })

    it('names the roles of the fixture in tokens', async () => {
      const { body } = await withPassword('bob', 'trusted', 'api://orders/Orders.Read openid')
      expect(claimsOf(String(body.access_token)).roles).toEqual(['Approver'])
    })
  },
  consentOptions,
)
