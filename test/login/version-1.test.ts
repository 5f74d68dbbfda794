import { beforeEach, expect, it } from 'vitest'
import { createBrowser } from '../support/browser.js'
import { describeHosts } from '../support/describe-hosts.js'
import { grantTools } from './grant-tools.js'
import { grantOptions } from './grants-fixture.js'
import { claimsOf } from './login-door.js'

const GRAPH = 'https://graph.microsoft.com'
const CALLBACK = 'http://localhost:3000/cb'

describeHosts(
  'the version 1 endpoints',
  (host) => {
    const { app, tenant, user, send } = grantTools(host)
    const token = (form: Readonly<Record<string, string>>) => send(`/${tenant('contoso').id}/oauth2/token`, form)
    const web = () => ({ client_id: app('web').clientId, client_secret: app('web').clientSecret ?? '' })
    const redeem = async (more: Readonly<Record<string, string>> = {}) => {
      const browser = createBrowser(host)
      await browser.open(`/${tenant('contoso').id}/oauth2/authorize`, {
        client_id: app('web').clientId,
        redirect_uri: CALLBACK,
        response_type: 'code',
        resource: GRAPH,
      })
      const { userPrincipalName, password } = user('ann')
      const { sentTo } = await browser.submit({ login: userPrincipalName, passwd: password ?? '' })
      const code = sentTo?.searchParams.get('code') ?? ''
      return token({ ...web(), grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...more })
    }
    const withPassword = (more: Readonly<Record<string, string>>) => {
      const { userPrincipalName, password } = user('ann')
      const form = { grant_type: 'password', username: userPrincipalName, password: password ?? '' }
      return token({ ...form, client_id: app('tv').clientId, ...more })
    }
    const shape = {
      token_type: 'Bearer',
      expires_in: '3599',
      ext_expires_in: '3599',
      expires_on: expect.stringMatching(/^\d+$/),
      not_before: expect.stringMatching(/^\d+$/),
      resource: GRAPH,
    }

    beforeEach(() => host.control.reset())

    it('write numbers as strings and name the resource, whatever the grant', async () => {
      const own = await token({ ...web(), grant_type: 'client_credentials', resource: GRAPH })
      expect(own.body).toEqual({ ...shape, access_token: expect.any(String) })
      const code = await redeem()
      expect(code.body).toMatchObject({ ...shape, id_token: expect.any(String), refresh_token: expect.any(String) })
      expect(claimsOf(String(code.body.id_token))).toMatchObject({
        ver: '1.0',
        iss: `${host.origin}/${tenant('contoso').id}/`,
      })
      expect((await withPassword({ resource: GRAPH })).body).toMatchObject({ ...shape, scope: 'User.Read' })
      const again = { ...web(), grant_type: 'refresh_token', refresh_token: String(code.body.refresh_token) }
      expect((await token(again)).body).toMatchObject(shape)
    })

    it('let a code name the resource only when it is redeemed', async () => {
      const { body } = await redeem({ resource: host.origin })
      expect(body).toMatchObject({ ...shape, resource: host.origin, id_token: expect.any(String) })
      expect(claimsOf(String(body.access_token)).aud).toBe(host.origin)
      expect((await redeem({ resource: 'api://unknown' })).body.error_codes).toEqual([500011])
    })

    it('need a resource where nothing else names one', async () => {
      expect((await token({ ...web(), grant_type: 'client_credentials' })).body.error_codes).toEqual([900144])
      const { body } = await withPassword({ scope: 'User.Read' })
      expect([body.error, body.error_codes]).toEqual(['invalid_request', [900144]])
      expect(body.error_description).toContain("'resource'")
    })
  },
  grantOptions,
)
