import { beforeEach, expect, it } from 'vitest'
import { createBrowser } from '../support/browser.js'
import { describeHosts, type Host } from '../support/describe-hosts.js'
import { claimsOf } from './login-door.js'

const CALLBACK = 'http://localhost:3000/cb'
const DOMAIN = 'shop.onmicrosoft.com'

const options = {
  fixture: {
    tenants: [
      {
        key: 'shop',
        kind: 'external',
        displayName: 'Shop',
        domains: [DOMAIN],
        apps: [
          {
            key: 'app',
            publicClient: true,
            clientSecret: 'shop-secret-shop-secret',
            redirectUris: [CALLBACK],
            delegatedPermissions: ['User.Read'],
          },
        ],
        users: [
          {
            key: 'mary',
            displayName: 'Mary',
            password: 'Passw0rd!mary',
            identities: [
              { signInType: 'emailAddress', issuer: DOMAIN, issuerAssignedId: 'mary@customer.example' },
              { signInType: 'userName', issuer: DOMAIN, issuerAssignedId: 'mary' },
            ],
          },
        ],
      },
    ],
  },
}

describeHosts(
  'an external tenant',
  (host) => {
    const world = () => {
      const [tenant] = host.control.info().tenants
      const [app] = tenant?.apps ?? []
      const [mary] = tenant?.users ?? []
      if (!tenant || !app || !mary) throw new Error('the fixture has a tenant, an app and Mary')
      return { tenant, app, mary }
    }
    /** The real host names reach the same emulator in its own process. */
    const cloud = (name: string) => `https://${name}.ciamlogin.com`
    const inCloud: Host['request'] = async (method, url, { headers = {}, body } = {}) => {
      const form = body === undefined ? {} : { body: body as URLSearchParams }
      const answer = await host.emulator.fetch(new Request(url, { method, headers, ...form }))
      const text = await answer.text()
      const isJson = answer.headers.get('content-type')?.includes('json')
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        text,
        body: isJson ? JSON.parse(text) : {},
      }
    }
    const doors = () => [
      { at: { origin: host.origin, request: host.request }, iss: `${host.origin}/${world().tenant.id}/v2.0` },
      {
        at: { origin: cloud('shop'), request: inCloud },
        iss: `${cloud(world().tenant.id)}/${world().tenant.id}/v2.0`,
      },
    ]
    const token = (at: Pick<Host, 'origin' | 'request'>, form: Readonly<Record<string, string>>, tenant = DOMAIN) =>
      at.request('POST', `${at.origin}/${tenant}/oauth2/v2.0/token`, {
        body: new URLSearchParams({ client_id: world().app.clientId, ...form }),
      })

    beforeEach(() => host.control.reset())

    it('has an issuer of its own, by its id, wherever it is asked', async () => {
      for (const { at, iss } of doors()) {
        for (const name of [DOMAIN, world().tenant.id]) {
          const { body } = await at.request('GET', `${at.origin}/${name}/v2.0/.well-known/openid-configuration`)
          const endpoints = `${at.origin}/${world().tenant.id}/oauth2/v2.0`
          expect(body).toMatchObject({
            issuer: iss,
            token_endpoint: `${endpoints}/token`,
            authorization_endpoint: `${endpoints}/authorize`,
            device_authorization_endpoint: `${endpoints}/devicecode`,
          })
        }
      }
    })

    it.each(['mary@customer.example', 'MARY'])('signs a customer in as %s, by password and by code', async (name) => {
      for (const { at, iss } of doors()) {
        const scope = 'User.Read openid profile offline_access'
        const byPassword = await token(at, { grant_type: 'password', username: name, password: 'Passw0rd!mary', scope })
        expect(claimsOf(String(byPassword.body.id_token))).toMatchObject({ iss, oid: world().mary.id })
        const browser = createBrowser(at)
        await browser.open(`/${world().tenant.id}/oauth2/v2.0/authorize`, {
          client_id: world().app.clientId,
          redirect_uri: CALLBACK,
          response_type: 'code',
          scope,
        })
        const { sentTo } = await browser.submit({ login: name, passwd: 'Passw0rd!mary' })
        const { body } = await token(at, {
          grant_type: 'authorization_code',
          client_secret: 'shop-secret-shop-secret',
          code: sentTo?.searchParams.get('code') ?? '',
          redirect_uri: CALLBACK,
        })
        expect(claimsOf(String(body.id_token))).toMatchObject({
          iss,
          oid: world().mary.id,
          tid: world().tenant.id,
          preferred_username: 'mary@customer.example',
        })
        const me = await host.request('GET', '/v1.0/me', {
          headers: { authorization: `Bearer ${String(body.access_token)}` },
        })
        expect([me.status, me.body.id]).toEqual([200, world().mary.id])
      }
    })

    it('knows no customer of another issuer, and no wrong password', async () => {
      const ask = async (username: string, password = 'Passw0rd!mary') => {
        const form = { grant_type: 'password', username, password, scope: 'User.Read' }
        return (await token({ origin: host.origin, request: host.request }, form)).body.error_codes
      }
      expect(await ask('nobody@customer.example')).toEqual([50034])
      expect(await ask('mary', 'wrong')).toEqual([50126])
    })
  },
  options,
)
