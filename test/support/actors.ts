import type { EmulatorInfo } from '../../src/index.js'

type Tenant = EmulatorInfo['tenants'][number]

/** Sends a form to a path of the token service and answers with the JSON that came back. */
type PostForm = (path: string, form: URLSearchParams) => Promise<{ readonly access_token?: string }>

/** Who stands in the fixture, by purpose, and tokens for them, got the way clients get them. */
export interface Actors {
  readonly tenant: Tenant
  app(purpose: string): Tenant['apps'][number]
  user(purpose: string): Tenant['users'][number]
  /** The `Authorization` header of an app: its secret against a token for Graph and Dataverse alike. */
  asApp(purpose?: string, scope?: string): Promise<{ authorization: string }>
  /** The `Authorization` header of a user who signed in with a password through the public client. */
  asUser(purpose?: string, scope?: string): Promise<{ authorization: string }>
}

/** The actors of the first tenant of a kind; `origin` is the emulator's own address, the scope that opens everything. */
export function actorsOf(info: EmulatorInfo, origin: string, postForm: PostForm, kind = 'workforce'): Actors {
  const tenant = info.tenants.find((each) => each.kind === kind)
  if (!tenant) throw new Error(`the fixture has no ${kind} tenant`)
  const app = (purpose: string) => withPurpose(tenant.apps, purpose)
  const user = (purpose: string) => withPurpose(tenant.users, purpose)
  const scopeOr = (scope: string | undefined) => scope ?? `${origin}/.default`
  const token = async (form: Record<string, string>) => {
    const answer = await postForm(`/${tenant.id}/oauth2/v2.0/token`, new URLSearchParams(form))
    if (answer.access_token === undefined) throw new Error(`no token: ${JSON.stringify(answer)}`)
    return { authorization: `Bearer ${answer.access_token}` }
  }
  return {
    tenant,
    app,
    user,
    asApp: (purpose = 'all-permissions', scope) => {
      const { clientId, clientSecret } = app(purpose)
      const secret = { client_id: clientId, client_secret: clientSecret ?? '' }
      return token({ grant_type: 'client_credentials', ...secret, scope: scopeOr(scope) })
    },
    asUser: (purpose = 'global-administrator', scope) => {
      const { userPrincipalName: username, password } = user(purpose)
      const client = { client_id: app('public-client').clientId }
      return token({ grant_type: 'password', ...client, username, password: password ?? '', scope: scopeOr(scope) })
    },
  }
}

function withPurpose<Named extends { readonly purpose: string | null }>(
  named: readonly Named[],
  purpose: string,
): Named {
  const found = named.find((each) => each.purpose === purpose)
  if (!found) throw new Error(`the fixture names nothing for the purpose ${purpose}`)
  return found
}
