import { ClientSecretCredential } from '@azure/identity'
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node'
import { Client } from '@microsoft/microsoft-graph-client'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { microsoftHosts, serviceOfHost } from '../../src/http/microsoft-hosts.js'
import { createEmulator, type LocalEmulator } from '../../src/index.js'
import { handlers } from '../../src/msw.js'
import { actorsOf } from '../support/actors.js'

const LOGIN = 'https://login.microsoftonline.com'
/** What a handler behind the emulator's answers to requests that these pass by. */
const ELSEWHERE = 'elsewhere'
const GRAPH = 'https://graph.microsoft.com'

let emulator: LocalEmulator
let server: ReturnType<typeof setupServer>

beforeAll(async () => {
  emulator = await createEmulator()
  server = setupServer(
    ...handlers(emulator),
    http.all('*', () => new Response(ELSEWHERE)),
  )
  server.listen({ onUnhandledRequest: 'error' })
})

afterAll(async () => {
  server.close()
  await emulator.close()
})

const actors = () => actorsOf(emulator.control.info(LOGIN), LOGIN, () => Promise.reject(new Error('not asked here')))
const daemon = () => {
  const { clientId, clientSecret } = actors().app('all-permissions')
  return { tenant: actors().tenant.id, clientId, clientSecret: clientSecret ?? '' }
}
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

describe("clients with Microsoft's hosts built in", () => {
  it('sign an app in with MSAL', async () => {
    const { tenant, clientId, clientSecret } = daemon()
    const client = new ConfidentialClientApplication({
      auth: { clientId, clientSecret, authority: `${LOGIN}/${tenant}` },
    })
    const result = await client.acquireTokenByClientCredential({ scopes: [`${GRAPH}/.default`] })
    expect(claimsOf(result?.accessToken ?? '')).toMatchObject({ aud: GRAPH, iss: `https://sts.windows.net/${tenant}/` })
  })

  it.each(['organizations', 'tenant'])('sign a user in with MSAL, at %s', async (segment) => {
    const { tenant, app, user } = actors()
    const { userPrincipalName, password } = user('licensed-member')
    const authority = `${LOGIN}/${segment === 'tenant' ? tenant.id : segment}`
    const client = new PublicClientApplication({ auth: { clientId: app('public-client').clientId, authority } })
    const request = { scopes: ['User.Read'], username: userPrincipalName, password: password ?? '' }
    const result = await client.acquireTokenByUsernamePassword(request)
    const discovery = await (await fetch(`${LOGIN}/${tenant.id}/v2.0/.well-known/openid-configuration`)).json()
    expect(discovery).toMatchObject({
      issuer: `${LOGIN}/${tenant.id}/v2.0`,
      token_endpoint: `${LOGIN}/${tenant.id}/oauth2/v2.0/token`,
    })
    expect(claimsOf(result?.idToken ?? '')).toMatchObject({ iss: `${LOGIN}/${tenant.id}/v2.0`, tid: tenant.id })
    expect(claimsOf(result?.accessToken ?? '')).toMatchObject({ iss: `https://sts.windows.net/${tenant.id}/` })
    if (!result?.account) throw new Error('no account')
    const silent = await client.acquireTokenSilent({
      scopes: ['User.Read'],
      account: result.account,
      forceRefresh: true,
    })
    const me = await fetch(`${GRAPH}/v1.0/me`, { headers: { authorization: `Bearer ${silent.accessToken}` } })
    expect(await me.json()).toMatchObject({ userPrincipalName })
  })

  it('reach Graph and Dataverse with @azure/identity', async () => {
    const { tenant, clientId, clientSecret } = daemon()
    const credential = new ClientSecretCredential(tenant, clientId, clientSecret)
    const graph = Client.init({
      authProvider: (done) =>
        void credential.getToken(`${GRAPH}/.default`).then(
          ({ token }) => done(null, token),
          (error) => done(error, null),
        ),
    })
    const { value } = await graph.api('/users').top(1).get()
    expect(value).toHaveLength(1)
    const environment = 'https://contoso.crm4.dynamics.com'
    const { token } = await credential.getToken(`${environment}/.default`)
    const whoAmI = await fetch(`${environment}/api/data/v9.2/WhoAmI`, { headers: { authorization: `Bearer ${token}` } })
    expect(await whoAmI.json()).toMatchObject({ UserId: expect.any(String) })
  })

  it("trust an authority at the emulator's own address, for which they ask Microsoft's", async () => {
    const { tenant, clientId, clientSecret } = daemon()
    const client = new ConfidentialClientApplication({
      auth: { clientId, clientSecret, authority: `https://localhost:4400/${tenant}` },
    })
    const result = await client.acquireTokenByClientCredential({ scopes: [`${GRAPH}/.default`] })
    expect(claimsOf(result?.accessToken ?? '').iss).toBe(`https://localhost:4400/${tenant}/`)
  })
})

describe('the hosts that the handlers take', () => {
  const nameIn = (pattern: string) => pattern.replace(/^\*/, 'some_org-1').replace('*', '12')

  it.each(microsoftHosts.map(({ pattern, service }) => [nameIn(pattern), service] as const))(
    'include %s, where %s answers',
    async (host, service) => {
      expect(serviceOfHost(host)).toBe(service)
      for (const origin of [`https://${host}`, `http://${host.toUpperCase()}`, `https://${host}:443`])
        expect(await (await fetch(`${origin}/_emulator/info`)).text()).not.toMatch(/^elsewhere$|"tenants"/)
    },
  )

  it.each([
    ...['https://example.com', 'https://graph.microsoft.com:8443', 'https://contoso.crmx.dynamics.com'],
    ...['https://a.b.crm.dynamics.com', 'https://graph.microsoft.com.example.com', 'http://localhost:3000'],
  ])('leave %s alone', async (origin) => {
    expect(await (await fetch(`${origin}/`)).text()).toBe(ELSEWHERE)
  })
})
