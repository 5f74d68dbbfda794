import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'
import { grantTools } from './grant-tools.js'
import { grantOptions } from './grants-fixture.js'
import { claimsOf } from './login-door.js'

describeHosts(
  'the userinfo endpoint',
  (host) => {
    const { app, tenant, user, send } = grantTools(host)
    const signIn = async (scope: string) => {
      const { userPrincipalName, password } = user('ann')
      const form = { grant_type: 'password', username: userPrincipalName, password: password ?? '', scope }
      const path = `/${tenant('contoso').id}/oauth2/v2.0/token`
      return (await send(path, { ...form, client_id: app('tv').clientId })).body
    }
    const ask = (token: unknown, method = 'GET', at = `${host.origin}/oidc/userinfo`) =>
      host.request(method, at, token === undefined ? {} : { headers: { authorization: `Bearer ${String(token)}` } })

    beforeEach(() => host.control.reset())

    it('is where the metadata says, and takes GET and POST', async () => {
      const { body } = await host.request('GET', `/${tenant('contoso').id}/v2.0/.well-known/openid-configuration`)
      expect(body.userinfo_endpoint).toBe(`${host.origin}/oidc/userinfo`)
      const { access_token } = await signIn('User.Read openid')
      for (const method of ['GET', 'POST']) expect((await ask(access_token, method)).status).toBe(200)
      expect((await ask(access_token, 'DELETE')).status).toBe(405)
    })

    it('tells what the scopes of the token cover, under the subject of the id token', async () => {
      const { access_token, id_token } = await signIn('User.Read openid profile email')
      const { body } = await ask(access_token)
      expect(body).toEqual({
        sub: claimsOf(String(id_token)).sub,
        name: 'Ann',
        picture: `${host.origin}/v1.0/me/photo/$value`,
        email: 'ann@contoso.onmicrosoft.com',
      })
      const bare = await ask((await signIn('User.Read openid')).access_token)
      expect(Object.keys(bare.body)).toEqual(['sub'])
    })

    it('opens with a token for the emulator itself, too', async () => {
      expect((await ask((await signIn(`${host.origin}/.default openid`)).access_token)).status).toBe(200)
    })

    it('refuses tokens without openid, of apps, and none', async () => {
      const denied = await ask((await signIn('User.Read')).access_token)
      expect([denied.status, denied.body]).toEqual([
        403,
        { error: expect.objectContaining({ code: 'Authorization_RequestDenied' }) },
      ])
      const { access_token } = await host.control.tokens(
        { app: app('setup').clientId, scope: 'User.Read' },
        host.origin,
      )
      expect((await ask(access_token)).status).toBe(403)
      for (const token of [undefined, 'garbage']) {
        const { status, body, headers } = await ask(token)
        expect([status, (body.error as { code: string }).code]).toEqual([401, 'InvalidAuthenticationToken'])
        expect(headers['www-authenticate']).toMatch(/^Bearer /)
      }
      expect((await ask(undefined, 'GET', `${host.origin}/oidc/else`)).status).toBe(401)
    })
  },
  grantOptions,
)
