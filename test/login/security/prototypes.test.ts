import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, describeHosts } from '../../support/describe-hosts.js'
import { claimsOf } from '../login-door.js'

const PLATFORM = '/providers/Microsoft.BusinessAppPlatform'
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__']
/** Members that would reach every object if somebody copied them carelessly. */
const POLLUTION = [
  '"__proto__":{"polluted":"yes"}',
  '"constructor":{"prototype":{"polluted":"yes"}}',
  '"displayName":"Polluted","__proto__":{"polluted":"yes","accountEnabled":true}',
  '"a":[{"__proto__":{"polluted":"yes"}}]',
  '"toString":"yes"',
]

describeHosts('a name that every object has', (host) => {
  let app: Record<string, string>
  let admin: Record<string, string>
  beforeAll(async () => {
    app = await host.actors.asApp()
    admin = await host.actors.asUser('power-platform-administrator')
  })
  /** Nothing has got into all objects, and the service answers as ever. */
  afterEach(async () => {
    expect(Object.keys(Object.prototype)).toEqual([])
    expect({}).not.toHaveProperty('polluted')
    expect((await host.request('GET', '/v1.0/organization?$select=id', { headers: app })).status).toBe(200)
  })

  const isRefused = ({ status, text, body }: Answer) => {
    expect(status, text).toBeGreaterThanOrEqual(400)
    expect(status, text).toBeLessThan(500)
    expect(JSON.stringify(body)).not.toMatch(/InternalServerError|is not a function|Cannot read|undefined/)
  }
  const sendText = (method: string, path: string, body: string, headers = app) =>
    host.request(method, path, { headers: { ...headers, 'content-type': 'application/json' }, body })

  describe.each(POLLUTION)('in a body: {%s}', (members) => {
    it.each([
      ['POST', '/v1.0/users'],
      ['POST', '/v1.0/groups'],
      ['POST', '/v1.0/directoryObjects/getByIds'],
      ['POST', '/v1.0/$batch'],
      ['POST', '/api/data/v9.2/systemusers'],
      ['POST', '/api/data/v9.2/nonsense'],
    ])('%s %s refuses it', async (method, path) => {
      isRefused(await sendText(method, path, `{${members}}`))
    })

    it('a user is not changed by it', async () => {
      const path = `/v1.0/users/${host.actors.user('member').id}`
      const before = await host.request('GET', path, { headers: app })
      await sendText('PATCH', path, `{${members.replace('"displayName":"Polluted",', '')}}`)
      expect((await host.request('GET', path, { headers: app })).body).toEqual(before.body)
    })

    it('the admin API refuses it, or takes no notice', async () => {
      const path = `${PLATFORM}/scopes/admin/environments/contoso/addUser`
      isRefused(await sendText('POST', path, `{${members}}`, admin))
    })

    it.each(['clock', 'tenants', 'snapshots', 'import', 'settings', 'tokens', 'issuers', 'admin/users'])(
      'the control plane refuses it at %s',
      async (call) => {
        isRefused(await sendText('POST', `/_emulator/${call}`, `{${members}}`, {}))
      },
    )

    it('a row and a tenant have nothing of it', async () => {
      const row = await sendText('POST', '/api/data/v9.2/accounts', `{"name":"x",${members}}`, {
        ...app,
        prefer: 'return=representation',
      })
      const fixture = `{"fixture":{"key":"new","domains":["new.example"],${members}}}`
      const tenant = await sendText('POST', '/_emulator/tenants', fixture, {})
      for (const { status, text } of [row, tenant]) {
        expect(status).toBeLessThan(500)
        if (status < 300) expect(text).not.toMatch(/polluted|accountEnabled/)
      }
    })
  })

  it('is dropped where it would reach them all, before anybody reads the body', async () => {
    for (const name of ['__proto__', '\\u005f_proto__', '__proto\\u005F_'])
      expect((await sendText('POST', '/_emulator/sync', `{"${name}":{"environment":"nowhere"}}`, {})).status).toBe(200)
  })

  it('smuggles no value into what is required', async () => {
    const user = '"accountEnabled":true,"displayName":"Smuggled","mailNickname":"smuggled"'
    const hidden = `"__proto__":{"userPrincipalName":"smuggled@${host.actors.tenant.defaultDomain}","passwordProfile":{"password":"xWwvJ]6NMw+bWH-d"}}`
    isRefused(await sendText('POST', '/v1.0/users', `{${user},${hidden}}`))
    const found = await host.request('GET', "/v1.0/users?$filter=displayName eq 'Smuggled'", { headers: app })
    expect(found.body.value).toEqual([])
  })

  it('names a part of a batch like any other', async () => {
    const parts = NAMES.map(
      (id) => `{"id":"${id}","method":"GET","url":"/organization?$select=id","headers":{"${id}":"x"}}`,
    )
    const { status, body } = await sendText('POST', '/v1.0/$batch', `{"requests":[${parts.join()}]}`)
    expect(status).toBe(200)
    expect(body.responses).toHaveLength(NAMES.length)
    for (const response of body.responses as object[]) expect(response).toMatchObject({ status: 200 })
    const depending = parts.map((part) => part.replace('"GET"', '"GET","dependsOn":["nobody"]'))
    isRefused(await sendText('POST', '/v1.0/$batch', `{"requests":[${depending.join()}]}`))
  })

  describe.each(NAMES)('%s', (name) => {
    it.each([
      `/v1.0/${name}`,
      `/v1.0/users/${name}`,
      `/v1.0/users/${name}/memberOf`,
      `/v1.0/me/${name}`,
      `/v1.0/groups/${name}/members`,
      `/v1.0/users?$select=${name}`,
      `/v1.0/users?$expand=${name}`,
      `/v1.0/users?$orderby=${name}`,
      `/v1.0/users?$filter=${name} eq 'x'`,
      `/v1.0/users?$filter=${name}(displayName,'x')`,
      `/v1.0/users?$filter=displayName/${name} eq 'x'`,
      `/v1.0/users?$skiptoken=${name}`,
      `/v1.0/users/delta?$deltatoken=${name}`,
      `/${name}/users`,
      `/api/data/v9.2/${name}`,
      `/api/data/v9.2/accounts(${name})`,
      `/api/data/v9.2/accounts(${name}='x')`,
      `/api/data/v9.2/accounts?$select=${name}`,
      `/api/data/v9.2/accounts?$expand=${name}`,
      `/api/data/v9.2/accounts?$orderby=${name}`,
      `/api/data/v9.2/accounts?$filter=${name} eq 'x'`,
      `/api/data/v9.2/accounts?$filter=Microsoft.Dynamics.CRM.${name}(PropertyName='name')`,
      `/api/data/v9.2/accounts?$apply=groupby((${name}))`,
      `/api/data/v9.2/EntityDefinitions(LogicalName='${name}')`,
      `/environments/${name}/api/data/v9.2/WhoAmI`,
      `${PLATFORM}/${name}`,
      `${PLATFORM}/scopes/admin/environments/${name}`,
      `/_emulator/${name}`,
    ])('at %s is unknown', async (path) => {
      isRefused(await host.request('GET', path, { headers: app }))
    })

    it('names no tenant, snapshot or environment of the control plane', async () => {
      isRefused(await host.request('DELETE', `/_emulator/tenants/${name}`))
      isRefused(await sendText('POST', `/_emulator/snapshots/${name}/restore`, '{}', {}))
      isRefused(await host.request('GET', `/_emulator/diagnostics/${name}/${name}`))
      isRefused(await sendText('POST', '/_emulator/reset', `{"tenantId":"${name}"}`, {}))
      isRefused(await sendText('POST', '/_emulator/tenants', `{"fixture":"${name}"}`, {}))
      isRefused(await sendText('POST', '/_emulator/tokens', `{"app":"${name}","scope":"${name}/.default"}`, {}))
    })

    it('is no name that data are looked up by', async () => {
      const group = {
        displayName: 'x',
        mailEnabled: false,
        mailNickname: 'x',
        securityEnabled: true,
        groupTypes: ['DynamicMembership'],
      }
      const rule = { membershipRule: `(user.${name} -eq "x")`, membershipRuleProcessingState: 'On' }
      isRefused(await host.request('POST', '/v1.0/groups', { headers: app, body: { ...group, ...rule } }))
      const zone = `/api/data/v9.2/GetTimeZoneCodeByLocalizedName(LocalizedStandardName='${name}',LocaleId=1033)`
      isRefused(await host.request('GET', zone, { headers: app }))
      const client = { key: 'a', delegatedPermissions: [`${name}/x`] }
      isRefused(
        await host.request('POST', '/_emulator/tenants', {
          body: { fixture: { key: 'new', domains: ['n.example'], apps: [client] } },
        }),
      )
      const member = { '@odata.id': `https://graph.microsoft.com/v1.0/${name}/${host.actors.user('member').id}` }
      const groups = await host.request('GET', '/v1.0/groups?$top=1&$select=id', { headers: app })
      const [{ id }] = groups.body.value as [{ id: string }]
      isRefused(await host.request('POST', `/v1.0/groups/${id}/members/$ref`, { headers: app, body: member }))
    })

    it('is no claim of an id token', async () => {
      const { tenant, user, app: appOf } = host.actors
      const { userPrincipalName: username, password } = user('member')
      const form = {
        client_id: appOf('public-client').clientId,
        grant_type: 'password',
        username,
        password: password ?? '',
      }
      const claims = `{"id_token":{"${name}":{"essential":true}}}`
      const body = new URLSearchParams({ ...form, scope: 'openid', claims })
      const answer = await host.request('POST', `/${tenant.id}/oauth2/v2.0/token`, { body })
      expect(answer.status).toBe(200)
      expect(Object.keys(claimsOf(String(answer.body.id_token)))).not.toContain(name)
    })

    it('is nothing at the token service', async () => {
      const { tenant, app: appOf } = host.actors
      const { clientId, clientSecret } = appOf('all-permissions')
      const form = {
        client_id: clientId,
        client_secret: clientSecret ?? '',
        grant_type: 'client_credentials',
        scope: `${host.origin}/.default`,
      }
      const post = (change: Record<string, string>, at = tenant.id) =>
        host.request('POST', `/${at}/oauth2/v2.0/token`, { body: new URLSearchParams({ ...form, ...change }) })
      for (const field of ['client_id', 'client_secret', 'grant_type', 'scope'])
        isRefused(await post({ [field]: name }))
      isRefused(await post({}, name))
      isRefused(await host.request('GET', `/${name}/v2.0/.well-known/openid-configuration`))
      const polluting = new URLSearchParams([
        [`${name}[polluted]`, 'yes'],
        [`${name}.polluted`, 'yes'],
        [name, 'yes'],
      ])
      const claims = `{"id_token":{"${name}":{"polluted":"yes"}},"access_token":{"${name}":{"values":["cp1"]}},"${name}":{"polluted":"yes"}}`
      expect((await post({ ...Object.fromEntries(polluting), claims })).status).toBe(200)
    })

    it('is a header like any other', async () => {
      const headers = { ...app, [name]: 'yes', prefer: name, consistencylevel: name }
      expect((await host.request('GET', '/v1.0/users?$top=1', { headers })).status).toBe(200)
      expect((await host.request('GET', '/api/data/v9.2/WhoAmI', { headers })).status).toBe(200)
    })
  })
})
