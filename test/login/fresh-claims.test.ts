import { describe, expect, it } from 'vitest'
import { createGroupAsGiven } from '../../src/domain/directory/create-group.js'
import { linkAsGiven } from '../../src/domain/directory/group-links.js'
import { assignRole } from '../../src/domain/directory/role-assignments.js'
import { applications, organizations, servicePrincipals } from '../../src/domain/directory/tables.js'
import { guidOf } from '../../src/kernel/guid.js'
import type { Transaction } from '../../src/store/transaction.js'
import { claimsOf, createLoginDoor } from './login-door.js'
import { changeUser, GRAPH, grantRole, grantScope, ids, PASSWORD, SECRET, TENANT } from './tiny-tenant.js'

const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1'
const API = 'api://orders/Orders.Read'
const asked = ['auth_time', 'sid', 'tenant_ctry', 'ctry'].map((name) => ({ name }))

function configure(transaction: Transaction, appId: string, change: object, extra: object = {}): void {
  const application = transaction.table(applications).findFirst('appId', appId)
  if (!application) throw new Error(`no app ${appId}`)
  transaction.replace(applications, { ...application, ...change, extra: { ...application.extra, ...extra } })
}

function prepared() {
  const door = createLoginDoor()
  door.write((transaction) => {
    grantScope(transaction, ids.publicPrincipal, ids.apiPrincipal, 'Orders.Read')
    const settings = { optionalClaims: { accessToken: asked, idToken: asked }, groupMembershipClaims: 'SecurityGroup' }
    configure(transaction, ids.api, {}, settings)
  })
  const user = { grant_type: 'password', client_id: ids.publicClient, username: 'ann@contoso.onmicrosoft.com' }
  const forUser = async (scope: string) =>
    (await door.token({ ...user, password: PASSWORD, scope: `openid profile ${scope}` })).body
  const forApp = async () => {
    const app = { grant_type: 'client_credentials', client_id: ids.daemon, client_secret: SECRET }
    return claimsOf((await door.token({ ...app, scope: `${GRAPH}/.default` })).body.access_token)
  }
  return { ...door, forUser, forApp }
}

type Tokens = Readonly<Record<'api' | 'id' | 'graph' | 'app', Readonly<Record<string, unknown>>>>

async function issueAll({ forUser, forApp }: ReturnType<typeof prepared>): Promise<Tokens> {
  const api = await forUser(API)
  const graph = await forUser(`${GRAPH}/User.Read`)
  return {
    api: claimsOf(api.access_token),
    id: claimsOf(api.id_token),
    graph: claimsOf(graph.access_token),
    app: await forApp(),
  }
}

type Told = readonly [kind: keyof Tokens, claim: string, value: unknown]

describe('a token tells what is true when it is issued', () => {
  it.each<[string, (transaction: Transaction) => void, readonly Told[]]>([
    [
      'the name of a user',
      (transaction) => changeUser(transaction, ids.ann, { displayName: 'Ann New', country: 'SE' }),
      [
        ['api', 'name', 'Ann New'],
        ['api', 'ctry', 'SE'],
        ['id', 'name', 'Ann New'],
        ['graph', 'name', 'Ann New'],
      ],
    ],
    [
      'the country of the tenant',
      (transaction) => {
        const organization = transaction.table(organizations).get(TENANT)
        if (organization) transaction.replace(organizations, { ...organization, countryLetterCode: 'IS' })
      },
      [['api', 'tenant_ctry', 'IS']],
    ],
    [
      'a directory role',
      (transaction) => {
        assignRole(transaction, ids.ann, USER_ADMINISTRATOR)
        assignRole(transaction, ids.daemonPrincipal, USER_ADMINISTRATOR)
      },
      [
        ['graph', 'wids', expect.arrayContaining([USER_ADMINISTRATOR])],
        ['app', 'wids', [USER_ADMINISTRATOR]],
      ],
    ],
    [
      'a group',
      (transaction) => {
        const kind = { groupTypes: [], mailEnabled: false, securityEnabled: true, mailNickname: 'g', displayName: 'g' }
        createGroupAsGiven(transaction, kind, { id: guidOf('g') })
        linkAsGiven(transaction, 'member', guidOf('g'), ids.ann)
      },
      [['api', 'groups', [guidOf('g')]]],
    ],
    [
      'a permission',
      (transaction) => grantRole(transaction, ids.daemonPrincipal, ids.graphPrincipal, 'Group.ReadWrite.All'),
      [['app', 'roles', expect.arrayContaining(['Group.ReadWrite.All'])]],
    ],
    [
      'what an API asks for',
      (transaction) => configure(transaction, ids.api, { requestedAccessTokenVersion: null }),
      [
        ['api', 'ver', '1.0'],
        ['api', 'aud', 'api://orders'],
      ],
    ],
    [
      'the name of a client',
      (transaction) => {
        const daemon = transaction.table(servicePrincipals).get(ids.daemonPrincipal)
        if (daemon) transaction.replace(servicePrincipals, { ...daemon, displayName: 'Renamed' })
      },
      [['app', 'app_displayname', 'Renamed']],
    ],
  ])('also when it has just changed: %s', async (_, change, told) => {
    const door = prepared()
    const before = await issueAll(door)
    door.write(change)
    const after = await issueAll(door)
    for (const [kind, claim, value] of told) {
      expect([kind, claim, before[kind][claim]]).not.toEqual([kind, claim, value])
      expect([kind, claim, after[kind][claim]]).toEqual([kind, claim, value])
    }
  })

  it('of its own sign-in, instant and request, whatever was told before', async () => {
    const door = prepared()
    const first = await issueAll(door)
    door.clock.set(door.clock.now() + 60_000)
    const second = await issueAll(door)
    for (const kind of ['api', 'id', 'graph', 'app'] as const) {
      expect([kind, second[kind].uti]).not.toEqual([kind, first[kind].uti])
      for (const claim of ['iat', 'nbf', 'exp']) {
        expect([kind, claim, second[kind][claim]]).toEqual([kind, claim, Number(first[kind][claim]) + 60])
      }
    }
    expect(second.api.auth_time).toBe(Number(first.api.auth_time) + 60)
    expect(second.api.sid).not.toBe(first.api.sid)
    expect(second.id.sid).toBe(second.api.sid)
  })
})
