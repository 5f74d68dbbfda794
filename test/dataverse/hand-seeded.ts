import type { Access } from '../../src/domain/access.js'
import { createBusinessUnit } from '../../src/domain/dataverse/business-units.js'
import { createEnvironment, type NewEnvironment } from '../../src/domain/dataverse/create-environment.js'
import type { Environment } from '../../src/domain/dataverse/environment-rows.js'
import type { Depth } from '../../src/domain/dataverse/privilege-catalog.js'
import { linkRoleToUser } from '../../src/domain/dataverse/role-assignments.js'
import { createRole, findRole } from '../../src/domain/dataverse/roles.js'
import { createSystemuser, findSystemuserByObjectId } from '../../src/domain/dataverse/systemusers.js'
import { users } from '../../src/domain/directory/tables.js'
import type { User } from '../../src/domain/directory/user-rows.js'
import type { TokenVerifier } from '../../src/domain/tokens/verify-access-token.js'
import { Faults } from '../../src/http/faults.js'
import type { EmulatorResponse } from '../../src/http/message.js'
import { parseTarget } from '../../src/http/target.js'
import { EmulatorClock } from '../../src/kernel/clock.js'
import { guidOf } from '../../src/kernel/guid.js'
import { RequestAccess } from '../../src/request-access.js'
import { SYSTEM } from '../../src/store/commit.js'
import { Store } from '../../src/store/store.js'
import type { Transaction } from '../../src/store/transaction.js'
import { createDataverseSurface } from '../../src/surfaces/dataverse/create-surface.js'
import { ServiceProtection } from '../../src/surfaces/dataverse/service-protection.js'
import { asDescribed } from './described-responses.js'

export const TENANT = guidOf('tenant')
export const ROOT = 'http://localhost/api/data/v9.2'

export const settings: NewEnvironment = {
  id: guidOf('environment'),
  uniqueName: 'contoso',
  displayName: 'Contoso',
  type: 'Production',
  hasDatabase: true,
  isDefault: true,
  createdDateTime: '2026-01-01T00:00:00Z',
  creatorId: null,
  securityGroupId: null,
  appPass: false,
  fnoLinked: false,
  dynamicsApps: [],
  roleBySku: {},
  settings: {},
  customTables: [
    {
      logicalName: 'new_project',
      entitySetName: 'new_projects',
      primaryName: 'new_name',
      objectTypeCode: 10_000,
      columns: [
        { logicalName: 'new_budget', type: 'Money' },
        { logicalName: 'new_CustomerId', type: 'Lookup', targets: ['account'] },
      ],
    },
  ],
}

export interface Call {
  /** The key of the person who calls; `admin` unless given, null for nobody. */
  readonly as?: string | null
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by the shape the test expects
  readonly json: any
}

/** An environment in a store of its own with a few people, and a way to call the Web API as one of them. */
export class HandSeeded {
  readonly clock = new EmulatorClock({ frozenAt: Date.UTC(2026, 0, 15, 12) })
  readonly store = new Store({ clock: this.clock })
  readonly environment: Environment
  readonly added: string[] = []
  readonly #surface

