import type { Transaction } from '../../src/domain/access.js'
import { createApplication } from '../../src/domain/directory/applications.js'
import { createTenant } from '../../src/domain/directory/create-tenant.js'
import { createUser } from '../../src/domain/directory/create-user.js'
import { updateDynamicGroups } from '../../src/domain/directory/dynamic-groups/dynamic-groups.js'
import { getUser } from '../../src/domain/directory/find-principal.js'
import { assignRole } from '../../src/domain/directory/role-assignments.js'
import { roleNamed } from '../../src/domain/directory/role-catalog.js'
import { createServicePrincipal } from '../../src/domain/directory/service-principals.js'
import { addSubscription } from '../../src/domain/directory/subscriptions.js'
import type { User } from '../../src/domain/directory/user-rows.js'
import type { Caller } from '../../src/domain/tokens/caller.js'
import type { TokenRefusalWord, TokenVerifier, VerifiedToken } from '../../src/domain/tokens/verify-access-token.js'
import { createNodeSigner } from '../../src/hosts/node-signer.js'
import { Faults } from '../../src/http/faults.js'
import type { EmulatorRequest } from '../../src/http/message.js'
import { parseTarget } from '../../src/http/target.js'
import { EmulatorClock } from '../../src/kernel/clock.js'
import { RequestAccess } from '../../src/request-access.js'
import { Store } from '../../src/store/store.js'
import { catalogd, permissionsFor } from '../../src/surfaces/graph/authorize/permissions.js'
import { createGraphSurface } from '../../src/surfaces/graph/create-graph-surface.js'
import { QuotaMeter } from '../../src/surfaces/graph/throttling/quota-meter.js'
import { asDescribed } from './described-responses.js'

export const TENANT = '5f2b6c3a-0000-4000-8000-000000000001'
export const DOMAIN = 'contoso.onmicrosoft.com'
export const ORIGIN = 'http://127.0.0.1:4400'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The parsed JSON body; the text when it is none; null without one. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at property by property
  readonly body: any
}

export interface Options {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly token?: string
}

const SYSTEM = { kind: 'system', id: 'test' } as const
const encoder = new TextEncoder()

/** Every permission of the catalog, for callers whose permissions are not what a test is about. */
const everyPermission: readonly string[] = [
  ...new Set(
    catalogd.flatMap((operation) => {
      const permissions = permissionsFor(operation)
      return [...(permissions?.delegated ?? []), ...(permissions?.application ?? [])]
    }),
  ),
]

/** Endpoints that want every notification, without being asked. */
export const everyEndpoint = { requireUrl: () => undefined, askEndpoints: () => Promise.resolve() }

/** One workforce tenant behind the Graph surface, with tokens that name their caller instead of being signed. */
export function openGraph(options: { kind?: 'workforce' | 'external' } = {}) {
  const clock = new EmulatorClock({ frozenAt: Date.UTC(2026, 0, 2, 3, 4, 5) })
  const store = new Store({ clock, seed: 'graph' })
  store.createTenant(TENANT, false)
  const access = () => new RequestAccess(store, { conclude: updateDynamicGroups, committed: () => {} })
  const write = <Result>(work: (transaction: Transaction) => Result) => access().write(TENANT, SYSTEM, work)
  write((t) =>
    createTenant(t, { key: 'contoso', kind: options.kind ?? 'workforce', displayName: 'Contoso', domains: [DOMAIN] }),
  )
  const verified = new Map<string, VerifiedToken | TokenRefusalWord>([['', 'empty']])
  const verifier: TokenVerifier = {
    verify: (token) => {
      const found = verified.get(token) ?? 'malformed'
      return Promise.resolve(typeof found === 'string' ? { kind: 'refused', word: found } : found)
    },
  }
  const rooms = {
    verifier,
    clock,
    machineNow: () => clock.now(),
    signer: createNodeSigner(),
    notifications: everyEndpoint,
    faults: new Faults(),
    meter: new QuotaMeter(clock),
    newRequestId: () => crypto.randomUUID(),
    tokenKey: 'secret',
  }
  const surface = createGraphSurface(rooms)

  function addToken(
    caller: Partial<Caller> & Pick<Caller, 'kind' | 'oid'>,
    opens: 'graph' | 'application' = 'graph',
  ): string {
    const token = `${caller.kind}.${caller.oid}.${verified.size}`
    const scopes = new Set<string>()
    verified.set(token, {
      kind: 'verified',
      tenantId: TENANT,
      audience: { kind: opens },
      caller: {
        tenantId: TENANT,
        appId: '',
        scopes,
        roles: scopes,
        issuedAt: clock.now() / 1000,
        sessionId: '',
        audience: '',
        ...caller,
      },
      claims: {},
      stamp: {},
      notBefore: 0,
      expiresAt: Number.MAX_SAFE_INTEGER,
    })
    return token
  }

  const app = write((t) => {
    const { appId } = createApplication(t, { displayName: 'All permissions' })
    return createServicePrincipal(t, appId)
  })
  const appWith = (...roles: readonly string[]) =>
    addToken({ kind: 'app', oid: app.id, appId: app.appId, roles: new Set(roles) })
  const userWith = (user: Pick<User, 'id'>, ...scopes: readonly string[]) =>
    addToken({ kind: 'user', oid: user.id, appId: app.appId, scopes: new Set(scopes) })
  const everything = appWith(...everyPermission)

  /** A request as a host hands it over. */
  const raw = (request: EmulatorRequest) => surface(request, parseTarget(request.url), access())

  async function call(
    method: string,
    path: string,
    { body, headers = {}, token = everything }: Options = {},
  ): Promise<Reply> {
    const url = `${ORIGIN}${/^\/(v1\.0|beta)(\/|$)/.test(path) ? '' : '/v1.0'}${path}`
    const response = await raw({
      method,
      url,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: encoder.encode(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)),
    })
    const text = typeof response.body === 'string' ? response.body : ''
    const isJson = response.headers['content-type']?.startsWith('application/json') ?? false
    const given = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text || null }
    return method === 'OPTIONS' ? given : asDescribed(method, url, given)
  }

  const newUser = (name: string, more: Parameters<typeof createUser>[1] = {}): User =>
    write((t) =>
      createUser(t, {
        accountEnabled: true,
        displayName: name,
        mailNickname: name.replaceAll(' ', ''),
        userPrincipalName: `${name.replaceAll(' ', '')}@${DOMAIN}`,
        passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
        ...more,
      }),
    )

  return {
    app,
    call,
    raw,
    get: (path: string, given?: Options) => call('GET', path, given),
    post: (path: string, body: unknown, given?: Options) => call('POST', path, { ...given, body }),
    patch: (path: string, body: unknown, given?: Options) => call('PATCH', path, { ...given, body }),
    remove: (path: string, given?: Options) => call('DELETE', path, given),
    appWith,
    userWith,
    addToken,
    refusedToken(word: TokenRefusalWord): string {
      verified.set(`refused-${word}`, word)
      return `refused-${word}`
    },
    newUser,
    giveRole: (user: User, role: string) => write((t) => assignRole(t, user.id, roleNamed(role)?.templateId ?? '')),
    buy: (skuPartNumber: string, enabled: number) => write((t) => addSubscription(t, skuPartNumber, { enabled })),
    user: (id: string) => getUser(store.read(TENANT), id),
    write,
    clock,
    store,
  }
}

export const eventual = { headers: { consistencylevel: 'eventual' } }

/** The error of a reply, as tests compare it. */
export function errorOf({ status, body }: Reply): { status: number; code: string; message: string } {
  return { status, code: body.error.code, message: body.error.message }
}
