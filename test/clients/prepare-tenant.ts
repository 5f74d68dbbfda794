import { readFileSync } from 'node:fs'
import type { EmulatorInfo } from '../../src/index.js'
import { type App, withPurpose } from './emulator.js'
import type { Fetch } from './fetch-trusting.js'
import { readCertificate } from './make-certificate.js'

type Tenant = EmulatorInfo['tenants'][number]
type Form = Readonly<Record<string, string>>
type Call = (method: string, path: string, body: object) => Promise<Readonly<Record<string, unknown>>>

export interface PreparedTenant {
  /** An API with the identifier URI `api://orders` that wants v2 tokens and may read the profile of its callers. */
  readonly api: App
  token(origin: string, scope: string): Promise<string>
  restore(): Promise<void>
}

const REDIRECT_URIS = ['', '/auth/callback/microsoft-entra-id', '/api/auth/callback/azure-ad'].map(
  (path) => `http://localhost${path}`,
)
const SNAPSHOT = 'recipes'
const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'

/**
 * Does with Microsoft Graph what somebody did in the portal whose code the recipes are: registers an API, a certificate
 * and the redirect URIs of web apps.
 */
export async function prepareTenant(
  fetch: Fetch,
  origin: string,
  tenant: Tenant,
  certificateFile: string,
): Promise<PreparedTenant> {
  const admin = withPurpose(tenant.apps, 'all-permissions')
  const token = tokensOf(fetch, tenant)
  const call = callsOf(fetch, origin, await token(origin, asApp(admin, `${origin}/.default`)))
  await call('PATCH', `/v1.0/applications/${admin.objectId}`, {
    keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', key: readCertificate(certificateFile) }],
    web: { redirectUris: REDIRECT_URIS },
  })
  const desktop = withPurpose(tenant.apps, 'public-client')
  await call('PATCH', `/v1.0/applications/${desktop.objectId}`, { spa: { redirectUris: ['http://localhost/'] } })
  const api = await registerApi(call, desktop.servicePrincipalId)
  await call('POST', '/_emulator/snapshots', { name: SNAPSHOT })
  const { userPrincipalName: username, password } = withPurpose(tenant.users, 'licensed-member')
  const asUser = { grant_type: 'password', client_id: desktop.clientId, username, password: password ?? '' }
  return {
    api,
    token: (at, scope) => token(at, { ...asUser, scope }),
    restore: async () => {
      await call('POST', `/_emulator/snapshots/${SNAPSHOT}/restore`, {})
    },
  }
}

/** Registers an API that the client may call for all users. */
async function registerApi(call: Call, client: string): Promise<App> {
  const { id, appId } = await call('POST', '/v1.0/applications', registrationInPage())
  const { secretText } = await call('POST', `/v1.0/applications/${id}/addPassword`, {})
  const principal = await call('POST', '/v1.0/servicePrincipals', { appId })
  const graph = await call('GET', `/v1.0/servicePrincipals(appId='${GRAPH_APP_ID}')`, {})
  const consent = (clientId: unknown, resourceId: unknown, granted: string) =>
    call('POST', '/v1.0/oauth2PermissionGrants', {
      clientId,
      consentType: 'AllPrincipals',
      resourceId,
      scope: granted,
    })
  await consent(client, principal.id, 'access_as_user')
  await consent(principal.id, graph.id, 'User.Read')
  return { clientId: String(appId), clientSecret: String(secretText) }
}

/** The registration that the page on APIs shows. */
function registrationInPage(): object {
  const [, body = ''] =
    /^POST \/v1.0\/applications\n\n(.*?)^```/ms.exec(readFileSync('docs/clients/apis.md', 'utf8')) ?? []
  return JSON.parse(body) as object
}

function asApp({ clientId, clientSecret }: App, scope: string): Form {
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret ?? '', scope }
}

function callsOf(fetch: Fetch, origin: string, token: string): Call {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return async (method, path, body) => {
    const sent = { method, headers, ...(method === 'GET' ? {} : { body: JSON.stringify(body) }) }
    const { status, text } = await fetch(`${origin}${path}`, sent)
    if (status >= 300) throw new Error(`${method} ${path} was answered with ${status}: ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>)
  }
}

function tokensOf(fetch: Fetch, { id }: Tenant) {
  return async (origin: string, form: Form): Promise<string> => {
    const { text } = await fetch(`${origin}/${id}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    })
    const { access_token: token } = JSON.parse(text) as { access_token?: string }
    if (token === undefined) throw new Error(`no token for ${form.scope}: ${text}`)
    return token
  }
}
