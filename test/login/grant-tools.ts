import { guidOf } from '../../src/kernel/guid.js'
import type { Answer, Host } from '../support/describe-hosts.js'

/** What the suites about grants need: who stands in the fixture, forms, and an app that may do everything at Graph. */
export function grantTools(host: Host) {
  const tenant = (key: string) => named(host.control.info().tenants, key)
  const inAny = <Kind extends 'apps' | 'users'>(kind: Kind, key: string) =>
    named(
      host.control.info().tenants.flatMap((each) => each[kind] as readonly Named[]),
      key,
    ) as ReturnType<typeof host.control.info>['tenants'][number][Kind][number]
  const app = (key: string) => inAny('apps', key)
  const send = (path: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
    host.request('POST', path, { headers, body: new URLSearchParams(form) })
  const graphOf =
    (key: string) =>
    async (method: string, path: string, body?: object): Promise<Answer> => {
      const holder = app(key === 'contoso' ? 'setup' : 'inspector').clientId
      const token = { tenantId: tenant(key).id, app: holder, scope: 'https://graph.microsoft.com/.default' }
      const { access_token } = await host.control.tokens(token, host.origin)
      const headers = { authorization: `Bearer ${access_token}` }
      return host.request(method, path, { headers, ...(body && { body }) })
    }
  const user = (key: string) => inAny('users', key)
  const graph = graphOf('contoso')
  /** Lets an app's API be called by clients for their users. */
  const exposeApi = async (key: string, scope: string, clients: readonly string[]) => {
    const { objectId, servicePrincipalId } = app(key)
    const id = guidOf(`${key}/${scope}`)
    await graph('PATCH', `/v1.0/applications/${objectId}`, {
      api: { oauth2PermissionScopes: [{ id, value: scope, type: 'User', isEnabled: true }] },
    })
    for (const client of clients) {
      await graph('POST', '/v1.0/oauth2PermissionGrants', {
        clientId: app(client).servicePrincipalId,
        consentType: 'AllPrincipals',
        resourceId: servicePrincipalId,
        scope,
      })
    }
  }
  return { tenant, app, user, send, graph, graphOf, exposeApi }
}

interface Named {
  readonly key: string
}

function named<Each extends Named>(all: readonly Each[], key: string): Each {
  const found = all.find((each) => each.key === key)
  if (!found) throw new Error(`the fixture names no ${key}`)
  return found
}