  constructor() {
    this.store.createTenant(TENANT, false)
    this.environment = this.write((transaction) => createEnvironment(transaction, settings))
    this.#surface = createDataverseSurface({
      verifier: verifierByName,
      clock: this.clock,
      faults: new Faults(),
      protection: new ServiceProtection(this.clock, 0),
      tokenKey: 'key of the test',
      newRequestId: () => guidOf('request'),
      firstAccess: (_access, _tenantId, _environmentId, oid) => this.#firstAccess(oid),
      addUser: (transaction, environment, oid) => createSystemuser(transaction, environment, rowOf(oid)),
    })
    this.person('admin', { role: 'System Administrator' })
  }

  write<Result>(work: (transaction: Transaction) => Result): Result {
    return this.store.transact(TENANT, SYSTEM, work)
  }

  /** A directory user with a row; answers with the systemuserid. */
  person(name: string, options: { role?: string; unit?: string; row?: boolean } = {}): string {
    const { role, unit, row = true } = options
    return this.write((transaction) => {
      transaction.insert(users, directoryUser(name))
      if (!row) return ''
      const user = createSystemuser(transaction, this.environment, {
        ...rowOf(guidOf(name)),
        ...(unit ? { businessunitid: unit } : {}),
      })
      const found = role && findRole(transaction, this.environment, role, String(user.businessunitid))
      if (found) linkRoleToUser(transaction, this.environment, String(user.systemuserid), String(found.roleid))
      return String(user.systemuserid)
    })
  }

  /** A business unit below the root (or `parent`); answers with its id. */
  unit(name: string, parent?: string): string {
    return this.write((transaction) => {
      const columns = { name, ...(parent ? { parentbusinessunitid: parent } : {}) }
      return String(createBusinessUnit(transaction, this.environment, columns).businessunitid)
    })
  }

  /** A role of the root unit, with copies below; answers with its id. */
  role(name: string, privileges: Record<string, Depth>, isinherited = 1): string {
    return this.write((transaction) =>
      String(createRole(transaction, this.environment, { name, privileges, isinherited }).roleid),
    )
  }

  async call(method: string, path: string, { as = 'admin', headers = {}, body }: Call = {}): Promise<Answered> {
    const url = path.startsWith('http') ? path : `${ROOT}${path}`
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const request = {
      method,
      url,
      headers: {
        ...(text === '' ? {} : { 'content-type': 'application/json' }),
        ...(as === null ? {} : { authorization: `Bearer ${as}` }),
        ...headers,
      },
      body: new TextEncoder().encode(text),
    }
    const access: Access = new RequestAccess(this.store)
    const answer = read(await this.#surface(request, parseTarget(url), access))
    if (method !== 'OPTIONS' && method !== 'HEAD') asDescribed(method, url, { ...answer, body: answer.json })
    return answer
  }

  /** Makes a row and answers with its id. */
  async make(set: string, body: object, as = 'admin'): Promise<string> {
    const answer = await this.call('POST', `/${set}`, { as, body })
    const id = /\(([^)]*)\)$/.exec(answer.headers['odata-entityid'] ?? '')?.[1]
    if (!id) throw new Error(`${answer.status} ${answer.text}`)
    return id
  }

  #firstAccess(oid: string): void {
    this.added.push(oid)
    const reader = this.store.read(TENANT)
    if (!reader.table(users).has(oid) || findSystemuserByObjectId(reader, this.environment, oid)) return
    this.write((transaction) => createSystemuser(transaction, this.environment, rowOf(oid)))
  }
}

function read({ status, headers, body }: EmulatorResponse): Answered {
  const text = typeof body === 'string' ? body : ''
  const isJson = headers['content-type']?.startsWith('application/json') && text !== ''
  return { status, headers, text, json: isJson ? JSON.parse(text) : undefined }
}

/** A token is the name of the person. */
const verifierByName: TokenVerifier = {
  verify(token) {
    if (token === 'bad') return Promise.resolve({ kind: 'refused', word: 'signature' })
    const caller = {
      kind: 'user',
      tenantId: TENANT,
      oid: guidOf(token),
      appId: 'app',
      scopes: new Set(['user_impersonation']),
      roles: new Set<string>(),
      issuedAt: Date.UTC(2026, 0, 15) / 1000,
      sessionId: '',
      audience: '',
    } as const
    return Promise.resolve({
      kind: 'verified',
      tenantId: TENANT,
      audience: { kind: 'everything' },
      caller,
      claims: {},
      stamp: {},
      notBefore: 0,
      expiresAt: 2 ** 40,
    })
  },
}

function rowOf(oid: string): Record<string, string | boolean> {
  return {
    azureactivedirectoryobjectid: oid,
    firstname: 'First',
    lastname: oid.slice(0, 8),
    domainname: `${oid}@contoso.com`,
    internalemailaddress: `${oid}@contoso.com`,
    islicensed: true,
  }
}

function directoryUser(name: string): User {
  const row = {
    id: guidOf(name),
    userPrincipalName: `${name}@contoso.com`,
    displayName: name,
    accountEnabled: true,
    proxyAddresses: [],
    identities: [],
    assignedLicenses: [],
    signInSessionsValidFromDateTime: '2020-01-01T00:00:00Z',
  }
  // The surface reads no more of a user than this.
  return row as unknown as User
}
