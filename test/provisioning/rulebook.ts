import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest'
import { createEmulator, type EmulatorInfo, type LocalEmulator } from '../../src/index.js'
import { rulebookFixture } from './rulebook-tenant.js'

type Tenant = EmulatorInfo['tenants'][number]
type Json = Record<string, unknown>

export interface Reply {
  readonly status: number
  readonly headers: Headers
  // The tests know what they asked for; a wrong member shows as undefined.
  readonly body: Json
  readonly text: string
}

/** Who calls: a user of the fixture by key (password sign-in), the all-permissions app, or nobody. */
export type As = { readonly user: string } | { readonly app: true } | { readonly token: string } | undefined

const ORIGIN = 'http://localhost:4400'
const ADMIN = '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments'

/** The verbs of the provisioning rules, each spoken through a public door of one emulator. */
export class Rulebook {
  readonly emulator: LocalEmulator
  readonly #kind: string
  readonly #tokens = new Map<string, string>()

  constructor(emulator: LocalEmulator, kind = 'workforce') {
    this.emulator = emulator
    this.#kind = kind
  }

  get tenant(): Tenant {
    const tenant = this.emulator.control.info(ORIGIN).tenants.find(({ kind }) => kind === this.#kind)
    if (!tenant) throw new Error(`the fixture has no ${this.#kind} tenant`)
    return tenant
  }

  /** Object id of a user that the fixture names. */
  id(key: string): string {
    return this.#named(this.tenant.users, key).id
  }

  upn(key: string): string {
    return this.#named(this.tenant.users, key).userPrincipalName
  }

  group(key: string): string {
    return this.#named(this.tenant.groups, key).id
  }

  /** A fresh token by password; every call is a new sign-in. */
  async signIn(user: string, password?: string): Promise<Reply> {
    const known = this.tenant.users.find(({ key }) => key === user)
    return this.token({
      grant_type: 'password',
      client_id: this.#named(this.tenant.apps, 'client').clientId,
      username: known?.userPrincipalName ?? user,
      password: password ?? known?.password ?? '',
      scope: `${ORIGIN}/.default`,
    })
  }

  /** Asks the token endpoint with a form. */
  token(form: Record<string, string>): Promise<Reply> {
    return this.send('POST', `/${this.tenant.id}/oauth2/v2.0/token`, undefined, new URLSearchParams(form))
  }

  async graph(method: string, path: string, body?: object, as: As = { app: true }): Promise<Reply> {
    return this.send(method, `/v1.0${path}`, as, body)
  }

  /** A Graph call that must succeed; answers with its body. */
  async directory(method: string, path: string, body?: object, as?: As): Promise<Json> {
    const reply = await this.graph(method, path, body, as)
    expect(reply.status, `${method} ${path}: ${reply.text}`).toBeLessThan(300)
    return reply.body
  }

  /** A Dataverse call: by the application user with System Administrator unless told otherwise. */
  dataverse(
    environment: string,
    method: string,
    path: string,
    body?: object,
    as: As = { app: true },
    headers = {},
  ): Promise<Reply> {
    return this.send(method, `/environments/${environment}/api/data/v9.2${path}`, as, body, headers)
  }

  /** BG: one background cycle over an environment; answers with its report. */
  async bg(environment: string): Promise<Json> {
    const { environments } = await this.emulator.control.sync({ environment })
    return environments[0] as unknown as Json
  }

  /** JIT: the user's first call with a token of its own, from a new sign-in. */
  async jit(user: string, environment: string): Promise<Reply> {
    this.#tokens.delete(user)
    return this.dataverse(environment, 'GET', '/WhoAmI', undefined, { user })
  }

  /** IMP: the application user calls on behalf of the user. */
  imp(user: string, environment: string): Promise<Reply> {
    return this.dataverse(environment, 'GET', '/WhoAmI', undefined, { app: true }, { CallerObjectId: this.id(user) })
  }

  /** API: addUser of the admin API, by the Power Platform administrator unless told otherwise. */
  api(user: string, environment: string, as: As = { user: 'ppa' }): Promise<Reply> {
    const path = `${ADMIN}/${environment}/addUser?api-version=2019-05-01`
    return this.send('POST', path, as, { ObjectId: this.id(user) })
  }

  /** A call of the admin API, below `…/scopes/admin/environments`. */
  admin(method: string, path: string, body?: object, as: As = { user: 'ppa' }): Promise<Reply> {
    return this.send(method, `${ADMIN}${path}`, as, body)
  }

  /** CLOCK: moves the emulator's clock on by an ISO 8601 duration. */
  async clock(advance: string): Promise<void> {
    await this.emulator.control.clock({ advance })
    this.#tokens.clear()
  }

  /** ROW: the systemuser row of a directory user, read as System Administrator; undefined when there is none. */
  async row(user: string, environment: string): Promise<Json | undefined> {
    const id = this.tenant.users.find(({ key }) => key === user)?.id ?? user
    const rows = await this.rows(environment, `azureactivedirectoryobjectid eq ${id}`)
    expect(rows.length).toBeLessThanOrEqual(1)
    return rows[0]
  }

  async rows(environment: string, filter?: string, set = 'systemusers'): Promise<Json[]> {
    const query = filter === undefined ? '' : `?$filter=${encodeURIComponent(filter)}`
    const { status, body, text } = await this.dataverse(environment, 'GET', `/${set}${query}`)
    expect(status, text).toBe(200)
    return body.value as Json[]
  }

  /** The id of a security role of the root business unit, by name. */
  async role(environment: string, name: string): Promise<string> {
    const roles = await this.rows(environment, `name eq '${name}' and _parentroleid_value eq null`, 'roles')
    return String(roles[0]?.roleid)
  }

  /** Gives a systemuser row a role. */
  giveRole(environment: string, systemuserid: unknown, roleid: string, as?: As): Promise<Reply> {
    const body = { '@odata.id': `${ORIGIN}/environments/${environment}/api/data/v9.2/roles(${roleid})` }
    return this.dataverse(
      environment,
      'POST',
      `/systemusers(${systemuserid})/systemuserroles_association/$ref`,
      body,
      as,
    )
  }

  license(user: string, change: { readonly add?: string; readonly remove?: string }): Promise<Json> {
    return this.directory('POST', `/users/${this.#idOrKey(user)}/assignLicense`, {
      addLicenses: change.add ? [{ skuId: change.add, disabledPlans: [] }] : [],
      removeLicenses: change.remove ? [change.remove] : [],
    })
  }

  join(group: string, user: string, link = 'members'): Promise<Json> {
    const body = { '@odata.id': `${ORIGIN}/v1.0/directoryObjects/${this.#idOrKey(user)}` }
    return this.directory('POST', `/groups/${this.group(group)}/${link}/$ref`, body)
  }

  leave(group: string, user: string, link = 'members'): Promise<Json> {
    return this.directory('DELETE', `/groups/${this.group(group)}/${link}/${this.#idOrKey(user)}/$ref`)
  }

  async send(
    method: string,
    path: string,
    as?: As,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const token = await this.#tokenOf(as)
    const form = body instanceof URLSearchParams
    const request = new Request(`${ORIGIN}${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && !form && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: form ? body : JSON.stringify(body) }),
    })
    const response = await this.emulator.fetch(request)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text ? (JSON.parse(text) as Json) : {},
    }
  }

  /** Forgets the tokens got so far, as a browser that was closed. */
  forget(): void {
    this.#tokens.clear()
  }

  async #tokenOf(as: As): Promise<string | undefined> {
    if (as === undefined) return undefined
    if ('token' in as) return as.token
    const key = 'user' in as ? as.user : ''
    const known = this.#tokens.get(key)
    if (known) return known
    const { body, text } = 'user' in as ? await this.signIn(as.user) : await this.#appToken()
    if (typeof body.access_token !== 'string') throw new Error(`no token for ${key || 'the app'}: ${text}`)
    this.#tokens.set(key, body.access_token)
    return body.access_token
  }

  #appToken(): Promise<Reply> {
    const { clientId, clientSecret } = this.#named(this.tenant.apps, 'service')
    const secret = { client_id: clientId, client_secret: clientSecret ?? '' }
    return this.token({ grant_type: 'client_credentials', ...secret, scope: `${ORIGIN}/.default` })
  }

  #idOrKey(user: string): string {
    return this.tenant.users.find(({ key }) => key === user)?.id ?? user
  }

  #named<Named extends { readonly key: string }>(named: readonly Named[], key: string): Named {
    const found = named.find((each) => each.key === key)
    if (!found) throw new Error(`the fixture names no ${key}`)
    return found
  }
}

/** Runs a suite of rules over one emulator that is reset before each test; `fixture` is the rulebook's unless given. */
export function describeRules(
  title: string,
  suite: (book: () => Rulebook) => void,
  kind?: string,
  fixture: () => object = rulebookFixture,
): void {
  describe(title, () => {
    let book: Rulebook | undefined
    beforeAll(async () => {
      book = new Rulebook(await createEmulator({ fixture: fixture(), sync: 'manual' }), kind)
    })
    beforeEach(async () => {
      book?.forget()
      await book?.emulator.control.reset()
    })
    afterAll(() => book?.emulator.close())
    suite(() => {
      if (!book) throw new Error('the rulebook is there inside tests and hooks only')
      return book
    })
  })
}
