import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSigningCertificate } from '../../src/hosts/signing-certificate.js'
import { createEmulator, type LocalEmulator } from '../../src/index.js'
import { handlers } from '../../src/msw.js'
import { createBrowser } from '../support/browser.js'
import type { Host } from '../support/describe-hosts.js'
import { claimsOf } from './login-door.js'

const LOGIN = 'https://login.microsoftonline.com'
const CALLBACK = 'http://localhost:3000/cb'

const fixture = {
  tenants: [
    {
      key: 'contoso',
      domains: ['contoso.onmicrosoft.com'],
      apps: [
        {
          key: 'device',
          publicClient: true,
          signInAudience: 'AzureADMultipleOrgs',
          delegatedPermissions: ['User.Read', 'api/access_as_user'],
        },
        { key: 'web', redirectUris: [CALLBACK], delegatedPermissions: ['User.Read'] },
        {
          key: 'api',
          identifierUris: ['api://orders'],
          oauth2PermissionScopes: [{ value: 'access_as_user' }],
          delegatedPermissions: ['User.Read'],
        },
        { key: 'daemon', applicationPermissions: 'all' },
      ],
      users: [{ key: 'ann', userPrincipalName: 'ann@contoso.onmicrosoft.com', password: 'Passw0rd!ann' }],
    },
  ],
}

/** Nothing here knows that there is an emulator: authorities and hosts are those of production. */
describe('MSAL Node in process', () => {
  let emulator: LocalEmulator
  const server = setupServer()

  beforeAll(async () => {
    emulator = await createEmulator({ fixture, deviceCodeInterval: 0 })
    server.use(...handlers(emulator))
    server.listen({ onUnhandledRequest: 'error' })
  })
  afterAll(async () => {
    server.close()
    await emulator.close()
  })

  const tenant = () => {
    const [found] = emulator.control.info().tenants
    if (!found) throw new Error('the fixture has a tenant')
    return found
  }
  const app = (key: string) => {
    const found = tenant().apps.find((each) => each.key === key)
    if (!found) throw new Error(`the fixture has no app ${key}`)
    return found
  }
  const confidential = (key: string) =>
    new ConfidentialClientApplication({
      auth: {
        clientId: app(key).clientId,
        clientSecret: app(key).clientSecret ?? '',
        authority: `${LOGIN}/${tenant().id}`,
      },
    })
  const request: Host['request'] = async (method, url, { headers = {}, body } = {}) => {
    const form = body === undefined ? {} : { body: body as URLSearchParams }
    const answer = await fetch(url, { method, headers, redirect: 'manual', ...form })
    const text = await answer.text()
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text, body: {} }
  }
  const browser = () => createBrowser({ origin: LOGIN, request })
  const credentials = { login: 'ann@contoso.onmicrosoft.com', passwd: 'Passw0rd!ann' }

  it.each(['common', 'the tenant'])('lets a device in, at %s', async (at) => {
    const authority = `${LOGIN}/${at === 'common' ? 'common' : tenant().id}`
    const client = new PublicClientApplication({ auth: { clientId: app('device').clientId, authority } })
    const result = await client.acquireTokenByDeviceCode({
      scopes: ['User.Read'],
      deviceCodeCallback: async ({ userCode, verificationUri }) => {
        const person = browser()
        await person.open(new URL(verificationUri).pathname)
        await person.submit({ otc: userCode })
        await person.submit(credentials)
        await person.submit({ decision: 'accept' })
      },
    })
    expect(result?.account).toMatchObject({ username: credentials.login, tenantId: tenant().id })
    if (!result?.account) throw new Error('no account')
    const silent = await client.acquireTokenSilent({
      scopes: ['User.Read'],
      account: result.account,
      forceRefresh: true,
    })
    expect(silent.fromCache).toBe(false)
  })

  it('hears that a device was kept out', async () => {
    const authority = `${LOGIN}/${tenant().id}`
    const client = new PublicClientApplication({ auth: { clientId: app('device').clientId, authority } })
    const asked = client.acquireTokenByDeviceCode({
      scopes: ['User.Read'],
      deviceCodeCallback: async ({ userCode }) => {
        const person = browser()
        await person.open('/common/oauth2/deviceauth')
        await person.submit({ otc: userCode })
        await person.submit(credentials)
        await person.submit({ decision: 'cancel' })
      },
    })
    await expect(asked).rejects.toThrow('authorization_declined')
  })

  it('redeems an authorization code', async () => {
    const client = confidential('web')
    const request = { scopes: ['User.Read'], redirectUri: CALLBACK, nonce: 'n1' }
    const url = new URL(await client.getAuthCodeUrl({ ...request, state: 's' }))
    const person = browser()
    await person.open(url.pathname, Object.fromEntries(url.searchParams))
    const { sentTo } = await person.submit(credentials)
    const result = await client.acquireTokenByCode({ ...request, code: sentTo?.searchParams.get('code') ?? '' })
    expect(result.account?.username).toBe(credentials.login)
    const { account } = result
    if (!account) throw new Error('no account')
    expect((await client.acquireTokenSilent({ scopes: ['User.Read'], account })).fromCache).toBe(true)
  })

  it('goes on behalf of a user', async () => {
    const client = new PublicClientApplication({
      auth: { clientId: app('device').clientId, authority: `${LOGIN}/${tenant().id}` },
    })
    const scopes = ['api://orders/access_as_user']
    const user = await client.acquireTokenByUsernamePassword({
      scopes,
      username: credentials.login,
      password: credentials.passwd,
    })
    const result = await confidential('api').acquireTokenOnBehalfOf({
      oboAssertion: user?.accessToken ?? '',
      scopes: ['https://graph.microsoft.com/User.Read'],
    })
    expect(claimsOf(result?.accessToken ?? '')).toMatchObject({ appid: app('api').clientId, scp: /User\.Read/ })
    const me = await fetch('https://graph.microsoft.com/v1.0/me', {
      headers: { authorization: `Bearer ${result?.accessToken}` },
    })
    expect(await me.json()).toMatchObject({ userPrincipalName: credentials.login })
  })

  it('signs an app in with a certificate, and its one assertion for several resources', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const certificate = makeSigningCertificate(privateKey, createPublicKey(privateKey))
    const { access_token } = await emulator.control.tokens({
      app: app('daemon').clientId,
      scope: 'https://graph.microsoft.com/.default',
    })
    const key = { type: 'AsymmetricX509Cert', usage: 'Verify', key: certificate.toString('base64') }
    const patched = await fetch(`https://graph.microsoft.com/v1.0/applications/${app('daemon').objectId}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ keyCredentials: [key] }),
    })
    expect(patched.status).toBe(204)
    const client = new ConfidentialClientApplication({
      auth: {
        clientId: app('daemon').clientId,
        authority: `${LOGIN}/${tenant().id}`,
        clientCertificate: {
          thumbprintSha256: createHash('sha256').update(certificate).digest('hex'),
          privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
        },
      },
    })
    for (const resource of ['https://graph.microsoft.com', 'https://service.powerapps.com']) {
      const result = await client.acquireTokenByClientCredential({ scopes: [`${resource}/.default`] })
      expect(claimsOf(result?.accessToken ?? '')).toMatchObject({ aud: resource, appidacr: '2' })
    }
    const again = { scopes: ['https://graph.microsoft.com/.default'], skipCache: true }
    expect((await client.acquireTokenByClientCredential(again))?.fromCache).toBe(false)
  })
})
