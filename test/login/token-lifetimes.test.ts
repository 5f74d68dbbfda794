import { beforeEach, expect, it } from 'vitest'
import type { EmulatorOptions } from '../../src/index.js'
import { describeHosts } from '../support/describe-hosts.js'
import { claimsOf } from './login-door.js'
import { CALLBACK } from './sign-in-fixture.js'
import { createStage } from './sign-in-stage.js'

const users = [{ key: 'ann', userPrincipalName: 'ann@contoso.onmicrosoft.com', password: 'Passw0rd!ann' }]
const apps = [
  {
    key: 'client',
    redirectUris: [CALLBACK],
    delegatedPermissions: ['User.Read', 'orders/Read'],
    applicationPermissions: ['Policy.ReadWrite.ApplicationConfiguration', 'Application.ReadWrite.All'],
  },
  {
    key: 'orders',
    identifierUris: ['api://orders'],
    oauth2PermissionScopes: [{ value: 'Read' }],
    redirectUris: [CALLBACK],
    delegatedPermissions: ['User.Read'],
  },
]
const tenant = { key: 'contoso', domains: ['contoso.onmicrosoft.com'], users }
const usual: EmulatorOptions = { fixture: { tenants: [{ ...tenant, apps }] } }
const short: EmulatorOptions = {
  fixture: {
    tenants: [
      {
        ...tenant,
        accessTokenLifetime: 1200,
        apps: apps.map((app) => (app.key === 'orders' ? { ...app, accessTokenLifetime: 5 } : app)),
      },
    ],
  },
}

const ofOrders = 'openid api://orders/Read'
const ofGraph = 'openid User.Read'
const lasts = (token: unknown) => {
  const { iat, exp } = claimsOf(String(token))
  return exp - iat
}

describeHosts(
  'tokens of a fixture that says how long they last',
  (host) => {
    const stage = createStage(host)
    const { withPassword, asApp } = stage
    const me = async (token: unknown) =>
      (await host.request('GET', '/v1.0/me', { headers: { authorization: `Bearer ${token}` } })).status

    beforeEach(() => stage.begin())

    it('are good as long as the tenant says, or the API', async () => {
      const graph = (await withPassword('ann', 'client', ofGraph)).body
      expect([graph.expires_in, lasts(graph.access_token), lasts(graph.id_token)]).toEqual([1200, 1200, 1200])
      const orders = (await withPassword('ann', 'client', ofOrders)).body
      expect([orders.expires_in, lasts(orders.access_token), lasts(orders.id_token)]).toEqual([5, 5, 1200])
      expect((await asApp('client', 'api://orders/.default')).body.expires_in).toBe(5)
    })

    it('are id tokens as the client says', async () => {
      const { body } = await withPassword('ann', 'orders', ofGraph)
      expect([body.expires_in, lasts(body.id_token)]).toEqual([1200, 5])
    })

    it('are refused when they are over', async () => {
      const { access_token } = (await withPassword('ann', 'client', ofGraph)).body
      await host.control.clock({ advance: 'PT1190S' })
      expect(await me(access_token)).toBe(200)
      await host.control.clock({ advance: 'PT15S' })
      expect(await me(access_token)).toBe(401)
    })

    it('are those of the control plane, too', async () => {
      const { access_token } = await host.control.tokens({ user: stage.people().user('ann').id, scope: 'User.Read' })
      expect(lasts(access_token)).toBe(1200)
    })

    it('last as usual for clients that understand when they end early', async () => {
      const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } })
      expect((await withPassword('ann', 'client', ofGraph, { claims })).body.expires_in).toBe(100_799)
      expect((await withPassword('ann', 'client', ofOrders, { claims })).body.expires_in).toBe(5)
    })
  },
  short,
)

describeHosts(
  'tokens under a policy of Microsoft Graph',
  (host) => {
    const stage = createStage(host)
    beforeEach(() => stage.begin())

    const lifetime = async () => (await stage.withPassword('ann', 'client', ofOrders)).body.expires_in
    const call = async (method: string, path: string, body?: object) => {
      const { access_token } = (await stage.asApp('client', 'https://graph.microsoft.com/.default')).body
      const headers = { authorization: `Bearer ${access_token}` }
      const answer = await host.request(method, `/v1.0${path}`, { headers, ...(body && { body }) })
      expect(answer.status).toBeLessThan(300)
      return answer.body
    }
    const policy = async (AccessTokenLifetime: string, isOrganizationDefault = false) => {
      const definition = [JSON.stringify({ TokenLifetimePolicy: { Version: 1, AccessTokenLifetime } })]
      const body = { displayName: AccessTokenLifetime, definition, isOrganizationDefault }
      return (await call('POST', '/policies/tokenLifetimePolicies', body)).id
    }
    const attach = async (path: string, id: unknown) =>
      call('POST', `${path}/tokenLifetimePolicies/$ref`, {
        '@odata.id': `${host.origin}/v1.0/policies/tokenLifetimePolicies/${id}`,
      })

    it('last as that of the service principal says, else the default, else that of the application', async () => {
      const { objectId, servicePrincipalId } = stage.people().app('orders')
      expect(await lifetime()).toBe(3599)
      await attach(`/applications/${objectId}`, await policy('00:15:00'))
      expect(await lifetime()).toBe(900)
      await policy('08:00:00', true)
      expect(await lifetime()).toBe(28_800)
      const own = await policy('0:20:30')
      await attach(`/servicePrincipals/${servicePrincipalId}`, own)
      expect(await lifetime()).toBe(1230)
      await call('DELETE', `/policies/tokenLifetimePolicies/${own}`)
      expect(await lifetime()).toBe(28_800)
    })
  },
  usual,
)
